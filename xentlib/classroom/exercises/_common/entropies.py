"""Sums of surprise that the exercises of several topics share."""

import numpy as np

from xentlib.numerics import FloatArray, expectation, surprise

# Rare enough to tell a rounded result from a limit, and to show a limit of 1e-12. In float32
# 1 - 2**-44 is 1, which changes the entropy by less than the tolerance.
RARE = 2.0**-23, 2.0**-44

RARE_IN_TABLES = (*RARE, 2.0**-33)  # tables need one more, and single precision loses it

RARE_WORDS = np.array([0.9, 0.1 - 1e-9, 1e-9, 1e-21])  # whose words no limit in use would make


def bits(masses: FloatArray, axis: int = -1) -> FloatArray:
    """Sum of -m log2 m, whatever the masses sum to."""
    return expectation(masses, surprise(masses, 2), axis=axis)


def frequencies(labels: FloatArray) -> FloatArray:
    """Share of each label that occurs."""
    return np.unique(labels, return_counts=True)[1] / len(labels)
