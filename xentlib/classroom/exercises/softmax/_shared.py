"""What the exercises on softmax cross-entropy share."""

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array

# Logits on which no shift but each row's own maximum serves, and what each case tells apart:
HIGH = np.array([[720.0, 719.0]])  # no shift ("overflow") from every shift, right or wrong

LONE = np.array([[0, 1000.0, 0, 0, 0, 0, 0, 0, 0, 0]])  # a row's mean or median

FAR = np.array([[2000.0, 1999.0, 1998.0], [-2000.0, -2001.0, -2002.0]])  # one shift for all rows

LARGE = np.array([[1000.0, 999.0, 0.0], [-1000.0, 0.0, -2.0]])  # the first or the last of a row


def jacobian_times(p: Array, v: Array) -> Array:
    """Each row's (diag p − p pᵀ) v."""
    return p * (v - (p * v).sum(-1, keepdims=True))
