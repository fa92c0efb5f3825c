"""What the exercises on numerical stability share."""

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array
from xentlib.numerics import logsumexp

EXTREME = np.array([[1000.0, 999.0, 998.0], [-1000.0, -1001.0, -1002.0], [1000.0, 0.0, -1000.0]])

# Each row alone: a shift by the mean, the first logit or a constant fails on one of them.
FAR_ROWS = [
    np.array([[0, 1000.0, 0, 0, 0, 0, 0, 0, 0, 0]]),
    np.array([[720.0, 719.0]]),
    np.array([[2000.0, 1999.0]]),
    np.array([[-2000.0, -2001.0]]),
]


def rest(z: Array) -> Array:
    """Logarithm of the summed exponentials beyond the maximum."""
    return logsumexp(z) - z.max(-1)
