"""What happened, checked at the public door: class ids, masses, events, counts, sizes."""

from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._validation import as_float, as_number, first_bad
from xentlib.numerics import FloatArray

IntArray = NDArray[np.intp]


def as_size(n: int, name: str, *, low: int = 1) -> int:
    """One whole number of at least `low`."""
    if isinstance(n, bool) or not isinstance(n, Integral):
        raise TypeError(f"{name} must be a whole number; got {n!r}")
    if n < low:
        raise ValueError(f"{name} must be at least {low}; got {n}")
    return int(n)


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


def as_finite(x: ArrayLike, name: str) -> FloatArray:
    """Array of finite floats."""
    array = as_float(x, name)
    good = np.isfinite(array)
    if not good.all():
        raise ValueError(f"{name} must hold finite numbers; got {first_bad(array, good)}")
    return array


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


def as_part(x: float, name: str) -> float:
    """One number between 0 and 1."""
    if as_number(x, name, low=0) > 1:
        raise ValueError(f"{name} must be at most 1; got {x}")
    return float(x)
