"""What happened, looked at by itself: class ids, masses on the classes, labels, events, counts."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door.arrays import IntArray, as_finite, as_float, as_real, demand, place_of
from xentlib._door.distributions import tolerance
from xentlib.numerics import FloatArray

LARGEST = {np.dtype(t): float(np.finfo(t).max) for t in (np.float32, np.float64)}


def as_ids(labels: ArrayLike, n_classes: int, name: str = "labels") -> IntArray:
    """Class ids from 0 to n_classes - 1, of any shape."""
    ids = as_whole_numbers(as_real(labels, name), name)
    left_out = f"leave it out, np.extract(np.greater_equal({name}, 0), {name})"
    refuse_other_ids(ids, n_classes, name, left_out)
    return ids.astype(np.intp)


def as_whole_numbers(
    ids: NDArray[Any], name: str, *, what: str = "class ids", otherwise: str = ""
) -> NDArray[Any]:
    """Integers, where there are any entries at all."""
    if ids.dtype.kind in "iu" or ids.size == 0:
        return ids
    whole = np.isfinite(ids) & (ids == np.floor(ids))
    came, cures = f"dtype {ids.dtype}", [otherwise] if otherwise else []
    if whole.all():
        cures.insert(0, f"convert them first, np.asarray({name}).astype(int)")
    else:
        position = int(np.argmin(whole))
        came += f" with {ids.flat[position]}{place_of(position, ids.shape)}"
    cure = f": {', or '.join(cures)}" if cures else ""
    raise TypeError(f"{name} must hold {what}, whole numbers; got {came}{cure}")


def refuse_other_ids(
    ids: NDArray[Any], n_classes: int, name: str, left_out: str, instead: str = ""
) -> None:
    """Refuse the first number that is no class's."""

    def cure() -> str:
        low, high = int(ids.min()), int(ids.max())
        if instead:
            return f": for 0/1 labels, {instead}"
        if (low, high) == (1, n_classes):
            return f": if they begin at 1, np.subtract({name}, 1)"
        if (low, high, n_classes) == (-1, 1, 2) and ids.all():
            return f": labels -1 and 1 become class ids with np.equal({name}, 1).astype(int)"
        if low < 0:
            return f": to ignore an example, {left_out}"
        return f": the highest of them takes {high + 1} classes"

    good = (ids >= 0) & (ids < n_classes)
    demand(good, ids, f"{name} must hold class ids from 0 to {n_classes - 1}", cure)


def one_hot_rows(ids: NDArray[Any], n_classes: int) -> FloatArray:
    """All mass on the class that happened."""
    return (ids[..., None] == np.arange(n_classes)).astype(np.float64)


def as_masses(masses: ArrayLike, name: str) -> FloatArray:
    """Non-negative, finite masses on the classes of the last axis."""
    array = as_float(masses, name)
    if array.ndim == 0 or array.shape[-1] == 0:
        raise ValueError(
            f"{name} must hold one mass per class along its last axis; got the shape {array.shape}"
        )
    demand_masses(array, name, array.dtype)
    return array


def demand_masses(y: NDArray[Any], name: str, dtype: np.dtype[Any]) -> None:
    """Refuse the first that is negative, or infinite in the type that is computed in."""
    masses = y.astype(np.float64, copy=False)
    good = (masses >= 0) & (masses <= LARGEST[dtype])
    demand(good, y, f"{name} must hold non-negative masses, finite in {dtype}")


def refuse_labels(y: NDArray[Any], name: str, instead: str) -> None:
    """Refuse what has the shape of masses, but is binary labels: one column, or one row."""
    if y.shape[-1] == 1:
        raise ValueError(
            f"{name} must hold masses on at least two classes; got the shape {y.shape}, and one "
            f"class alone is certain: for 0/1 labels, {instead}"
        )
    if y.ndim == 1 and y.sum() > 1 and np.isin(y, (0, 1)).all():
        raise ValueError(
            f"{name} must hold masses on the classes of one example where it has one axis; got "
            f"{y.sum():g} ones among zeros: for 0/1 labels, {instead}"
        )


def refuse_many_ones(y: NDArray[Any], name: str, instead: str) -> None:
    """Refuse integers that are neither one-hot rows nor rows of zeros."""
    if y.dtype.kind == "f":
        return
    sums = y.sum(-1, dtype=np.float64)
    if not (sums <= 1).all():
        worst = int(sums.argmax())
        labels = f"for labels that do not exclude one another, {instead}; " if y.max() <= 1 else ""
        raise ValueError(
            f"{name} must hold one-hot rows, or rows of zeros, where it holds integers; got a row "
            f"that sums to {sums.flat[worst]:g}{place_of(worst, sums.shape)}: {labels}"
            f"for weights, np.asarray({name}, dtype=float)"
        )


def demand_shape_of(y: NDArray[Any], x: NDArray[Any], name: str, of_classes: str = "") -> None:
    """Refuse labels of another shape than the forecast's; `of_classes` is a cure for ids."""
    if y.shape == x.shape:
        return
    cure = of_classes if y.shape == x.shape[:-1] else ""
    if x.shape == (*y.shape, 1):
        cure = f"drop the forecast's last axis, np.squeeze({name}, -1)"
    elif y.shape == (*x.shape, 1):
        cure = "drop the labels' last axis, np.squeeze(y_true, -1)"
    raise ValueError(
        f"y_true must have the shape of {name}, {x.shape}; got {y.shape}: "
        f"{cure or 'nothing is broadcast'}"
    )


def demand_labels(y: NDArray[Any]) -> None:
    """Refuse the first that is no label between 0 and 1."""
    good = (y >= 0) & (y <= 1 + tolerance(y))
    what = "y_true must hold labels between 0 and 1"
    demand(good, y, what, lambda: _cure_for_two(y) or ": weights multiply the loss instead")


def as_events(
    y_true: ArrayLike, forecast: NDArray[Any], name: str = "y_proba", *, of_classes: str = ""
) -> FloatArray:
    """Zeros and ones, one for each entry of the forecast."""
    events = as_float(y_true, "y_true")
    demand_shape_of(events, forecast, name, of_classes)
    good = (events == 0) | (events == 1)
    demand(good, events, "y_true must hold events, 0 or 1", _cure_for_events(events))
    return events


def _cure_for_events(events: FloatArray) -> Callable[[], str]:
    def cure() -> str:
        if not np.isfinite(events).all() or (events != np.floor(events)).any():
            return ""
        one = f": compare with the class in question, np.equal(y_true, {events.max():g})"
        return _cure_for_two(events) or one

    return cure


def _cure_for_two(y: NDArray[Any]) -> str:
    """Make 0 and 1 of two other whole numbers, if there are two."""
    values = np.unique(y)
    whole = len(values) == 2 and np.isfinite(values).all() and (values == np.floor(values)).all()
    if not whole or (values[0] < 0 and tuple(values) != (-1, 1)):
        return ""
    return f": {values[0]:g} and {values[1]:g} become 0 and 1 with np.equal(y_true, {values[1]:g})"


def as_counts(counts: ArrayLike) -> FloatArray:
    """Positive number of examples of each class, as float64."""
    array = as_finite(counts, "counts").astype(np.float64)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(
            f"counts must hold one number per class, in one dimension; got the shape {array.shape}"
        )
    what = "counts must be positive: a class without examples has no weight and no prior"
    cure = ": leave the class out, or add a pseudo-count, np.add(counts, 1)"
    demand(array > 0, array, what, lambda: cure if array.min() == 0 else "")
    return array
