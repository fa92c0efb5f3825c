"""The log score of class ids and of labels: fast, and right to the last digits in both tails.

Nothing small is added to anything large before the logarithm, which is `log1p`, and no gradient
is a difference of numbers near 1.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib._door.arrays import float_type
from xentlib.losses._block import refuse_unless
from xentlib.numerics import FloatArray, times

VERY_FEW = 6  # classes; below, NumPy is faster column by column than along the rows
MANY = 1024  # classes; above, a plain sum is not exact enough

# Logits whose exponentials, their sums and ratios stay far from overflow: the largest size, and
# the exponentials of the two ends.
SAFE = {
    np.dtype(dtype): (limit, np.exp(limit), np.exp(-limit))
    for dtype, limit in ((np.float32, 30), (np.float64, 300))
}


def softmax_log_score(
    ids: NDArray[Any], logits: NDArray[Any], loss: FloatArray | None, grad: FloatArray | None
) -> None:
    """Charge the class that happened: others and own are the classes' exponentials, summed."""
    n, k = logits.shape
    z = logits.astype(float_type(logits), copy=False)
    e = np.empty((n, k), z.dtype) if grad is None else grad
    place = np.arange(0, n * k, k)
    place += ids.astype(np.intp, copy=False)

    others, own = _others_and_own(np.exp(z, out=e), place)
    total = others + own
    exact = _kept_all_digits(z, own, total)
    if not exact:
        top = z.max(axis=1)
        refuse_unless(np.isfinite(top).all())
        np.subtract(z, top[:, np.newaxis], out=e)
        others, own = _others_and_own(np.exp(e, out=e), place)
        total = others + own
    if loss is not None:
        np.log1p(np.divide(others, own, out=loss), out=loss)
        if not exact:
            far = np.flatnonzero(own < SAFE[z.dtype][2])  # there, own is 0 or nearly so
            loss[far] = np.log(total[far]) - (z[far, ids[far]] - top[far])
    if grad is not None:
        e.reshape(-1)[place] = np.negative(others, out=others)
        _scale_rows(e, np.reciprocal(total, out=total))


def softmax_log_score_of_masses(
    masses: NDArray[Any], logits: NDArray[Any], loss: FloatArray | None, grad: FloatArray | None
) -> None:
    """Charge every class by its mass: others and top are the classes apart from the likeliest."""
    z = logits.astype(float_type(logits), copy=False)
    masses = masses.astype(z.dtype, copy=False)
    place = z.argmax(axis=1)
    place += np.arange(0, z.size, z.shape[1])
    top = np.take(z, place)
    refuse_unless(np.isfinite(top).all())

    below = np.subtract(
        z, top[:, np.newaxis], out=np.empty(z.shape, z.dtype) if grad is None else grad
    )
    whole = _sum_of_rows(masses)
    if loss is not None:
        loss[...] = _sum_of_rows(times(masses, below))
    others, _ = _others_and_own(np.exp(below, out=below), place)
    if loss is not None:
        np.subtract(times(whole, np.log1p(others)), loss, out=loss)
    if grad is not None:
        share = whole / (1 + others)
        _scale_rows(grad, share)
        grad -= masses
        own = np.take(masses, place)
        sure = others < 1  # a difference of numbers near the mass would lose the digits
        grad.reshape(-1)[place] = np.where(sure, (whole - own) - share * others, share - own)


def _kept_all_digits(z: FloatArray, own: FloatArray, total: FloatArray) -> bool:
    """Whether exponentials, sums and ratios kept all their digits, or are too small to matter."""
    limit, largest, smallest = SAFE[z.dtype]
    if not total.max() <= largest:
        return False
    return bool((total.min() >= 1 and own.min() >= smallest) or z.min() >= -limit)


def _others_and_own(e: FloatArray, place: NDArray[np.intp]) -> tuple[FloatArray, FloatArray]:
    """Sum of each row but for the entry at its place, which becomes 0, and that entry."""
    flat = e.reshape(-1)
    own = flat[place]
    flat[place] = 0
    return _sum_of_rows(e), own


def _sum_of_rows(e: FloatArray) -> FloatArray:
    """Sum of each row, faster than by `sum` where that is exact enough."""
    if e.shape[1] < VERY_FEW:
        return sum(e.T[1:], e.T[0].copy())
    return np.einsum("nk->n", e) if e.shape[1] <= MANY else e.sum(axis=1)


def _scale_rows(e: FloatArray, by: FloatArray) -> None:
    """Multiply each row by its own number, in place."""
    if e.shape[1] >= VERY_FEW:
        e *= by[:, np.newaxis]
        return
    for column in e.T:
        column *= by


def sigmoid_log_score(
    y: NDArray[Any], logits: NDArray[Any], loss: FloatArray | None, grad: FloatArray | None
) -> None:
    """Charge what leaned away from the mass on either side; of yes and no, one is always 1."""
    refuse_unless(logits.max() < np.inf)
    z = logits.astype(float_type(logits), copy=False)
    y = np.minimum(y, 1, dtype=z.dtype)
    up, down = np.maximum(z, 0), np.maximum(-z, 0)
    yes, no = np.exp(-down), np.exp(-up)  # in proportion to the two probabilities
    small = yes * no
    if loss is not None:
        np.add(np.log1p(small), (1 - y) * up, out=loss)
        loss += np.fmax(y * down, 0)  # where 0 · ∞ is 0, not nan
    if grad is not None:
        np.divide((1 - y) * yes - y * no, 1 + small, out=grad)
