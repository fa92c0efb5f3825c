"""Curves that share their abscissa, and walks downhill."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib.numerics import FloatArray
from xentlib.plots._parts import axes_or_new, some, span


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
        What ``ax.set`` takes: labels, scales, limits, a title. Only the caller knows what the
        axes are, so name them here; without a title, it says where the curves end.

    Returns
    -------
    matplotlib.axes.Axes
        The picture.

    Raises
    ------
    TypeError, ValueError
        If a curve is not finite or of another length than `x`, if there is none, or `ax` is no
        Axes.

    Examples
    --------
    >>> ax = plot_curves([1, 2, 3], {"squares": [1, 4, 9], "n": [1, 2, 3]}, xlabel="n")
    >>> ax.get_title(loc="left")
    'At the largest x: from 3 (n) to 9 (squares)'
    """
    abscissa, rows = as_finite(x, "x"), _as_rows(curves, "curves")
    for name, row in rows.items():
        if row.shape != abscissa.shape or not row.size:
            raise ValueError(
                f"curves[{name!r}] must have the shape of x, {abscissa.shape}; got {row.shape}"
            )
    ax = axes_or_new(ax)
    for name, row in rows.items():
        ax.plot(abscissa, row, lw=1.6, label=name)
    ends = span({name: float(row[np.argmax(abscissa)]) for name, row in rows.items()})
    ax.set_title(axes.pop("title", f"At the largest x: {ends}"), loc="left")
    ax.set(**axes)
    ax.legend(ncol=1 + (len(rows) > 4))
    return ax


def _as_rows(curves: Mapping[str, ArrayLike], argument: str) -> dict[str, FloatArray]:
    named = some(curves, argument, "rows of numbers").items()
    return {name: as_finite(row, f"{argument}[{name!r}]") for name, row in named}


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
        If losses are not finite or differ in number, if there are none, or `ax` is no Axes.

    Examples
    --------
    >>> plot_descent({"GD": [1.0, 0.5, 0.3]}, floor=0.29).get_title(loc="left")
    'GD comes nearest: 0.01 nats above the minimum'
    """
    rows = _as_rows(losses, "losses")
    above = {name: np.maximum(row - floor, 1e-12) for name, row in rows.items()}
    steps = np.arange(1, 1 + max(map(len, rows.values())))
    left, best = min((float(row[-1]), name) for name, row in above.items() if row.size)
    said = f"{best} comes nearest: {left:.2g} nats above the minimum"
    names = {"xlabel": "steps + 1", "ylabel": "loss above the minimum (nats)", "title": said}
    ax = plot_curves(steps, above, ax=ax, xscale="log", yscale="log", **names)
    ax.set_ylim(bottom=max(ax.get_ylim()[0], 1e-6))
    return ax
