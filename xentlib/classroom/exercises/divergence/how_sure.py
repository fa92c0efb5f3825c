"""How probable one of two sources has become, after some letters."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, hundredths
from xentlib.numerics import FloatArray, sigmoid

P = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])
Q = P[::-1].copy()


def log_odds(labels: FloatArray, p: FloatArray, q: FloatArray) -> FloatArray:
    """Sum of ln p/q over the labels."""
    return np.log(p[labels] / q[labels]).sum()


def case(rng: np.random.Generator, k: int, n: int) -> tuple[Array, Array, Array]:
    """Random letters, and two distributions that do not differ much."""
    p = hundredths(rng, k)
    q = (p + hundredths(rng, k)) / 2
    return rng.integers(k, size=n), p, q


EXERCISE = Exercise(
    reference=lambda labels, p, q: sigmoid(log_odds(labels, p, q)),
    inputs=lambda rng: [
        (np.array([0]), P, Q),
        (np.array([0, 3]), P, Q),
        (np.array([1, 2, 0]), P, Q),
        (np.array([3, 2, 1]), P, Q),
        (np.array([1, 0, 0]), np.array([0.5, 0.5]), np.array([0.9, 0.1])),
        (np.append(np.tile([0, 3], 900), 1), P, Q),
        (np.repeat([0, 3], 9000), P, Q),  # even odds, but half of the product overflows
        (np.zeros(900, dtype=int), P, Q),
        (np.full(900, 3), P, Q),
        *(case(rng, k, n) for k, n in ((2, 6), (3, 4), (5, 9))),
    ],
    hints=(
        "Before the first letter the odds are 1 : 1. What does a letter do to the odds?",
        "Each letter multiplies the odds by p / q. In logarithms, the letters' evidence adds up.",
        "With s the sum of ln p − ln q, the odds are exp(s), and p has 1 / (1 + exp(−s)).",
    ),
    mistakes={
        "odds": [
            lambda y, p, q: np.exp(log_odds(y, p, q)),
            log_odds,
            lambda y, p, q: np.prod(p[y] / q[y]),
            lambda y, p, q: np.prod(p[y]) / np.prod(q[y]),
        ],
        "complement": lambda y, p, q: sigmoid(-log_odds(y, p, q)),
        "underflow": [
            lambda y, p, q: p[y].prod() / (p[y].prod() + q[y].prod()),
            lambda y, p, q: 1 / (1 + q[y].prod() / p[y].prod()),
            lambda y, p, q: 1 / (1 + np.prod(q[y] / p[y])),
        ],
        "overflow": lambda y, p, q: np.exp(log_odds(y, p, q)) / (1 + np.exp(log_odds(y, p, q))),
        "mean": lambda y, p, q: sigmoid(np.log(p[y] / q[y]).mean()),
        "expectation": lambda y, p, q: sigmoid(len(y) * (p @ np.log(p / q))),
        "last letter": [
            lambda y, p, q: p[y[-1]] / (p[y[-1]] + q[y[-1]]),
            lambda y, p, q: (p[y] / (p[y] + q[y]))[0],
        ],
        "probabilities averaged": [
            lambda y, p, q: (p[y] / (p[y] + q[y])).mean(),
            lambda y, p, q: p[y].sum() / (p[y].sum() + q[y].sum()),
        ],
        "wrong base": lambda y, p, q: sigmoid(np.log2(p[y] / q[y]).sum()),
        "likelihood": [lambda y, p, _: p[y].prod(), lambda y, p, q: 0.5 * p[y].prod()],
        "votes": lambda y, p, q: (p[y] > q[y]).mean(),
        "decision": lambda y, p, q: float(log_odds(y, p, q) > 0),
        "argument ignored": lambda _, p, q: sigmoid(np.log(p / q).sum()),
        "double weight": lambda y, p, q: sigmoid((p[y] * np.log(p[y] / q[y])).sum()),
        "not summed": lambda y, p, q: sigmoid(np.log(p[y] / q[y])),
        "running": lambda y, p, q: sigmoid(np.log(p[y] / q[y]).cumsum()),
    },
    say={
        "odds": "Those are the odds, or their logarithm. The probability of p's table is asked, "
        "not its odds.",
        "decision": "That is a decision for one of the two, not a probability. How sure is it?",
        "argument ignored": "The letters that came make no difference here. Which terms count, and "
        "how often?",
        "complement": "That is the probability of q.",
        "underflow": "A product of many probabilities or ratios becomes 0 or infinite in floating "
        "point. Add logarithms instead.",
        "overflow": "exp of much evidence is infinite in floating point, and ∞ / ∞ is nan. "
        "Divide odds / (1 + odds) by the odds.",
        "mean": "Evidence adds up: two letters tell more than one. Their mean does not grow.",
        "expectation": "That is what n letters tell on average. These letters have come.",
        "last letter": "One letter alone enters. Each of them counts.",
        "probabilities averaged": "Probabilities of single letters are averaged or added. Odds "
        "are multiplied.",
        "likelihood": "That is how probable the letters are if p is true. How probable is p, now "
        "that they have come?",
        "votes": "Every letter has one vote, whatever it tells. How strongly does each one speak?",
        "not summed": "That is a number for each letter alone. What do all of them say together?",
        "running": "Those are the probabilities after each letter; the last of them is asked.",
        "double weight": "A frequent letter counts twice: it comes often, and it is weighted by "
        "its probability as well.",
    },
    right=(
        lambda labels, p, q: 1 / (1 + np.exp(-log_odds(labels, p, q))),
        lambda labels, p, q: sigmoid(np.bincount(labels, minlength=len(p)) @ np.log(p / q)),
        lambda labels, p, q: (
            0.5 + 0.5 * math.tanh(sum(math.log(p[y]) - math.log(q[y]) for y in labels) / 2)
        ),
    ),
    reread="KL is evidence",
)
