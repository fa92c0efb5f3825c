"""Price of the order in which boats arrive."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import Array, Function, normal
from xentlib.numerics import log_sigmoid, log_softmax, logsumexp, softmax

Case = tuple[Array, Array]


def remaining(s: Array) -> list[Array]:
    """Strengths of the boats that are still on their way, before each arrival."""
    return [s[place:] for place in range(len(s))]


def price(order: Array, s: Array, of_field: Function = logsumexp) -> float:
    """Add up the prices of all arrivals; `of_field` makes one number of a field's strengths."""
    return float(sum(of_field(field) - field[0] for field in remaining(s[order])))


def naive(field: Array) -> Array:
    """Logsumexp as the textbook writes it."""
    return np.log(np.exp(field).sum())


def chances(order: Array, s: Array, exponentials: Function = np.exp) -> list[Array]:
    """Probability of each arrival among the boats that are left."""
    e = exponentials(s)[order]
    return [field[0] / field.sum() for field in remaining(e)]


def pairs(order: Array, s: Array, gap: int) -> float:
    """Price of all pairs at most so many places apart, each as a game of its own."""
    ahead, k = s[order], len(s)
    games = ((i, j) for i in range(k) for j in range(i + 1, min(i + gap, k - 1) + 1))
    return float(sum(-log_sigmoid(ahead[i] - ahead[j]) for i, j in games))


def from_the_top(s: Array) -> Array:
    """Exponentials with the largest of all strengths taken out."""
    return np.exp(s - s.max())


def backwards(order: Array, s: Array) -> float:
    """Price by a cumulated logsumexp from the last boat to the first."""
    fields = np.logaddexp.accumulate(s[order][::-1])[::-1]
    return float((fields - s[order]).sum())


def recursive(order: Array, s: Array) -> float:
    """Price of the winner, and of the race without it."""
    if len(order) == 1:
        return 0.0
    field = np.asarray(s)[order]
    first = math.log(math.fsum(math.exp(x - max(field)) for x in field)) + max(field) - field[0]
    return first + recursive(order[1:], s)


def masked(order: Array, s: Array) -> Array:
    """Price by one softmax for each arrival, in which boats that have arrived have no mass."""
    k = len(s)
    table = np.where(np.tri(k, k, -1, dtype=bool), -np.inf, np.tile(s[order], (k, 1)))
    return np.asarray(-np.diag(log_softmax(table)).sum())


def race(rng: np.random.Generator, k: int, scale: float = 1.5) -> Case:
    """Random strengths, and an order that is not its own inverse where there is any."""
    order = rng.permutation(k)
    again = k > 2 and ((order[order] == np.arange(k)).all() or (order == order[::-1]).any())
    return race(rng, k, scale) if again else (order, normal(rng, k, scale=scale))


def small(rng: np.random.Generator) -> list[Case]:
    """Races of two boats, and one of three, whose order is not its own inverse."""
    two = (np.array([0, 1]), np.array([1.0, 0])), (np.array([1, 0]), np.array([2, 0.5]))
    three = np.array([2, 0, 1]), np.array([1.0, 0, 2])
    return [*two, three, *(race(rng, 2) for _ in range(3))]


def several(rng: np.random.Generator) -> list[Case]:
    """Races of several boats."""
    given = np.array([1, 2, 0]), np.zeros(3)
    return [given, *(race(rng, k) for k in (4, 4, 6, 8))]


def strong(rng: np.random.Generator) -> list[Case]:
    """Races in which strengths differ by up to 2000."""
    given = np.array([0, 2, 1]), np.array([1000.0, 0, -3])
    order, s = race(rng, 6)
    return [
        given,
        (np.array([1, 2, 0]), np.array([-1000.0, 1000, 999])),
        (np.array([1, 0, 2]), np.array([1000.0, 0, -1000])),
        (np.array([1, 2, 0]), np.array([-1000.0, -1001, -999.5])),
        (order, s + 1000 * np.array([1, -1, 0, 0, 1, -1])),
    ]


EXERCISE = Exercise(
    reference=lambda order, s: price(order, s),
    inputs=Parts(
        {
            "two or three boats": small,
            "several boats": several,
            "strengths of 1000": strong,
        }
    ),
    hints=(
        "Who may arrive first, and who may arrive second once the first one is there?",
        "Each arrival is a softmax over the boats that are still on their way.",
        "Add up logsumexp(strengths left) − strength of the boat that arrives, over all arrivals.",
    ),
    mistakes={
        "arrived boats kept": lambda order, s: -log_softmax(s).sum(),
        "winner alone": lambda order, s: -log_softmax(s)[order[0]],
        "from the last": lambda order, s: price(order[::-1], s),
        "places for boats": lambda order, s: price(np.argsort(order), s),
        "order ignored": lambda _, s: price(np.arange(len(s)), s),
        "neighbours alone": lambda order, s: pairs(order, s, 1),
        "all pairs": lambda order, s: pairs(order, s, len(s)),
        "favourites first": lambda order, s: (
            price(order, s) - price(np.argsort(-s, kind="stable"), s)
        ),
        "mean": [
            lambda order, s: price(order, s) / len(s),
            lambda order, s: price(order, s) / (len(s) - 1),
        ],
        "bound": lambda _, s: math.lgamma(len(s) + 1),
        "maximum": lambda order, s: price(order, s, np.max),
        "overflow": [
            lambda order, s: price(order, s, naive),
            lambda order, s: -np.log(chances(order, s)).sum(),
            lambda order, s: -np.log(np.prod(chances(order, s))),
        ],
        "wrong shift": [
            lambda order, s: -np.log(chances(order, s, from_the_top)).sum(),
            lambda order, s: -np.log(np.prod(chances(order, s, from_the_top))),
            lambda order, s: -np.log(chances(order, s, softmax)).sum(),
            lambda order, s: price(order, s - s.max(), naive),
            lambda order, s: price(order, s - s.mean(), naive),
        ],
        "underflow": [
            lambda order, s: -np.log(np.prod([softmax(f)[0] for f in remaining(s[order])])),
            lambda order, s: -np.sum([np.log(softmax(f)[0]) for f in remaining(s[order])]),
        ],
        "no logarithm": [
            lambda order, s: np.exp(-price(order, s)),
            lambda order, s: -np.exp(-price(order, s)),
            lambda order, s: np.prod(chances(order, s)),
        ],
        "no exponential": lambda order, s: -np.log(chances(order, s, np.array)).sum(),
        "wrong sign inside": lambda order, s: price(order, -s),
        "not summed": lambda order, s: [logsumexp(f) - f[0] for f in remaining(s[order])],
    },
    say={
        "arrived boats kept": "A boat that has arrived can't arrive again: leave it out of the "
        "next softmax.",
        "winner alone": "That is the price of the winner. What do the other places cost?",
        "from the last": "The order is read from its end, or boats which have arrived share the "
        "mass. Who is still on the way?",
        "places for boats": "order[0] is the number of the boat that arrives first, not the place "
        "of boat 0.",
        "order ignored": "The boats are taken in the order of their numbers. Who arrives first?",
        "neighbours alone": "Each boat is compared with the next one alone. It also beats all that "
        "come later.",
        "all pairs": "Each pair counts as a game of its own. The pairs of one race are not "
        "independent.",
        "favourites first": "That is the price less that of the likeliest order. The whole price "
        "is asked.",
        "mean": "The price of the whole order is asked, not of one arrival.",
        "bound": "That is the price if all boats are equally strong.",
        "maximum": "The largest strength stands where a logsumexp belongs.",
        "overflow": "Right for small strengths. For large ones an exponential overflows, or "
        "becomes 0.",
        "wrong shift": "One number is taken out of all exponentials. When the strongest boat has "
        "arrived, those of the others may all be 0.",
        "underflow": "A probability becomes 0 before its logarithm is taken. Stay with logits.",
        "no logarithm": "That is the probability of the order. How surprising is it?",
        "wrong sign inside": "The strengths enter with a minus: a stronger boat should come first "
        "more often.",
        "not summed": "Those are the prices of the single arrivals; their sum is asked.",
    },
    right=(
        backwards,
        recursive,
        masked,
        lambda order, s: sum(
            np.log1p(np.exp(s[order[i + 1 :]] - s[b] - top).sum() - (1 - np.exp(-top))) + top
            for i, b in enumerate(order)
            for top in [max(0, s[order[i:]].max() - s[b])]
        ),
        lambda order, s: -sum(log_softmax(s[order[i:]])[0] for i in range(len(s))),
    ),
    unit="nats",
    kind="derivation",
    reread="lesson 05, Who wins",
)
