"""Observations and the parameters of their distribution, checked and brought to one shape."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import IntArray, as_finite, as_float, demand, demand_one_shape
from xentlib._door.distributions import as_logits
from xentlib._door.targets import as_ids
from xentlib.numerics import FloatArray


def as_observations(
    y: ArrayLike, forecast: ArrayLike, name: str
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Observations and forecasts of one shape in float64, and the forecast as it came."""
    return _of_one_shape(y, as_finite(forecast, name), name)


def as_successes(y: ArrayLike, logits: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Successes and the logits of one success, as `as_observations` returns them."""
    swapped = "binomial_nll(np.subtract(n, y), n, np.negative(logits))"
    return _of_one_shape(y, as_logits(logits, swapped=swapped), "logits")


def _of_one_shape(
    y: ArrayLike, like: FloatArray, name: str
) -> tuple[FloatArray, FloatArray, FloatArray]:
    observed = as_finite(y, "y")
    demand_one_shape("y", observed, name, like)
    return observed.astype(np.float64), like.astype(np.float64), like


def as_parameter(x: ArrayLike, name: str, like: FloatArray) -> FloatArray:
    """Further parameter: one number for all observations, or one for each."""
    array = as_finite(x, name)
    if array.shape not in ((), like.shape):
        raise ValueError(
            f"{name} must be one number, or have the shape of the observations, {like.shape}; "
            f"got the shape {array.shape}"
        )
    return np.broadcast_to(array.astype(np.float64), like.shape)


def as_positive_parameter(
    x: ArrayLike, name: str, like: FloatArray, *, low: float = 0.0
) -> FloatArray:
    """Further parameter that is above 0, or above another limit."""
    array = as_parameter(x, name, like)
    what = f"numbers above {low:g}" if low else "positive numbers"
    demand(array > low, array, f"{name} must hold {what}")
    return array


def demand_whole(
    x: FloatArray, name: str, what: str, high: FloatArray | float, cure: Callable[[], str] = str
) -> None:
    """Refuse the first that is no whole number from 0 to `high`."""
    good = (x >= 0) & (x <= high) & (x == np.floor(x))
    demand(good, x, f"{name} must hold {what}", cure)


def as_ranks(
    y: ArrayLike, score: ArrayLike, n_ranks: int
) -> tuple[IntArray, FloatArray, FloatArray]:
    """Rank ids and their scores, in one shape."""
    _, s, like = as_observations(y, score, "score")
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


def in_type_of(price: FloatArray, like: FloatArray) -> FloatArray:
    """Bring the result to the forecast's float type."""
    return price.astype(like.dtype)[()]


def as_trials(successes: ArrayLike, n: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Successes and of how many: whole numbers, 0 <= successes <= n and 1 <= n, as float64."""
    k = as_finite(successes, "successes").astype(np.float64)
    of = as_parameter(n, "n", k)
    demand((of >= 1) & (of == np.floor(of)), of, "n must hold whole numbers of at least 1")
    shares = ((k > 0) & (k < 1)).any() and (k <= 1).all()
    cure = ": frequencies become successes with np.rint(np.multiply(n, successes))"
    what = "whole numbers from 0 to n"
    demand_whole(k, "successes", what, of, lambda: cure if shares else "")
    return k, of
