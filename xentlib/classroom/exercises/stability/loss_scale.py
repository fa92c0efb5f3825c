"""The largest power of two by which half-precision gradients can be multiplied."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array

LARGEST = 65504.0  # of float16


def exponent(g: Array) -> float:
    """Binary logarithm of how often the largest gradient fits into float16."""
    return math.log2(LARGEST / abs(g).max())


def gradients(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Small numbers of both signs, of few digits."""
    g = rng.normal(size=shape).round(1) * 10.0 ** -rng.integers(3, 8)
    g.flat[0] = abs(g.flat[0]) + g.max()
    return g


def by_integer(g: Array) -> float:
    """Power of two with the fraction of its exponent cut off."""
    return 2.0 ** int(exponent(g))


EXERCISE = Exercise(
    reference=lambda g: 2.0 ** math.floor(exponent(g)),
    inputs=lambda rng: [
        (np.array([1e-4, -3e-4, 2e-8]),),
        (np.array([-5e-4, 4e-6, 1e-5]),),
        (np.array([7e-4, -8e-4]),),
        (np.array([300000.0, -20.0]),),
        *((gradients(rng, n),) for n in ((4,), (3, 5), (20,))),
    ],
    hints=(
        "Which of the gradients is the first to overflow, and what is float16's largest number?",
        "How often does the largest magnitude fit into 65504? Which power of two is not above?",
        "2 to the floor of log2(65504 / max |g|).",
    ),
    mistakes={
        "rounded up": lambda g: 2.0 ** math.ceil(exponent(g)),
        "rounded": lambda g: 2.0 ** round(exponent(g)),
        "not rounded": lambda g: LARGEST / abs(g).max(),
        "signed": lambda g: 2.0 ** math.floor(math.log2(LARGEST / g.max())),
        "underflow": lambda g: 2.0 ** math.ceil(math.log2(2**-24 / abs(g[g != 0]).min())),
        "mean": lambda g: 2.0 ** math.floor(math.log2(LARGEST / abs(g).mean())),
        "logarithm": lambda g: math.floor(exponent(g)),
        "inverse": lambda g: 2.0 ** -math.floor(exponent(g)),
        "towards zero": by_integer,
        "never smaller": [
            lambda g: max(1.0, 2.0 ** math.floor(exponent(g))),
            lambda g: 2.0 ** max(0, math.floor(exponent(g))),
        ],
        "argument ignored": [lambda _, k=k: 2.0**k for k in (7, 8, 10, 12, 13, 14, 15, 16, 24)],
        "factor forgotten": lambda g: 2.0 ** (math.floor(exponent(g)) - 1),
    },
    say={
        "rounded up": "That is the next power above: the largest gradient overflows.",
        "rounded": "The nearest power may lie above, and then the largest gradient overflows.",
        "not rounded": "A power of two is asked: multiplying by one loses no digits.",
        "signed": "A large negative gradient overflows too.",
        "underflow": "That keeps the smallest gradient above 0; the largest may overflow.",
        "mean": "That scale is right for the mean; the largest gradient is larger.",
        "logarithm": "That is the exponent; 2 to this power is asked.",
        "inverse": "That makes the gradients smaller: it undoes the scale afterwards.",
        "factor forgotten": "Twice as much still fits.",
        "towards zero": "int cuts towards 0: a negative exponent is rounded up by it, and the "
        "largest gradient overflows. Which function rounds down?",
        "never smaller": "Gradients above 65504 need a scale below 1.",
        "argument ignored": "The gradients make no difference here.",
    },
    right=(
        lambda g: 2.0 ** np.floor(np.log2(np.finfo(np.float16).max / np.abs(g).max())),
        lambda g: max(2.0**k for k in range(-60, 60) if abs(g).max() * 2.0**k <= LARGEST),
    ),
    atol=0.0,
    reread="Half of the bits",
)
