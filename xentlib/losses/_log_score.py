"""The log score of class ids and of labels: fast, and right to the last digits in both tails.

Nothing small is added to anything large before the logarithm, which is `log1p`, and no gradient
is a difference of numbers near 1.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib._targets import holds_ids
from xentlib._validation import float_type
from xentlib.losses._block import accept, by_class
from xentlib.numerics import FloatArray, times

VERY_FEW = 8  # classes; below, even where only a sum runs along them, NumPy prefers examples
MANY = 1024  # classes; above, a plain sum is not exact enough


def softmax_log_score(
    ids: NDArray[Any], logits: NDArray[Any], loss: FloatArray | None, grad: FloatArray | None
) -> None:
    """Charge the class that happened: others and own are the classes' exponentials, summed."""
    accept(holds_ids(ids, logits.shape[1]))
    e, shift = _exponentials(logits)
    flat, place = _own_places(ids, e)
    own = flat[place]
    flat[place] = 0
    others = _sum_of_classes(e)
    if loss is not None:
        np.log1p(others / own, out=loss)
        if shift is not None:
            far = np.flatnonzero(own < np.exp(-_tame(e.dtype)))  # there, own is 0 or nearly so
            d = logits[far, ids[far]] - shift[far]
            loss[far] = np.log(others[far] + own[far]) - d
    if grad is not None:
        flat[place] = -others
        np.divide(e, others + own, out=grad.T)


def _tame(dtype: np.dtype[Any]) -> float:
    """Size of logits whose exponentials, their sums and ratios stay far from overflow."""
    return 30 if dtype == np.float32 else 300


def _exponentials(logits: NDArray[Any]) -> tuple[FloatArray, FloatArray | None]:
    """Exponentials by class, of the logits or, where these are large, minus each row's largest."""
    dtype = float_type(logits)
    z = by_class(logits, dtype, few=VERY_FEW)
    if -_tame(dtype) <= z.min() and z.max() <= _tame(dtype):
        return np.exp(z), None
    z = by_class(logits, dtype)
    top = z.max(axis=0)
    accept(np.isfinite(top).all())
    e = z - top
    return np.exp(e, out=e), top


def _sum_of_classes(e: FloatArray) -> FloatArray:
    """Sum over axis 0; for short rows by `einsum`, which `sum` takes twice as long for."""
    return np.einsum("kn->n", e) if len(e) <= MANY else e.sum(axis=0)


def _own_places(ids: NDArray[Any], e: FloatArray) -> tuple[FloatArray, NDArray[np.intp]]:
    """Flat view of an array of classes by rows, and each row's own class in it."""
    k, n = e.shape
    ids, rows = ids.astype(np.intp, copy=False), np.arange(n)
    if e.flags.c_contiguous:
        return e.reshape(-1), ids * n + rows
    return e.T.reshape(-1), rows * k + ids


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
