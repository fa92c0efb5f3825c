"""Arrays of real numbers: converted and checked once, at the public door."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib.numerics import FloatArray

IntArray = NDArray[np.intp]


def as_real(x: ArrayLike, name: str) -> NDArray[Any]:
    """Array of real numbers, of the type that came."""
    if _is_masked(x):
        what, mend = "a masked array", f"{name}.compressed()"
        if not isinstance(x, np.ma.MaskedArray):
            what, mend = f"a {type(x).__name__} with {what} in it", "with its method compressed()"
        raise TypeError(
            f"{name} must be a plain array; got {what}, whose mask would be lost: "
            f"drop the masked entries first, {mend}"
        )
    try:
        array = np.asarray(x)
    except ValueError as error:
        raise ValueError(
            f"{name} must be a rectangular array; got rows of unequal length"
        ) from error
    native = array.dtype.newbyteorder("=")
    if native.kind in "biu" or native in (np.float16, np.float32, np.float64):
        return array.astype(native, copy=False)
    raise TypeError(
        f"{name} must hold real numbers (float32, float64, integers or bools); "
        f"got dtype {array.dtype}: convert it first, np.asarray({name}, dtype=float)"
    )


def _is_masked(x: object) -> bool:
    """Whether something is a masked array, or a list that holds one at any depth."""
    if isinstance(x, list | tuple):
        return any(map(_is_masked, x))
    return isinstance(x, np.ma.MaskedArray)


def float_type(array: NDArray[Any]) -> np.dtype[np.floating[Any]]:
    """Type that an array is computed in: its own if float32 or float64, otherwise float64."""
    return np.dtype(np.float32 if array.dtype == np.float32 else np.float64)


def as_float(x: ArrayLike, name: str) -> FloatArray:
    """Array of floats; float32 and float64 are kept, other real types become float64."""
    array = as_real(x, name)
    return array.astype(float_type(array), copy=False)


def as_finite(x: ArrayLike, name: str) -> FloatArray:
    """Array of finite floats."""
    array = as_float(x, name)
    good = np.isfinite(array)
    if not good.all():
        raise ValueError(f"{name} must hold finite numbers; got {first_bad(array, good)}")
    return array


def as_axis(array: FloatArray, axis: int, name: str) -> int:
    """Check that an axis exists and holds at least one outcome."""
    if isinstance(axis, bool) or not isinstance(axis, int | np.integer):
        raise TypeError(f"axis must be one integer; got {axis!r}")
    if not -array.ndim <= axis < array.ndim:
        raise ValueError(
            f"axis must lie in [-{array.ndim}, {array.ndim}) for {name} of shape {array.shape}; "
            f"got {axis}"
        )
    if array.shape[axis] == 0:
        raise ValueError(f"{name} must hold at least one outcome; got the shape {array.shape}")
    return int(axis)


def place_of(position: int, shape: tuple[int, ...]) -> str:
    """Where a position of the flattened array is, for an error message; nothing for a scalar."""
    index = "".join(f"[{i}]" for i in np.unravel_index(position, shape))
    return f" at {index}" if index else ""


def first_bad(array: NDArray[Any], good: NDArray[np.bool_]) -> str:
    """Name the first refused entry and its place, for an error message."""
    position = int(np.argmin(good))
    return f"{array.flat[position]}{place_of(position, array.shape)}"
