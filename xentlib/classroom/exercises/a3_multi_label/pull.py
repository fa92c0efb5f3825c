"""Slope of the price of a table in which listeners missed birds."""

import numpy as np
from scipy import special

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import Array, coins, normal
from xentlib.numerics import sigmoid


def there(z: Array, missed: Array) -> Array:
    """Probability that a bird sings that is not in the table."""
    with np.errstate(divide="ignore"):
        return sigmoid(z + np.log(missed))


def heard(z: Array, missed: Array) -> Array:
    """Probability that a bird is in the table."""
    return (1 - missed) * sigmoid(z)


def of_a_no(z: Array, missed: Array, added: float = 0.0) -> Array:
    """Slope of the price of a no, as the derivative comes, with something added below."""
    p, c = sigmoid(z), 1 - missed
    return c * p * (1 - p) / (1 - c * p + added)


def by_bayes(z: Array, missed: Array) -> Array:
    """Probability that a bird sings that is not in the table, as Bayes writes it."""
    p = sigmoid(z)
    return p * missed / (p * missed + 1 - p)


def entry(s: float, z: float, missed: float) -> float:
    """Slope of one entry, with the odds of a bird that was missed."""
    p = 1 / (1 + np.exp(-z)) if z > -700 else 0.0
    if s == 1:
        return p - 1
    if missed == 0:
        return p
    odds = np.exp(min(z + np.log(missed), 700))
    return p - odds / (1 + odds)


def numerical(s: Array, z: Array, missed: Array) -> Array:
    """Slope by central differences of the price."""

    def price(z: Array) -> Array:
        no = np.logaddexp(-np.logaddexp(0, z), np.log(missed) - np.logaddexp(0, -z))
        return np.where(s == 1, np.logaddexp(0, -z), -no)

    return (price(z + 1e-4) - price(z - 1e-4)) / 2e-4


def table(rng: np.random.Generator, n: int, k: int) -> tuple[Array, Array, Array]:
    """Draw what stands in a table, logits, and how often each bird is missed."""
    missed = rng.permutation(np.arange(2, 9))[:k] / 10
    return coins(rng, (n, k)), normal(rng, n, k, scale=1.5), missed


def extreme(rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Logits of 800, of birds that are never missed and of others."""
    s, z, missed = table(rng, 4, 3)
    s[:, 0], missed[0] = [0, 1, 0, 1], 0
    z[:2] = [[800, 800, -800], [-800, 800, 800]]
    return s, z, missed


EXERCISE = Exercise(
    reference=lambda s, z, missed: sigmoid(z) - np.where(s == 1, 1, there(z, missed)),
    inputs=Parts(
        {
            "birds that are missed": lambda rng: [
                (np.array([[1.0], [0.0]]), np.array([[0.0], [0.0]]), np.array([0.25])),
                *(table(rng, n, k) for n, k in ((2, 3), (4, 2), (5, 4))),
            ],
            "logits of 800, and birds never missed": lambda rng: [
                (np.zeros((2, 2)), np.array([[800.0, -800], [-800, 800]]), np.array([0.0, 0.5])),
                extreme(rng),
            ],
        }
    ),
    hints=(
        "What is the probability of a yes in the table, and what is that of a no?",
        "A no has the probability (1 − p) + p · missed. Take −ln, and the slope in z.",
        "The slope is p minus the probability that the bird sings, given what the table says.",
    ),
    mistakes={
        "argument ignored": lambda s, z, m: sigmoid(z) - s + 0 * m,
        "prior forgotten": lambda s, z, m: sigmoid(z) - np.where(s == 1, 1, m),
        "yeses counted more": lambda s, z, m: sigmoid(z) - s / (1 - m),
        "price of another model": lambda s, z, m: heard(z, m) - s,
        "link forgotten": lambda s, z, m: np.where(
            s == 1, -1 / sigmoid(z), (1 - m) / (1 - heard(z, m))
        ),
        "price": lambda s, z, m: -np.log(np.where(s == 1, heard(z, m), 1 - heard(z, m))),
        "target alone": lambda s, z, m: np.where(s == 1, 1, there(z, m)),
        "missed and heard": lambda s, z, m: sigmoid(z) - np.where(s == 1, 1, there(z, 1 - m)),
        "share of the yes": lambda s, z, m: np.where(
            s == 1, (1 - m) * (sigmoid(z) - 1), sigmoid(z) - there(z, m)
        ),
        "noes left out": lambda s, z, m: s * (sigmoid(z) - 1) + 0 * m,
        "noes discounted": [
            lambda s, z, m: np.where(s == 1, sigmoid(z) - 1, (1 - m) * sigmoid(z)),
            lambda s, z, m: np.where(s == 1, sigmoid(z) - 1, m * sigmoid(z)),
        ],
        "zero by zero": [
            lambda s, z, m: np.where(s == 1, sigmoid(z) - 1, of_a_no(z, m)),
            lambda s, z, m: np.where(s == 1, sigmoid(z) - 1, np.nan_to_num(of_a_no(z, m))),
            *(
                lambda s, z, m, e=e: np.where(s == 1, sigmoid(z) - 1, of_a_no(z, m, e))
                for e in (1e-8, 1e-10, 1e-12, 1e-15, 1e-300)
            ),
            lambda s, z, m: sigmoid(z) - np.where(s == 1, 1, by_bayes(z, m)),
        ],
        "overflow": lambda s, z, m: (
            sigmoid(z) - np.where(s == 1, 1, m * np.exp(z) / (1 + m * np.exp(z)))
        ),
        "averaged": [
            lambda s, z, m: (sigmoid(z) - np.where(s == 1, 1, there(z, m))).mean(0),
            lambda s, z, m: (sigmoid(z) - np.where(s == 1, 1, there(z, m))).mean(),
            lambda s, z, m: (sigmoid(z) - np.where(s == 1, 1, there(z, m))).sum(1),
        ],
        "divided by n": [
            lambda s, z, m: (sigmoid(z) - np.where(s == 1, 1, there(z, m))) / len(z),
            lambda s, z, m: (sigmoid(z) - np.where(s == 1, 1, there(z, m))) / z.size,
        ],
    },
    say={
        "argument ignored": "That takes each no for a true no. What else may a no mean?",
        "prior forgotten": "missed says how often a bird that sings is not in the table. How often "
        "does a bird sing that is not in the table? That depends on p.",
        "yeses counted more": "That is right on average over many tables. But the slope of this "
        "table's price is asked, and a no has one of its own.",
        "price of another model": "σ(z) is the probability that the bird sings. The probability "
        "of a yes in the table is no sigmoid of z.",
        "link forgotten": "That is the slope in p; the one in the logit z is asked.",
        "target alone": "That is how probable it is that the bird sings, once the table is known. "
        "What did the forecast say before?",
        "missed and heard": "missed is the probability that a bird that sings is not heard.",
        "share of the yes": "Only birds that sing get into the table. What is still uncertain "
        "where the table says yes?",
        "noes left out": "A no tells something, unless everything is missed. What?",
        "noes discounted": "The slope of a no was multiplied by a constant. But how much a no "
        "tells depends on the forecast, too.",
        "zero by zero": "Right for ordinary logits. Where p becomes 1 and nothing is missed, your "
        "formula makes 0 / 0, or 0 · ∞. Neither nan_to_num nor a small number below mends that.",
        "overflow": "Right for ordinary logits. Where a logit is 800, exp is infinite.",
        "averaged": "Each entry has a slope of its own: return all of them.",
        "divided by n": "That is the slope of a mean. Each entry's own slope is asked.",
    },
    right=(
        np.vectorize(entry, otypes=[float]),
        numerical,
        lambda s, z, missed: (
            special.expit(z)
            - s
            - (1 - s) * np.where(missed > 0, special.expit(z + np.log(np.maximum(missed, 1e-9))), 0)
        ),
        lambda s, z, missed: np.where(
            s == 1,
            -special.expit(-z),
            special.expit(z) * (1 - missed) / (missed * np.exp(np.minimum(z, 600)) + 1),
        ),
        lambda s, z, missed: (
            sigmoid(z.astype("f4")) - np.where(s == 1, 1, there(z, missed))
        ).astype("f4"),
    ),
    rtol=1e-4,
    atol=1e-5,
    kind="derivation",
    gradient=True,
    reread="lesson 03, The slope",
)
