"""The threshold with the best F1, where honest forecasts are spread evenly from 0 to b."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, uniform


def half_of_best(b: float) -> float:
    """Threshold that is half of its own F1: of two roots, the one below b."""
    return b * (2 + b - np.sqrt(b**2 + 4 * b)) / 2


def by_cuts(b: float, grid: Array) -> float:
    """Best threshold of some forecasts by the lesson's own search."""
    p = (b * grid)[::-1]
    f1 = p.cumsum() / (np.arange(1, len(p) + 1) + p.sum())
    return float(p[f1.argmax()])


def grid(n: int) -> Array:
    """Middles of n equal steps from 0 to 1."""
    return (np.arange(n) + 0.5) / n


EXERCISE = Exercise(
    reference=half_of_best,
    inputs=lambda rng: [
        (1.0,),
        (0.5,),
        (0.04,),
        *((float(b),) for b in uniform(rng, 0.1, 0.95, 3)),
    ],
    hints=(
        "Of the forecasts from p to p + dp, the share p is there. How many hits lie above t?",
        "Hits (b² − t²) / 2, decided for b − t, there b² / 2. Put F1 = 2t, and solve it for t.",
        "t² − b (2 + b) t + b² = 0. The smaller root is the threshold.",
    ),
    mistakes={
        "a half": [lambda b: 0.5 + 0 * b, lambda b: min(0.5, b)],
        "F1": lambda b: 2 * half_of_best(b),
        "not halved": lambda b: 2 * b / (2 + b),
        "other root": lambda b: b * (2 + b + np.sqrt(b**2 + 4 * b)) / 2,
        "frequency": lambda b: b / 2,
        "stretched": lambda b: b * (3 - np.sqrt(5)) / 2,
        "argument ignored": lambda b: (3 - np.sqrt(5)) / 2 + 0 * b,
        "searched": [
            *(lambda b, n=n: by_cuts(b, grid(n)) for n in (100, 1000, 10_000, 20_000, 100_000)),
            *(lambda b, n=n: by_cuts(b, np.linspace(0, 1, n)) for n in (101, 1000, 1001, 10_001)),
        ],
        "half forgotten": lambda b: b / (1 + b),
        "odds": lambda b: half_of_best(b) / (1 - half_of_best(b)),
        "root": [
            lambda b: b * (2 + b - np.sqrt(b**2 + 4)) / 2,
            lambda b: b * (2 + b - np.sqrt(abs(b**2 + 4 * b - 4))) / 2,
        ],
        "rounded": lambda b: np.round(half_of_best(b), 1),
    },
    say={
        "a half": "A half is best for the share of right decisions. Which t is half of its own F1?",
        "F1": "That is the best F1. The threshold is half of it.",
        "not halved": "There F1 equals t. At the best threshold t is half of F1.",
        "other root": "The quadratic equation has two roots; no forecast is above this one.",
        "frequency": "That is how often the label is there.",
        "stretched": "That is b times the answer for b = 1. But a rarer label has a lower F1: did "
        "you count the labels that are there with the same density as the hits?",
        "argument ignored": "That is right for b = 1 alone. What does b change?",
        "searched": "That is a search over some forecasts: near, but only as fine as their steps. "
        "Derive the formula.",
        "half forgotten": "The integral of p has a factor 1/2: is it in the hits and in the "
        "labels that are there?",
        "odds": "Those are odds; a threshold for p is asked.",
        "root": "The equation is right so far. What stands under the root?",
        "rounded": "Return it as it comes: it is rounded too much.",
    },
    right=(
        lambda b: 2 * b / (2 + b + np.sqrt(b * (b + 4))),
        lambda b: (2 * b + b**2 - np.sqrt((2 * b + b**2) ** 2 - 4 * b**2)) / 2,
    ),
    reread="A threshold per label",
    kind="derivation",
)
