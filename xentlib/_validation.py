"""The public door: arrays are converted and checked here, once, and nowhere else.

Every refusal says which argument, what it must be, what came, and how to mend it.
"""

from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib.numerics import FloatArray


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


def tolerance(x: ArrayLike) -> float:
    """Allow a sum of x some rounding, by the type that came: 1.5e-8 for float64."""
    dtype = np.asarray(x).dtype
    return float(np.sqrt(np.finfo(dtype if dtype.kind == "f" else np.float64).eps))


def place_of(position: int, shape: tuple[int, ...]) -> str:
    """Where a position of the flattened array is, for an error message; nothing for a scalar."""
    index = "".join(f"[{i}]" for i in np.unravel_index(position, shape))
    return f" at {index}" if index else ""


def first_bad(array: NDArray[Any], good: NDArray[np.bool_]) -> str:
    """Name the first refused entry and its place, for an error message."""
    position = int(np.argmin(good))
    return f"{array.flat[position]}{place_of(position, array.shape)}"


def as_probability(p: ArrayLike, name: str) -> FloatArray:
    """Array of probabilities, each on its own."""
    array = as_float(p, name)
    good = (array >= 0) & (array <= 1)
    if not good.all():
        raise ValueError(
            f"{name} must hold probabilities between 0 and 1; got {first_bad(array, good)}"
        )
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


def as_base(base: float) -> float:
    """Check the base of a logarithm: 2 for bits, e for nats, 10 for dits."""
    if isinstance(base, bool) or not isinstance(base, Real):
        raise TypeError(f"base must be a number greater than 1; got {base!r}")
    try:
        number = float(base)
    except OverflowError:
        number = np.inf
    if not 1 < number < np.inf:
        raise ValueError(
            f"base must be a finite number greater than 1 (2 for bits, np.e for nats); got {base}"
        )
    return number


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


def as_number(x: float, name: str, *, low: float) -> float:
    """Finite real number of at least `low`."""
    if isinstance(x, bool) or not isinstance(x, Real):
        raise TypeError(f"{name} must be a number; got {x!r}")
    if not low <= x < np.inf:
        raise ValueError(f"{name} must be a finite number of at least {low:g}; got {x}")
    return float(x)
