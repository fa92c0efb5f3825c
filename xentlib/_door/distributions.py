"""Probabilities and logits, checked at the public door."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_axis, as_float, first_bad, place_of
from xentlib.numerics import FloatArray


def tolerance(x: ArrayLike) -> float:
    """Allow a sum of x some rounding, by the type that came: 1.5e-8 for float64."""
    dtype = np.asarray(x).dtype
    return float(np.sqrt(np.finfo(dtype if dtype.kind == "f" else np.float64).eps))


def as_probability(p: ArrayLike, name: str) -> FloatArray:
    """Array of probabilities, each on its own."""
    array = as_float(p, name)
    good = (array >= 0) & (array <= 1)
    if not good.all():
        raise ValueError(
            f"{name} must hold probabilities between 0 and 1; got {first_bad(array, good)}"
        )
    return array


def _as_masses_summing_to_one(
    array: FloatArray, came: ArrayLike, name: str, *, axis: int | None
) -> FloatArray:
    good = (array >= 0) & (array < np.inf)
    if not good.all():
        raise ValueError(
            f"{name} must hold non-negative, finite probabilities; got {first_bad(array, good)}"
        )
    with np.errstate(over="ignore"):
        sums = array.sum(axis, dtype=np.float64)
    off = np.abs(sums - 1)
    if (off > tolerance(came)).any():
        where, worst = "as a whole" if axis is None else f"along axis {axis}", int(off.argmax())
        raise ValueError(
            f"{name} must sum to 1 {where}; got a sum of {sums.flat[worst]:.10g}"
            f"{place_of(worst, sums.shape)}: if these are counts or weights, divide by their sum "
            f"first"
        )
    return array


def as_distribution(p: ArrayLike, name: str, *, axis: int = -1) -> FloatArray:
    """Array whose slices along `axis` are probability distributions."""
    array = as_float(p, name)
    if array.ndim == 0:
        raise ValueError(f"{name} must be an array of probabilities; got the single number {array}")
    return _as_masses_summing_to_one(array, p, name, axis=as_axis(array, axis, name))


def as_pair(
    p: ArrayLike, q: ArrayLike, *, axis: int = -1
) -> tuple[FloatArray, FloatArray, np.dtype[Any]]:
    """Truth and belief in the wider of their dtypes, and the belief's: that of the result."""
    truth, belief = as_distribution(p, "p", axis=axis), as_distribution(q, "q", axis=axis)
    if truth.shape != belief.shape:
        raise ValueError(
            f"p and q must have the same shape; got {truth.shape} and {belief.shape}: "
            f"to compare one with many, repeat it in the open with np.broadcast_to"
        )
    wider = np.result_type(truth, belief)  # float32 would round a truth of 1e-50 to 0
    return truth.astype(wider, copy=False), belief.astype(wider, copy=False), belief.dtype


def as_joint(joint: ArrayLike) -> FloatArray:
    """Table of joint probabilities, rows by columns, that sums to 1 as a whole."""
    array = as_float(joint, "joint")
    if array.ndim != 2 or array.size == 0:
        raise ValueError(
            f"joint must be a table of probabilities, rows by columns; got the shape {array.shape}"
        )
    return _as_masses_summing_to_one(array, joint, "joint", axis=None)


def as_logits(logits: ArrayLike, name: str = "logits") -> FloatArray:
    """Array of floats without NaN or +inf; -inf marks an impossible class."""
    z = as_float(logits, name)
    good = z < np.inf
    if not good.all():
        raise ValueError(
            f"{name} must be finite, or -inf for an impossible class; got {first_bad(z, good)}"
        )
    return z


def as_logit_rows(logits: ArrayLike, *, axis: int = -1, name: str = "logits") -> FloatArray:
    """Logits along `axis`, at least one of them possible."""
    z = as_logits(logits, name)
    if z.ndim == 0:
        raise ValueError(f"{name} must hold one number per class; got the single number {z}")
    top = z.max(as_axis(z, axis, name))
    if not (top > -np.inf).all():
        raise ValueError(
            f"{name} must leave at least one class possible; got a slice along axis {axis} "
            f"that is -inf throughout{place_of(int(top.argmin()), top.shape)}"
        )
    return z
