"""What the exercises on softmax cross-entropy share."""

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array

# Logits on which no shift but each row's own maximum serves: the mean is far below the first, any
# constant is far from one of the rows, and so is one maximum for all. HIGH tells such a constant
# from no shift.
HIGH = np.array([[720.0, 719.0]])

LONE = np.array([[0, 1000.0, 0, 0, 0, 0, 0, 0, 0, 0]])

FAR = np.array([[2000.0, 1999.0, 1998.0], [-2000.0, -2001.0, -2002.0]])

LARGE = np.array([[1000.0, 999.0, 0.0], [-1000.0, 0.0, -2.0]])


def jacobian_times(p: Array, v: Array) -> Array:
    """Each row's (diag p − p pᵀ) v."""
    return p * (v - (p * v).sum(-1, keepdims=True))
