"""How much an outcome of some probability tells."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.information import surprisal

EXERCISE = Exercise(
    reference=lambda p: surprisal(p, base=2),
    inputs=lambda rng: [
        (np.array([0.5]),),
        (np.array([1.0, 0.25]),),
        *((rng.uniform(0.02, 0.98, size=k),) for k in (1, 3, 8)),
    ],
    hints=(
        "p = 1/2 is one halving, p = 1/4 is two. What about p = 1?",
        "Which function turns 1/2, 1/4, 1/8 into −1, −2, −3?",
        "The logarithm to base 2, np.log2, with its sign turned.",
    ),
    mistakes={
        "complement": [lambda p: 1 - p, lambda p: -np.log2(1 - p)],
        "inverse": lambda p: 1 / p,
        "entropy term": lambda p: -p * np.log2(p),
        "odds": lambda p: np.log2((1 - p) / p),
        "rounded up": lambda p: np.ceil(-np.log2(p)),
        "all axes": lambda p: -np.log2(p).sum(),
    },
    say={
        "entropy term": "That is one term of an average. How surprising is the outcome itself?",
        "all axes": "One number for each p is asked.",
    },
    right=(
        lambda p: [math.log2(1 / x) for x in p],
        lambda p: -np.log(p) / np.log(2),
        lambda p: np.log10(1 / p) / np.log10(2),
    ),
    unit="bits",
    reread="Guess my card",
)
