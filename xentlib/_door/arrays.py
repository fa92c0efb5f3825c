"""Arrays of real numbers, and the places in them that are refused."""

from collections.abc import Callable
from contextlib import suppress
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door.kinds import describe_kind, describe_mask, is_masked
from xentlib._door.numbers import as_scalar
from xentlib.numerics import FloatArray

IntArray = NDArray[np.intp]

_REAL = "?bBhHiIlLqQefd"  # codes of bools, integers, and floats of 16, 32 and 64 bits


def as_real(x: ArrayLike, name: str) -> NDArray[Any]:
    """Array of real numbers, of the type that came."""
    refuse_mask(x, name)
    try:
        array = np.asarray(x)
    except ValueError as error:
        raise ValueError(
            f"{name} must be a rectangular array; got rows of unequal length"
        ) from error
    dtype = array.dtype
    if dtype.char not in _REAL:
        raise TypeError(
            f"{name} must hold real numbers (float32, float64, integers or bools); "
            f"got {describe_kind(x, array, name)}"
        )
    return array if dtype.isnative else array.astype(dtype.newbyteorder("="))


def refuse_mask(x: ArrayLike, name: str) -> None:
    """Refuse a masked array, which would lose its mask, and a list of such."""
    if is_masked(x):
        raise TypeError(f"{name} must be a plain array; got {describe_mask(x, name)}")


def float_type(array: NDArray[Any]) -> np.dtype[np.floating[Any]]:
    """Type that an array is computed in: its own if float32 or float64, otherwise float64."""
    return _SINGLE if array.dtype == _SINGLE else _DOUBLE


_SINGLE, _DOUBLE = np.dtype(np.float32), np.dtype(np.float64)


def as_float(x: ArrayLike, name: str) -> FloatArray:
    """Array of floats; float32 and float64 are kept, other real types become float64."""
    array = as_real(x, name)
    return array.astype(float_type(array), copy=False)


def as_finite(x: ArrayLike, name: str) -> FloatArray:
    """Array of finite floats."""
    array = as_float(x, name)
    demand(np.isfinite(array), array, f"{name} must hold finite numbers")
    return array


def as_axis(array: NDArray[Any], axis: object, name: str) -> int:
    """Axis that exists and holds at least one outcome."""
    whole = int(as_scalar(axis, "axis", "one integer", kind=Integral))
    if not -array.ndim <= whole < array.ndim:
        raise ValueError(
            f"axis must lie in [-{array.ndim}, {array.ndim}) for {name} of shape {array.shape}; "
            f"got {axis}"
        )
    if array.shape[whole] == 0:
        raise ValueError(f"{name} must hold at least one outcome; got the shape {array.shape}")
    return whole


def demand(
    good: NDArray[np.bool_], array: NDArray[Any], what: str, cure: Callable[[], str] = str
) -> None:
    """Refuse an array by its first bad entry and its place, with a cure where there is one."""
    if not good.all():
        position = int(np.argmin(good))
        place = place_of(position, array.shape)
        raise ValueError(f"{what}; got {array.flat[position]}{place}{cure()}")


def place_of(position: int, shape: tuple[int, ...]) -> str:
    """Where a position of the flattened array is, for an error message; nothing for a scalar."""
    index = "".join(f"[{i}]" for i in np.unravel_index(position, shape))
    return f" at {index}" if index else ""


def demand_rows(array: NDArray[Any], name: str) -> None:
    """Refuse one number in place of one for each class."""
    if array.ndim == 0:
        raise ValueError(f"{name} must hold one number per class; got the single number {array}")


def demand_one_shape(first: str, one: NDArray[Any], second: str, other: NDArray[Any]) -> None:
    """Refuse two arrays of unequal shapes, and say how to repeat one of them if that can help."""
    if one.shape == other.shape:
        return
    cure = "nothing is broadcast"
    for name, array, like in ((second, other, one), (first, one, other)):
        with suppress(ValueError):
            np.broadcast_to(array, like.shape)
            cure = f"repeat {name} in the open, np.broadcast_to({name}, {like.shape})"
    raise ValueError(
        f"{first} and {second} must have the same shape; got {one.shape} and {other.shape}: {cure}"
    )
