"""Observations and the parameters of their distribution, checked and brought to one shape."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door.arrays import IntArray, as_finite, as_float, first_bad
from xentlib._door.distributions import as_logits
from xentlib._door.targets import as_ids
from xentlib.numerics import FloatArray


def check(array: FloatArray, name: str, good: NDArray[np.bool_], what: str) -> None:
    """Refuse an array by its first bad entry."""
    if not good.all():
        raise ValueError(f"{name} must hold {what}; got {first_bad(array, good)}")


def pair(
    y: ArrayLike, forecast: ArrayLike, name: str, *, logits: bool = False
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Observations and forecasts of one shape in float64, and the forecast as it came."""
    observed = as_finite(y, "y")
    like = as_logits(forecast, name) if logits else as_finite(forecast, name)
    if observed.shape != like.shape:
        raise ValueError(
            f"y and {name} must have the same shape; got {observed.shape} and {like.shape}: "
            f"to compare one with many, repeat it in the open with np.broadcast_to"
        )
    return observed.astype(np.float64), like.astype(np.float64), like


def beside(x: ArrayLike, name: str, like: FloatArray) -> FloatArray:
    """Further parameter: one number for all observations, or one for each."""
    array = as_finite(x, name)
    if array.shape not in ((), like.shape):
        raise ValueError(
            f"{name} must be one number, or have the shape of the observations, {like.shape}; "
            f"got the shape {array.shape}"
        )
    return np.broadcast_to(array.astype(np.float64), like.shape)


def positive(x: ArrayLike, name: str, like: FloatArray, *, low: float = 0.0) -> FloatArray:
    """Further parameter that is above 0, or above another limit."""
    array = beside(x, name, like)
    check(array, name, array > low, f"numbers above {low:g}" if low else "positive numbers")
    return array


def ranks(y: ArrayLike, score: ArrayLike, n_ranks: int) -> tuple[IntArray, FloatArray, FloatArray]:
    """Rank ids and their scores, in one shape."""
    _, s, like = pair(y, score, "score")
    return as_ids(y, n_ranks, "y"), s, like


def as_cuts(cuts: ArrayLike) -> FloatArray:
    """Limits of the ranks, from -inf over the increasing cuts to inf."""
    array = as_float(cuts, "cuts").astype(np.float64)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(
            f"cuts must hold one number between each two ranks; got the shape {array.shape}"
        )
    limits = np.concatenate([[-np.inf], array, [np.inf]])
    if not (limits[1:] > limits[:-1]).all():
        raise ValueError(f"cuts must be finite and increase strictly; got {array.tolist()}")
    return limits


def out(price: FloatArray, like: FloatArray) -> FloatArray:
    """Bring the result to the forecast's float type."""
    return price.astype(like.dtype)[()]
