"""The public door for losses: what happened, next to what was forecast.

Shapes and kinds are checked here before any work. Values are checked block by block, while
they are in the cache; what a block refuses, `explain_...` looks for again in the whole array,
to name the place.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._validation import as_axis, as_real, first_bad


def as_rows(forecast: ArrayLike, name: str) -> NDArray[Any]:
    """Array with at least one class along its last axis."""
    array = as_real(forecast, name)
    if array.ndim == 0:
        raise ValueError(f"{name} must hold one number per class; got the single number {array}")
    as_axis(array, -1, name)
    return array


def as_ids_or_masses(y_true: ArrayLike, like: NDArray[Any], name: str) -> NDArray[Any]:
    """Class ids of shape ``(...)`` or masses of shape ``(..., k)``, told apart by their shape."""
    y = as_real(y_true, "y_true")
    if y.shape == like.shape:
        return y
    if y.shape != like.shape[:-1]:
        raise ValueError(
            f"y_true must have the shape {like.shape[:-1]} (class ids) or {like.shape} (masses) "
            f"to go with {name} of shape {like.shape}; got {y.shape}{_cure_for_rows(y, like)}"
        )
    if y.dtype.kind not in "iu":
        raise TypeError(
            f"y_true must hold integers where it holds class ids; got dtype {y.dtype}: convert "
            f"them, y_true.astype(int), or give masses of shape {like.shape}"
        )
    return y


def _cure_for_rows(y: NDArray[Any], like: NDArray[Any]) -> str:
    if y.shape == (*like.shape[:-1], 1):
        return ": class ids have no axis of their own, y_true[..., 0]"
    if y.ndim == like.ndim:
        return f": one-hot rows need a column for each of the {like.shape[-1]} classes"
    return ": nothing is broadcast"


def as_labels(y_true: ArrayLike, like: NDArray[Any], name: str) -> NDArray[Any]:
    """Labels of exactly the forecast's shape."""
    y = as_real(y_true, "y_true")
    if y.shape != like.shape:
        cure = "nothing is broadcast"
        if like.shape == (*y.shape, 1):
            cure = f"drop the forecast's last axis, {name}[..., 0]"
        elif y.shape == (*like.shape, 1):
            cure = "drop the labels' last axis, y_true[..., 0]"
        raise ValueError(
            f"y_true must have the shape of {name}, {like.shape}; got {y.shape}: {cure}"
        )
    return y


def holds_ids(y: NDArray[Any], n_classes: int) -> bool:
    """Whether all are class ids."""
    return bool(y.min() >= 0 and y.max() < n_classes)


def holds_masses(y: NDArray[Any], limit: float) -> bool:
    """Whether all are masses: neither negative, nor infinite in the forecast's type, nor NaN."""
    return bool(y.min() >= 0 and float(y.max()) <= limit)


def explain_ids(y: NDArray[Any], n_classes: int) -> None:
    """Refuse the first that is not a class id."""
    good = (y >= 0) & (y < n_classes)
    if not good.all():
        raise ValueError(
            f"y_true must hold class ids from 0 to {n_classes - 1}; got {first_bad(y, good)}: "
            f"to ignore an example, leave it out or give it a row of zero masses"
        )


def explain_masses(y: NDArray[Any], dtype: np.dtype[Any]) -> None:
    """Refuse the first that is not a mass."""
    masses = y.astype(np.float64, copy=False)
    good = (masses >= 0) & (masses <= float(np.finfo(dtype).max))
    if not good.all():
        raise ValueError(
            f"y_true must hold non-negative masses, finite in {dtype}; got {first_bad(y, good)}"
        )


def explain_labels(y: NDArray[Any]) -> None:
    """Refuse the first that is not a label."""
    good = (y >= 0) & (y <= 1)
    if not good.all():
        raise ValueError(
            f"y_true must hold labels between 0 and 1; got {first_bad(y, good)}: "
            f"weights multiply the loss instead"
        )
