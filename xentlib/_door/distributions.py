"""Probabilities, each on its own or summing to 1, and the logits that stand for them.

A probability may be past 1, and a sum of them off from 1, by the rounding of the type that came.
A probability past 1 then counts as 1, so that no surprise is negative; sums are left alone.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door.arrays import (
    as_axis,
    as_float,
    as_real,
    demand,
    demand_one_shape,
    demand_rows,
    float_type,
    place_of,
)
from xentlib.numerics import FloatArray

_ROUNDING = {
    np.dtype(t): float(np.sqrt(np.finfo(t).eps)) for t in (np.float16, np.float32, np.float64)
}


def tolerance(came: NDArray[Any]) -> float:
    """Allow a probability or a sum some rounding, by the type that came: 1.5e-8 for float64."""
    return _ROUNDING.get(came.dtype, _ROUNDING[np.dtype(np.float64)])


def at_most_one(array: FloatArray) -> FloatArray:
    """Probabilities that were let in, with those past 1 taken for 1."""
    return np.minimum(array, 1) if array.max(initial=0) > 1 else array


def as_probability(p: ArrayLike, name: str) -> FloatArray:
    """Array of probabilities, each on its own."""
    came = as_real(p, name)
    array = came.astype(float_type(came), copy=False)
    good = (array >= 0) & (array <= 1 + tolerance(came))
    demand(good, array, f"{name} must hold probabilities between 0 and 1")
    return at_most_one(array)


def as_distribution(p: ArrayLike, name: str, *, axis: int = -1) -> FloatArray:
    """Array whose slices along `axis` are probability distributions."""
    came = as_real(p, name)
    if came.ndim == 0:
        raise ValueError(f"{name} must be an array of probabilities; got the single number {came}")
    return _as_masses_summing_to_one(came, name, as_axis(came, axis, name))


def as_joint(joint: ArrayLike) -> FloatArray:
    """Table of joint probabilities, rows by columns, that sums to 1 as a whole."""
    came = as_real(joint, "joint")
    if came.ndim != 2 or came.size == 0:
        raise ValueError(
            f"joint must be a table of probabilities, rows by columns; got the shape {came.shape}"
        )
    return _as_masses_summing_to_one(came, "joint", None)


def as_shares(shares: ArrayLike, name: str, *, positive: bool = False) -> FloatArray:
    """One distribution over the classes, as float64; a share of 0 may be refused."""
    came = as_real(shares, name)
    if came.ndim > 1:
        raise ValueError(
            f"{name} must hold one share per class, in one dimension; got the shape {came.shape}"
        )
    array = as_distribution(came, name).astype(np.float64)
    if positive:
        what = f"{name} must be positive: a class without examples has no logit that can be mended"
        demand(array > 0, array, what, lambda: ": leave the class out")
    return array


def as_rows_over(
    y_proba: ArrayLike, n_classes: int, name: str, other: str, *, rows_alone: bool = True
) -> FloatArray:
    """Distributions over another argument's classes: some rows of them, or any number of axes."""
    came = as_real(y_proba, name)
    ends_well = came.ndim > 0 and came.shape[-1] == n_classes
    if not ends_well or (rows_alone and (came.ndim != 2 or not len(came))):
        wanted = f"(n, {n_classes}), with at least one row" if rows_alone else f"(…, {n_classes})"
        cure = f": for probabilities of class 1, np.stack([np.subtract(1, {name}), {name}], -1)"
        raise ValueError(
            f"{name} must have the shape {wanted}, for the classes of {other}; "
            f"got the shape {came.shape}{cure if n_classes == 2 and came.size else ''}"
        )
    return as_distribution(came, name)


def _as_masses_summing_to_one(came: NDArray[Any], name: str, axis: int | None) -> FloatArray:
    array = came.astype(float_type(came), copy=False)
    good = (array >= 0) & (array < np.inf)
    demand(good, array, f"{name} must hold non-negative, finite probabilities")
    with np.errstate(over="ignore"):
        sums = np.asarray(array.sum(axis, dtype=np.float64))
    off = np.abs(sums - 1)
    if (off > tolerance(came)).any():
        where, worst = "as a whole" if axis is None else f"along axis {axis}", int(off.argmax())
        raise ValueError(
            f"{name} must sum to 1 {where}; got a sum of {sums.flat[worst]:.10g}"
            f"{place_of(worst, sums.shape)}{_cure_for_sums(sums, name, axis)}"
        )
    return at_most_one(array)


def _cure_for_sums(sums: FloatArray, name: str, axis: int | None) -> str:
    if not ((sums > 0) & (sums < np.inf)).all():
        return ": no distribution has a sum of 0, and no sum may overflow"
    along = "" if axis is None else f", axis={axis}, keepdims=True"
    return (
        f": if these are counts or weights, or were rounded or computed in float32, divide by "
        f"their sum first, {name} / np.sum({name}{along})"
    )


def as_pair(
    p: ArrayLike, q: ArrayLike, *, axis: int = -1
) -> tuple[FloatArray, FloatArray, np.dtype[Any]]:
    """Truth and belief in the wider of their dtypes, and the belief's: that of the result."""
    truth, belief = as_distribution(p, "p", axis=axis), as_distribution(q, "q", axis=axis)
    demand_one_shape("p", truth, "q", belief)
    wider = np.result_type(truth, belief)  # float32 would round a truth of 1e-50 to 0
    return truth.astype(wider, copy=False), belief.astype(wider, copy=False), belief.dtype


def as_logits(logits: ArrayLike, name: str = "logits", *, swapped: str = "") -> FloatArray:
    """Array of floats without NaN or +inf; -inf marks an impossible class.

    `swapped` says how to swap yes and no, by which what is certain becomes impossible.
    """
    z = as_float(logits, name)

    def cure() -> str:
        if not swapped or np.isnan(z).any() or np.isneginf(z).any():
            return ""
        return f": where a yes is certain, swap yes and no, {swapped}"

    demand(z < np.inf, z, f"{name} must be finite, or -inf for an impossible class", cure)
    return z


def as_logit_rows(
    logits: ArrayLike, *, axis: int = -1, name: str = "logits", some_possible: bool = True
) -> FloatArray:
    """Logits along `axis`, at least one of them possible unless all may be -inf."""
    z = as_logits(logits, name)
    demand_rows(z, name)
    top = z.max(as_axis(z, axis, name))
    if some_possible and not (top > -np.inf).all():
        raise ValueError(
            f"{name} must leave at least one class possible; got a slice along axis {axis} "
            f"that is -inf throughout{place_of(int(top.argmin()), top.shape)}"
        )
    return z
