"""Where exp overflows and underflows in three kinds of float."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array

FLOATS = (np.float16, np.float32, np.float64)


def of_each(field: str) -> Array:
    """One number about each type of float, as NumPy gives it."""
    return np.array([float(getattr(np.finfo(t), field)) for t in FLOATS])


EXERCISE = Exercise(
    reference=lambda: np.log(of_each("max")),
    inputs=None,
    hints=(
        "exp(z) is finite as long as it is at most the largest number of the type.",
        "np.finfo(np.float16).max is that number. For which z is it exp(z)?",
        "The natural logarithms of the three largest numbers.",
    ),
    mistakes={
        "no logarithm": lambda: of_each("max"),
        "swapped": lambda: np.log(of_each("max"))[::-1],
        "underflow": [
            lambda: -np.log(of_each("tiny")),
            lambda: -np.log(of_each("smallest_subnormal")),
        ],
        "absorption": lambda: -np.log(of_each("eps")),
        "rounded": lambda: np.floor(np.log(of_each("max"))),
        "inverse": lambda: np.exp([5, 8, 11]),
    },
    say={
        "swapped": "The order is float16, float32, float64.",
        "underflow": "That is where exp(−z) becomes 0. Where is exp(z) too large?",
        "absorption": "That is where 1 + exp(−z) becomes 1. Where is exp(z) too large?",
        "rounded": "Those are whole numbers; the limits themselves are asked, to four digits.",
        "inverse": "Those are exponentials; the logits are asked.",
        "no logarithm": "Those are the largest numbers; for which z is exp(z) as large?",
    },
    right=(
        lambda: [math.log(65504), math.log(np.finfo(np.float32).max), 1024 * math.log(2)],
        lambda: [16 * math.log(2), 128 * math.log(2), 1024 * math.log(2)],
    ),
    unit="nats",
    rtol=5e-4,
    reread="Three kinds of float",
)
