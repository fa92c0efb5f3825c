"""Days of a thinned archive in ten bins, each day with its weight."""

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array


def weights(y: Array, kept: float) -> Array:
    """How many days each one of the archive stands for."""
    return np.where(y == 1, 1, 1 / kept)


def place(p: Array) -> Array:
    """Bin of each forecast."""
    return np.minimum((10 * p).astype(int), 9)


def sums(values: Array, p: Array) -> Array:
    """Sum of something in each bin."""
    return np.bincount(place(p), values, 10)


def error(y: Array, p: Array, w: Array) -> float:
    """Calibration error of weighted days."""
    return float(abs(sums(w * (p - y), p)).sum() / w.sum())


def table(y: Array, p: Array, w: Array) -> tuple[Array, Array, Array]:
    """Weight, mean forecast and share of avalanches of each bin that is not empty."""
    total = sums(w, p)
    full = total > 0
    return total[full], sums(w * p, p)[full] / total[full], sums(w * y, p)[full] / total[full]


def gaps(y: Array, p: Array, w: Array) -> Array:
    """Distance of mean forecast and share of each bin."""
    _, mean, share = table(y, p, w)
    return abs(mean - share)
