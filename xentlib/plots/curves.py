"""Curves that share their abscissa, and walks downhill."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib.plots._parts import axes_or_new


def plot_curves(
    x: ArrayLike, curves: Mapping[str, ArrayLike], *, ax: Axes | None = None, **axes: Any
) -> Axes:
    """Draw curves by name over one abscissa.

    Parameters
    ----------
    x : array_like of shape (n,)
        Abscissa of every curve.
    curves : mapping of str to array_like of shape (n,)
        Ordinates, by the name for the legend.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.
    **axes
        What ``ax.set`` takes: labels, scales, limits, a title.

    Returns
    -------
    matplotlib.axes.Axes
        The picture.

    Raises
    ------
    TypeError, ValueError
        If a curve is not finite or of another length than `x`, or `ax` is no Axes.

    Examples
    --------
    >>> plot_curves([1, 2, 3], {"squares": [1, 4, 9]}, xlabel="n").get_xlabel()
    'n'
    """
    abscissa, ax = as_finite(x, "x"), axes_or_new(ax)
    rows = {name: as_finite(row, f"curves[{name!r}]") for name, row in curves.items()}
    for name, row in rows.items():
        if row.shape != abscissa.shape:
            raise ValueError(
                f"curves[{name!r}] must have the shape of x, {abscissa.shape}; got {row.shape}"
            )
        ax.plot(abscissa, row, lw=1.6, label=name)
    ax.set(**axes)
    ax.legend(ncol=1 + (len(rows) > 4))
    return ax


def plot_descent(
    losses: Mapping[str, ArrayLike], *, floor: float = 0.0, ax: Axes | None = None
) -> Axes:
    """Draw how far above its minimum each walk is, step by step, on logarithmic axes.

    Parameters
    ----------
    losses : mapping of str to array_like of shape (n_steps + 1,)
        As many losses in nats for each name: before the first step and after each, by name.
    floor : float, default=0.0
        Loss at the minimum.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture. What lies less than 1e-12 above the floor is drawn there.

    Raises
    ------
    TypeError, ValueError
        If losses are not finite or differ in number, or `ax` is no Axes.

    Examples
    --------
    >>> plot_descent({"GD": [1.0, 0.5, 0.3]}, floor=0.29).get_xlabel()
    'steps + 1'
    """
    rows = {name: as_finite(row, f"losses[{name!r}]") for name, row in losses.items()}
    above = {name: np.maximum(row - floor, 1e-12) for name, row in rows.items()}
    steps = np.arange(1, 1 + max(map(len, rows.values())))
    names = {"xlabel": "steps + 1", "ylabel": "loss above the minimum (nats)"}
    ax = plot_curves(steps, above, ax=ax, xscale="log", yscale="log", **names)
    ax.set_ylim(bottom=max(ax.get_ylim()[0], 1e-6))
    return ax
