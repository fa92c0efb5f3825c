"""The log score of class ids and of labels: fast, and right to the last digits in both tails.

Nothing small is added to anything large before the logarithm, which is `log1p`, and no gradient
is a difference of numbers near 1.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib._targets import holds_ids
from xentlib._validation import float_type
from xentlib.losses._block import accept
from xentlib.numerics import FloatArray, times

VERY_FEW = 6  # classes; below, NumPy is faster column by column than along the rows
MANY = 1024  # classes; above, a plain sum is not exact enough

# Size of logits whose exponentials, their sums and ratios stay far from overflow.
TAME = {np.dtype(np.float32): 30, np.dtype(np.float64): 300}


def softmax_log_score(
    ids: NDArray[Any], logits: NDArray[Any], loss: FloatArray | None, grad: FloatArray | None
) -> None:
    """Charge the class that happened: others and own are the classes' exponentials, summed."""
    n, k = logits.shape
    accept(holds_ids(ids, k))
    z = logits.astype(float_type(logits), copy=False)
    e = np.empty((n, k), z.dtype) if grad is None else grad
    place = np.arange(0, n * k, k)
    place += ids.astype(np.intp, copy=False)

    others, own = _others_and_own(np.exp(z, out=e), place)
    total = others + own
    tame = _is_tame(z, own, total)
    if not tame:
        top = z.max(axis=1)
        accept(np.isfinite(top).all())
        np.subtract(z, top[:, np.newaxis], out=e)
        others, own = _others_and_own(np.exp(e, out=e), place)
        total = others + own
    if loss is not None:
        np.log1p(np.divide(others, own, out=loss), out=loss)
        if not tame:
            far = np.flatnonzero(own < np.exp(-TAME[z.dtype]))  # there, own is 0 or nearly so
            loss[far] = np.log(total[far]) - (z[far, ids[far]] - top[far])
    if grad is not None:
        e.reshape(-1)[place] = np.negative(others, out=others)
        _scale_rows(e, np.reciprocal(total, out=total))


def _is_tame(z: FloatArray, own: FloatArray, total: FloatArray) -> bool:
    """Whether exponentials, sums and ratios kept all their digits, or are too small to matter."""
    limit = TAME[z.dtype]
    if not total.max() <= np.exp(limit):
        return False
    return bool((total.min() >= 1 and own.min() >= np.exp(-limit)) or z.min() >= -limit)


def _others_and_own(e: FloatArray, place: NDArray[np.intp]) -> tuple[FloatArray, FloatArray]:
    """Sum of each row but for the entry at its place, which becomes 0, and that entry."""
    flat = e.reshape(-1)
    own = flat[place]
    flat[place] = 0
    if e.shape[1] < VERY_FEW:
        return sum(e.T[1:], e.T[0]), own
    if e.shape[1] > MANY:
        return e.sum(axis=1), own
    return np.einsum("nk->n", e), own  # twice as fast as `sum`


def _scale_rows(e: FloatArray, by: FloatArray) -> None:
    """Multiply each row by its own number, in place."""
    if e.shape[1] >= VERY_FEW:
        e *= by[:, np.newaxis]
        return
    for column in e.T:
        column *= by


def sigmoid_log_score(
    y: FloatArray, z: FloatArray, loss: FloatArray | None, grad: FloatArray | None
) -> None:
    """Charge |z| for the mass on the side that the forecast leaned away from."""
    negative, size = z < 0, np.abs(z)
    missed = np.where(negative, y, 1 - y)
    small = np.exp(-size)
    if loss is not None:
        np.add(np.log1p(small), times(missed, size), out=loss)
    if grad is not None:
        hit = np.where(negative, 1 - y, y)
        away = (missed - hit * small) / (1 + small)
        np.negative(away, out=away, where=negative)
        grad[...] = away
