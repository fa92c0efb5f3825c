"""Exact references: floats are taken at their word and worked on with many more digits."""

import mpmath
import numpy as np


def numbers(array):
    """Exact values of an array's floats, row by row."""
    return [mpmath.mpf(float(x)) for x in np.ravel(array)]


def error_in_ulps(got, exact):
    """Distance from the exact value, in units of the last place of the float next to it."""
    last_place = np.spacing(abs(np.asarray(float(exact), np.asarray(got).dtype)))
    return float(abs(mpmath.mpf(float(got)) - exact) / mpmath.mpf(float(last_place)))


def is_exact(got, exact, *, ulps=4, absolute=0.0):
    """Whether the answer is right to some units in the last place, or to an absolute error."""
    near = abs(mpmath.mpf(float(got)) - exact) <= absolute
    return near or error_in_ulps(got, exact) <= ulps
