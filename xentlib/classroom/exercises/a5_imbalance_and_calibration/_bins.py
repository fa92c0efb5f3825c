"""Days of a thinned archive in ten bins, each day with its weight."""

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array, Function


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


def averaged(over: Function) -> Function:
    """Answers from the weights, gaps and numbers of days of the bins."""

    def answer(y: Array, p: Array, kept: float) -> object:
        w, days = weights(y, kept), sums(np.ones_like(p), p)
        return over(sums(w, p)[days > 0], gaps(y, p, w), days[days > 0])

    return answer


def with_bins(bins: Function) -> Function:
    """Answer with bins of one's own."""

    def answer(y: Array, p: Array, kept: float) -> float:
        w, own = weights(y, kept), bins(p).astype(int)
        return float(abs(np.bincount(own, w * (p - y))).sum() / w.sum())

    return answer


def bin_by_bin(y: Array, p: Array, kept: float) -> float:
    """Calibration error with a loop over the bins."""
    total = 0.0
    for low in range(10):
        inside = (p >= low / 10) & ((p < (low + 1) / 10) | (low == 9))
        came = (y[inside] == 1).sum()
        if inside.any():
            said = p[inside & (y == 1)].sum() + p[inside & (y == 0)].sum() / kept
            total += abs(said - came)
    return total / ((y == 1).sum() + (y == 0).sum() / kept)


def repeated(y: Array, p: Array, kept: float) -> float:
    """Calibration error of an archive in which each quiet day stands as often as it should."""
    times = np.where(y == 1, 1, np.round(1 / kept)).astype(int)
    y, p = np.repeat(y, times), np.repeat(p, times)
    full = np.unique(place(p))
    inside = [place(p) == j for j in full]
    return float(sum(abs(p[i].mean() - y[i].mean()) * i.mean() for i in inside))


def matrix(y: Array, p: Array, kept: float) -> Array:
    """Calibration error by a table of days and bins."""
    inside = place(p)[:, None] == np.arange(10)
    w = weights(y, kept)
    return abs((w * (p - y)) @ inside).sum() / w.sum()
