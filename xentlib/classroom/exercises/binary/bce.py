"""Mean binary cross-entropy from probabilities."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import bce
from xentlib.classroom.exercises._common.inputs import EDGE, P5, Y5, coins, uniform
from xentlib.classroom.exercises._common.limits import for_limits
from xentlib.classroom.exercises.binary._shared import (
    KEPT_FROM_ZERO,
    exact,
    of_truth,
    share_entropy,
)
from xentlib.losses import binary_cross_entropy
from xentlib.numerics import FloatArray, sigmoid, times


def in_a_loop(y: FloatArray, p: FloatArray) -> float:
    """Mean loss, one example at a time."""
    prices = [
        (a and -a * (math.log(q) if q else -math.inf))
        + ((1 - a) and -(1 - a) * (math.log1p(-q) if q < 1 else -math.inf))
        for a, q in zip(y, p, strict=True)
    ]
    return sum(prices) / len(prices)


TO_BASE_2 = np.log(2)

HUGE = "nan_to_num makes nan 0, and inf a huge number: what was ruled out, and came, costs inf."


def of_sides(y: FloatArray, p: FloatArray) -> FloatArray:
    """Price of the likelier side of a share."""
    return -np.log(np.where(y > 0.5, p, 1 - p))


EXERCISE = Exercise(
    reference=lambda y, p: binary_cross_entropy(y, p).mean(),
    inputs=lambda rng: [
        (np.array([1.0]), np.array([0.25])),
        (np.array([1.0, 0.0]), np.array([0.5, 0.25])),
        (np.array([0.25, 0.75]), np.array([0.5, 0.75])),
        (np.array([0.0, 0.25]), np.array([0.25, 0.5])),  # where missing brackets give no nan
        (np.array([1.0, 0.0]), np.array([1.0, 0.0])),
        (np.array([1.0, 0.0]), np.array([0.0, 0.5])),
        (Y5, P5),
        (np.ones(6), EDGE),
        (uniform(rng, 0, 1, 4), uniform(rng, 0.1, 0.9, 4)),
        *((coins(rng, n), uniform(rng, 0.02, 0.98, n)) for n in (3, 8)),
    ],
    hints=(
        "What does the forecast pay if it happens, and what if it does not?",
        "Surprise of p where y is 1, of 1 − p where y is 0: weight them by y and 1 − y.",
        "Mean of −y log p − (1 − y) log(1 − p), and 0 where a weight of 0 meets log 0.",
    ),
    mistakes={
        "zero log zero": lambda y, p: bce(y, p).mean(),
        "term missing": [
            lambda y, p: -times(y, np.log(p)).mean(),
            lambda y, p: -times(y, np.log(p)).sum(),
            lambda y, p: -times(y, np.log(p)).sum() / y.sum(),
            lambda y, p: -(y * np.log(p)).mean(),
        ],
        "one logarithm": lambda y, p: -(y * np.log(p) + (1 - y) * np.log(p)).mean(),
        "sum": [lambda y, p: exact(y, p).sum(), lambda y, p: bce(y, p).sum()],
        "sign": lambda y, p: -bce(y, p).mean(),
        "bits": lambda y, p: bce(y, p).mean() / TO_BASE_2,
        "hard label": [
            lambda y, p: -np.log(np.where(y == 1, p, 1 - p)).mean(),
            lambda y, p: of_sides(y, p).mean(),
        ],
        "nan_to_num": lambda y, p: np.nan_to_num(bce(y, p)).mean(),
        "wrong sign inside": lambda y, p: -(y * np.log(p) - (1 - y) * np.log(1 - p)).mean(),
        "complement": lambda y, p: exact(1 - y, p).mean(),
        "swapped pair": [lambda y, p: exact(p, y).mean(), lambda y, p: bce(p, y).mean()],
        "broadcast": [
            lambda y, p: exact(y[:, None], p).mean(),
            lambda y, p: exact(y[:, None], p).sum() / len(y),
            lambda y, p: bce(y[:, None], p).mean(),
        ],
        "sigmoid twice": lambda y, p: exact(y, sigmoid(p)).mean(),
        "squared error": lambda y, p: ((y - p) ** 2).mean(),
        "absolute error": lambda y, p: np.abs(y - p).mean(),
        "accuracy": lambda y, p: ((p > 0.5) == (y > 0.5)).mean(),
        "no logarithm": lambda y, p: -of_truth(y, p).mean(),
        "log of a mean": [
            lambda y, p: -np.log(of_truth(y, p).mean()),
            lambda y, p: -np.log((p**y * (1 - p) ** (1 - y)).mean()),
        ],
        "brackets": [
            lambda y, p: -np.log(p**y * (1 - p) ** 1 - y).mean(),
            lambda y, p: (-y * np.log(p) - 1 - y * np.log(1 - p)).mean(),
        ],
        "log of a mixture": lambda y, p: -np.log(of_truth(y, p)).mean(),
        "divergence": [
            lambda y, p: (exact(y, p) - share_entropy(y)).mean(),
            lambda y, p: (bce(y, p) - share_entropy(y)).mean(),
        ],
        "not averaged": exact,
        "perplexity": lambda y, p: np.exp(exact(y, p).mean()),
        **for_limits(KEPT_FROM_ZERO),
    },
    say={
        "log of a mixture": "y p + (1 − y)(1 − p) is enough for a plain yes or no. Where y is a "
        "share, log p and log(1 − p) have a weight each.",
        "sum": "The losses are added up; their mean is asked.",
        "perplexity": "That is exp of the loss; the loss itself is asked.",
        "nan_to_num": HUGE,
        "brackets": "(1 - p)**1 - y takes y from the whole: the exponent needs brackets, (1 - y).",
    },
    right=(
        lambda y, p: (-times(y, np.log(p)) - times(1 - y, np.log(1 - p))).mean(),
        in_a_loop,
        lambda y, p: -np.nansum(np.stack([y * np.log(p), (1 - y) * np.log(1 - p)])) / len(y),
    ),
    unit="nats",
    reread="One recipe",
)
