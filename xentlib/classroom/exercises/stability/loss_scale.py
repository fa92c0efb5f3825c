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
    """Small numbers of both signs."""
    g = rng.normal(size=shape) * 10 ** rng.uniform(-7, -3)
    g.flat[0] = abs(g.flat[0])
    return g


EXERCISE = Exercise(
    reference=lambda g: 2.0 ** math.floor(exponent(g)),
    inputs=lambda rng: [
        (np.array([1e-4, -3e-4, 2e-8]),),
        (np.array([-5e-4, 4e-6, 1e-5]),),
        (np.array([7e-4, -8e-4]),),
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
        "factor forgotten": lambda g: 2.0 ** (math.floor(exponent(g)) - 1),
    },
    say={
        "rounded up": "That is the next power above: the largest gradient overflows.",
        "rounded": "The nearest power may lie above, and then the largest gradient overflows.",
        "not rounded": "It fits, but a power of two is asked: times that, nothing is rounded.",
        "signed": "A large negative gradient overflows too.",
        "underflow": "That saves the smallest gradient, and may make the largest overflow.",
        "mean": "The mean fits; does the largest?",
        "logarithm": "That is the exponent of the power.",
        "inverse": "That shrinks the gradients: it is what they are multiplied with afterwards.",
        "factor forgotten": "Once more doubled, all of them still fit.",
    },
    right=(
        lambda g: 2.0 ** np.floor(np.log2(np.finfo(np.float16).max / np.abs(g).max())),
        lambda g: max(2.0**k for k in range(-60, 60) if abs(g).max() * 2.0**k <= LARGEST),
    ),
    atol=0.0,
    reread="Half of the bits",
)
