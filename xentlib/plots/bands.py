"""Observations over the band in which each was forecast."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib.numerics import FloatArray
from xentlib.plots._parts import axes_or_new

FEW, BESIDE = 40, 0.015  # observations with a bar of their own; how far apart equal x are drawn


def plot_bands(
    x: ArrayLike,
    y: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    ax: Axes | None = None,
    **axes: Any,
) -> Axes:
    """Draw observations over the bands of their forecasts.

    Parameters
    ----------
    x : array_like of shape (n,)
        Abscissa.
    y : array_like of shape (n,)
        What came.
    low, high : array_like of shape (n,)
        Ends of the band of each forecast.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.
    **axes
        What ``ax.set`` takes: labels, limits, a title. Without a title, it says how many
        observations are inside their bands.

    Returns
    -------
    matplotlib.axes.Axes
        The picture. Up to 40 observations have a bar each, and those of equal x stand side by
        side around it; the band of more is filled.

    Raises
    ------
    TypeError, ValueError
        If a row is not finite or of another length than `x`, if there is none, if a band ends
        below where it begins, or `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_bands([1, 2, 3], [5, 5, 9], [4, 4, 4], [6, 6, 6], xlabel="x", ylabel="y")
    >>> ax.get_title(loc="left")
    '67 % of 3 are inside'
    """
    at, came, bottom, top = _checked(x=x, y=y, low=low, high=high)
    ax = axes_or_new(ax)
    inside = (bottom <= came) & (came <= top)
    if few := len(at) <= FEW:
        earlier = [np.count_nonzero(at[:i] == place) for i, place in enumerate(at)]
        later = [np.count_nonzero(at[i + 1 :] == place) for i, place in enumerate(at)]
        at = at + BESIDE * np.ptp(at) * np.subtract(earlier, later) / 2
        ax.vlines(at, bottom, top, color="0.55", lw=5, zorder=1)
    else:
        rank = at.argsort(kind="stable")
        ax.fill_between(at[rank], bottom[rank], top[rank], fc="0.85", ec="0.5", lw=0.8, zorder=1)
    ax.plot(at, came, "o", color="C0", mec="white", mew=0.5, ms=5 if few else 3, zorder=2)
    said = f"{100 * inside.mean():.0f} % of {len(at)} are inside"
    ax.set_title(axes.pop("title", said), loc="left")
    ax.set(**axes)
    return ax


def _checked(**rows: ArrayLike) -> list[FloatArray]:
    given = {name: as_finite(row, name) for name, row in rows.items()}
    shape = given["x"].shape
    for name, row in given.items():
        if row.shape != shape or row.ndim != 1 or not row.size:
            raise ValueError(
                f"{name} must be a row of numbers, of the shape of x, {shape}; got {row.shape}"
            )
    if (given["low"] > given["high"]).any():
        place = int(np.argmax(given["low"] > given["high"]))
        raise ValueError(
            f"high must be at least low everywhere; got {given['low'][place]:g} to "
            f"{given['high'][place]:g} at [{place}]"
        )
    return [*given.values()]
