"""Price of a note that says only that at least one bird of a group sings."""

from itertools import product

import numpy as np
from scipy import special

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.guards import forms_of, guarded
from xentlib.classroom.exercises._common.inputs import M3, Array, Function, normal
from xentlib.classroom.exercises._common.limits import BELOW_ONE, LIMITS
from xentlib.numerics import log_sigmoid, log_softmax, sigmoid, softmax


def silence(z: Array, group: Array) -> Array:
    """Surprise that no bird of the group sings."""
    return (group * np.logaddexp(0, z)).sum(1)


def first_of_them(z: Array, group: Array) -> Array:
    """Price by the group's first bird: it sings, and those before it do not."""
    before = np.cumsum(group * np.logaddexp(0, z), 1) - group * np.logaddexp(0, z)
    return -special.logsumexp(log_sigmoid(z) - before, axis=1, b=group)


def by_log_odds(z: Array, group: Array) -> Array:
    """Price by logarithms of each bird's surprise."""
    small = np.where(z < -30, z, np.log(np.logaddexp(0, np.maximum(z, -700))))
    log_s = special.logsumexp(small, axis=1, b=group)
    return np.where(log_s < -30, -log_s, -np.log(-np.expm1(-np.exp(log_s))))


def bird_by_bird(z: Array, group: Array) -> list[float]:
    """Price with a loop that joins one bird after the other."""
    prices = []
    for row, inside in zip(z, group, strict=True):
        yes, no = -np.inf, 0.0
        for logit in row[inside]:
            yes = np.logaddexp(yes, no - np.logaddexp(0, -logit))
            no -= np.logaddexp(0, logit)
        prices.append(-yes)
    return prices


def set_by_set(z: Array, group: Array) -> list[float]:
    """Price by the probability of each set of birds that the note allows."""
    prices = []
    for row, inside in zip(z, group, strict=True):
        some = row[inside]
        sets = np.array([*product([0, 1], repeat=len(some))])[1:]
        prices.append(np.logaddexp(0, some).sum() - special.logsumexp(sets @ some))
    return prices


def stable(log: Function, z: Array, group: Array) -> Array:
    """Price by a logarithm of one's own, without a difference from 1."""
    return -log(-np.expm1(-silence(z, group)))


def naive(log: Function, z: Array, group: Array) -> Array:
    """Price by a logarithm of one's own, as the question says it."""
    return -log(1 - np.where(group, sigmoid(-z), 1).prod(1))


def exactly_one(z: Array, group: Array) -> Array:
    """Price of exactly one bird of the group."""
    return silence(z, group) - special.logsumexp(z, axis=1, b=group)


def one_of_them(z: Array, group: Array) -> Array:
    """Price of exactly one bird of the group, by products of probabilities."""
    no = np.where(group, sigmoid(-z), 1)
    others = [np.delete(no, j, axis=1).prod(1) for j in range(z.shape[1])]
    return -np.log((group * sigmoid(z) * np.stack(others, 1)).sum(1))


def case(rng: np.random.Generator, n: int, k: int, middle: float = 0.0) -> tuple[Array, Array]:
    """Logits about a middle, and random groups of two birds and more, never all."""
    group = rng.random((n, k)).argsort(1) < rng.integers(2, k, size=(n, 1))
    return middle + normal(rng, n, k, scale=1.5), group


RULED_OUT = -np.array([5.0, 10, 16, 23, 30, 36, 46, 60])
NAMED = np.array([[1, 1, 0, 0], [0, 1, 1, 1], [1, 0, 1, 0]]) == 1
GUARDED = guarded(stable), guarded(naive, [e for e in LIMITS if e >= 1e-15])
HELD = [
    lambda z, g, e=e: -np.log(1 - np.where(g, 1 - np.clip(sigmoid(z), e, 1 - e), 1).prod(1))
    for e in BELOW_ONE
]

EXERCISE = Exercise(
    reference=first_of_them,
    inputs=Parts(
        {
            "ordinary logits": lambda rng: [
                (np.array([[0.0, 0.0, 0.0]]), np.array([[True, True, False]])),
                (M3, NAMED),
                (np.array([[7.0, 7.0, 0.0]]), np.array([[True, True, False]])),
                *(case(rng, n, k) for n, k in ((2, 3), (4, 4), (5, 6))),
            ],
            "birds that are nearly ruled out": lambda rng: [
                (np.array([[-40.0, 0.0]]), np.array([[True, False]])),
                (np.stack([RULED_OUT, 0 * RULED_OUT], 1), np.array([[True, False]] * 8)),
                case(rng, 5, 4, -45.0),
            ],
            "logits of −800": lambda rng: [
                (np.array([[-800.0, 0.0]]), np.array([[True, False]])),
                case(rng, 4, 4, -800.0),
            ],
        }
    ),
    hints=(
        "When is the note wrong? How probable is that?",
        "The note is wrong if no bird of the group sings: a product. Write it with logits.",
        "For tiny probabilities, sum in logarithms: the first bird that sings is the 1st, 2nd, …",
    ),
    mistakes={
        "clipped": forms_of("clipped", *GUARDED) + HELD,
        "epsilon": forms_of("epsilon", *GUARDED),
        "underflow": [
            lambda z, g: naive(np.log, z, g),
            lambda z, g: stable(np.log, z, g),
            lambda z, g: -np.log1p(-np.exp(-silence(z, g))),
            lambda z, g: -np.log(1 - np.exp(-silence(z, g))),
        ],
        "all of them": [
            lambda z, g: (g * np.logaddexp(0, -z)).sum(1),
            lambda z, g: -np.log(np.where(g, sigmoid(z), 1)).sum(1),
        ],
        "exactly one": [exactly_one, one_of_them],
        "complement": silence,
        "chances added": [
            lambda z, g: -special.logsumexp(log_sigmoid(z), axis=1, b=g),
            lambda z, g: -np.log((g * sigmoid(z)).sum(1)),
        ],
        "softmax for labels": [
            lambda z, g: -special.logsumexp(log_softmax(z), axis=1, b=g),
            lambda z, g: -np.log((g * softmax(z)).sum(1)),
            lambda z, g: -(g * log_softmax(z)).sum(1),
        ],
        "mean chance": [
            lambda z, g: -special.logsumexp(log_sigmoid(z), axis=1, b=g / g.sum(1)[:, None]),
            lambda z, g: -np.log((g * sigmoid(z)).sum(1) / g.sum(1)),
            lambda z, g: (g * np.logaddexp(0, -z)).sum(1) / g.sum(1),
        ],
        "argmax": [
            lambda z, g: np.where(g, np.logaddexp(0, -z), np.inf).min(1),
            lambda z, g: -np.log((g * sigmoid(z)).max(1)),
        ],
        "argument ignored": lambda z, g: first_of_them(z, g | True),
        "one of them for small": lambda z, g: first_of_them(
            z, g & ((z > -30) | (z == np.where(g, z, -np.inf).max(1, keepdims=True)))
        ),
        "others as no": [
            lambda z, g: first_of_them(z, g) + silence(z, ~g),
            lambda z, g: -np.log(-np.expm1(-silence(z, g))) + silence(z, ~g),
        ],
        "no logarithm": lambda z, g: -np.expm1(-silence(z, g)),
        "averaged": [
            lambda z, g: first_of_them(z, g).mean(),
            lambda z, g: first_of_them(z, g).sum(),
            lambda z, g: stable(np.log, z, g).mean(),
            lambda z, g: stable(np.log, z, g).sum(),
        ],
        "whole table": lambda z, g: -np.log(-np.expm1(-silence(z, g).sum())) + 0 * z[:, 0],
    },
    say={
        "underflow": "Right where it has a ✓. In the case below, the probability of the note "
        "became 0, and its logarithm −inf: which step lost it?",
        "all of them": "That is the price of hearing every bird of the group. The note says less.",
        "exactly one": "That is the price of exactly one bird. May two of them sing?",
        "complement": "That is the price of a silent group. What is the chance of the contrary?",
        "chances added": "The chances were added. What if two birds sing at once?",
        "mean chance": "A mean over the group: but each more bird makes the note more probable.",
        "argmax": "Only the likeliest bird of the group counts here. The others help, too.",
        "argument ignored": "All birds count here. Which of them does the note speak of?",
        "one of them for small": "Several small chances add up.",
        "others as no": "The birds outside the group were charged as silent. What does the note "
        "say about them?",
        "no logarithm": "That is the probability of the note. What does it cost?",
        "averaged": "Each minute has a price of its own: return all of them.",
        "whole table": "All minutes were put into one product. Each minute has a note of its own.",
        "softmax for labels": "A softmax lets only one bird sing. Several may sing in a minute.",
    },
    right=(
        by_log_odds,
        bird_by_bird,
        set_by_set,
        lambda z, group: np.where(
            z.max(1, where=group, initial=-np.inf) < -35,
            -special.logsumexp(np.where(group, z, -np.inf), axis=1),
            -np.log(-np.expm1(-np.where(group, np.logaddexp(0, z), 0).sum(1)) + 1e-300),
        ),
        lambda z, group: np.array(bird_by_bird(z.astype("f4"), group), dtype="f4"),
    ),
    rtol=1e-4,
    unit="nats",
    reread="lesson 06, The tail that becomes zero",
)
