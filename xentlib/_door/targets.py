"""The public door for losses: what happened, next to what was forecast.

Shapes and kinds are checked here before any work. Values are checked block by block, while
they are in the cache; what a block refuses, `explain_...` looks for again in the whole array,
to name the place.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door.arrays import IntArray, as_axis, as_finite, as_float, as_real, first_bad
from xentlib.numerics import FloatArray


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


def as_ids(labels: ArrayLike, n_classes: int, name: str = "labels") -> IntArray:
    """Class ids from 0 to n_classes - 1, of any shape."""
    ids = as_float(labels, name)
    if np.asarray(labels).dtype.kind not in "iu" and ids.size:
        raise TypeError(
            f"{name} must hold class ids, whole numbers; got dtype {np.asarray(labels).dtype}: "
            f"convert them first, np.asarray({name}).astype(int)"
        )
    good = (ids >= 0) & (ids < n_classes)
    if not good.all():
        raise ValueError(
            f"{name} must hold class ids from 0 to {n_classes - 1}; "
            f"got {first_bad(np.asarray(labels), good)}"
        )
    return np.asarray(labels).astype(np.intp)


def as_masses(masses: ArrayLike, name: str) -> FloatArray:
    """Non-negative, finite masses on the classes of the last axis."""
    array = as_float(masses, name)
    if array.ndim == 0 or array.shape[-1] == 0:
        raise ValueError(
            f"{name} must hold one mass per class along its last axis; got the shape {array.shape}"
        )
    good = (array >= 0) & (array < np.inf)
    if not good.all():
        raise ValueError(
            f"{name} must hold non-negative, finite masses; got {first_bad(array, good)}"
        )
    return array


def as_targets(y_true: ArrayLike, forecast: FloatArray) -> FloatArray:
    """Masses shaped like the forecast, from masses or from class ids of one dimension less."""
    shape, k = np.shape(y_true), forecast.shape[-1]
    if shape == forecast.shape:
        return as_masses(y_true, "y_true").astype(forecast.dtype)
    if shape != forecast.shape[:-1]:
        raise ValueError(
            f"y_true must have the shape {forecast.shape[:-1]} (class ids) or {forecast.shape} "
            f"(masses) beside a forecast of shape {forecast.shape}; got {shape}"
        )
    ids = as_ids(y_true, k, "y_true")
    return (ids[..., None] == np.arange(k)).astype(forecast.dtype)


def as_events(y_true: ArrayLike, forecast: FloatArray, *, hint: str = "") -> FloatArray:
    """Zeros and ones, one for each entry of the forecast."""
    events = as_float(y_true, "y_true")
    if events.shape != forecast.shape:
        raise ValueError(
            f"y_true must have the shape of the forecast, {forecast.shape}; "
            f"got {events.shape}{hint}"
        )
    good = (events == 0) | (events == 1)
    if not good.all():
        raise ValueError(
            f"y_true must hold events, 0 or 1; got {first_bad(events, good)}"
            f"{hint or ': compare with the class in question first, y_true == k'}"
        )
    return events


def as_counts(counts: ArrayLike) -> FloatArray:
    """Positive number of examples of each class, as float64."""
    array = as_finite(counts, "counts").astype(np.float64)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(
            f"counts must hold one number per class, in one dimension; got the shape {array.shape}"
        )
    good = array > 0
    if not good.all():
        raise ValueError(
            f"counts must be positive: a class without examples has no weight and no prior; "
            f"got {first_bad(array, good)}: leave the class out, or add a pseudo-count"
        )
    return array
