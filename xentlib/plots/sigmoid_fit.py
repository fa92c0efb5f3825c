"""A sigmoid through what happened, and what single examples pay."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import IntArray, as_finite, demand_one_shape
from xentlib._door.distributions import as_probability
from xentlib._door.targets import as_events, as_whole_numbers
from xentlib.losses import binary_cross_entropy
from xentlib.numerics import FloatArray
from xentlib.plots._parts import axes_or_new

FAR: dict[str, Any] = {"color": "C1", "ls": "--", "lw": 2.5}
NEAR: dict[str, Any] = {"color": "0.45", "ls": "-", "lw": 0.9}


def plot_sigmoid_fit(
    x: ArrayLike,
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    marked: ArrayLike,
    xlabel: str,
    ax: Axes | None = None,
) -> Axes:
    """Draw a forecast along one measurement, what happened, and the gap between the two.

    Parameters
    ----------
    x : array_like of shape (n,)
        The measurement.
    y_true : array_like of shape (n,)
        What happened, 0 or 1.
    y_proba : array_like of shape (n,)
        The forecast probability of a 1, a function of `x`.
    marked : array_like of int
        Examples whose gap from the forecast to what happened is drawn, with their loss in nats.
    xlabel : str
        What is measured, and in which unit.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; ``ax.lines[0]`` is the forecast, and ``ax.texts`` has a loss for each mark.

    Raises
    ------
    TypeError, ValueError
        For measurements that are not finite, outcomes and forecasts that are no probabilities or
        of unequal shapes, no marks or marks that name no example, and if `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_sigmoid_fit([1, 2, 3], [0, 1, 1], [0.2, 0.5, 0.8], marked=[0, 1], xlabel="x")
    >>> ax.get_title(loc="left")
    'A gap of 0.200 costs 0.22 nats, a gap of 0.500 costs 0.69'
    """
    p, at = as_probability(y_proba, "y_proba"), as_finite(x, "x")
    y = as_events(y_true, p)
    demand_one_shape("x", at, "y_proba", p)
    rows = _as_rows(marked, len(p))
    ax = axes_or_new(ax)
    order = at.argsort(kind="stable")
    ax.plot(at[order], p[order], label="forecast p", zorder=3)
    ax.plot(at, y, "|", color="0.55", mew=0.7, ms=9, label="what happened, y", zorder=1)
    loss = binary_cross_entropy(y, p)
    for row in rows:
        _gap(ax, float(at[row]), float(y[row]), float(p[row]), float(loss[row]))
    _legend(ax)
    gaps = np.abs(p - y)[rows]
    _say(ax, gaps, loss[rows], xlabel)
    return ax


def _as_rows(marked: ArrayLike, n: int) -> IntArray:
    rows = as_whole_numbers(np.ravel(marked), "marked", what="rows")
    if not rows.size or rows.min() < 0 or rows.max() >= n:
        came = ", ".join(map(str, rows)) or "none"
        raise ValueError(f"marked must hold rows from 0 to {n - 1}, at least one; got {came}")
    return rows


def _gap(ax: Axes, x: float, y: float, p: float, loss: float) -> None:
    """One example's line from the forecast to what happened, and its loss beyond the end."""
    ax.plot([x, x], [p, y], **(FAR if abs(p - y) > 0.5 else NEAR), zorder=2)
    ax.plot([x], [y], "o" if y else "s", color="black", ms=5, zorder=4)
    place, side = (8, "bottom") if y else (-8, "top")
    ax.annotate(f"{loss:.2f}", (x, y), (0, place), textcoords="offset points", ha="center", va=side)


def _legend(ax: Axes) -> None:
    ax.plot([], [], **FAR, label="gap above 0.5")
    ax.plot([], [], **NEAR, label="gap below 0.5")
    for marker, said in (("o", "a yes, y = 1"), ("s", "a no, y = 0")):
        ax.plot([], [], marker, color="black", ms=5, label=said)
    ax.legend(
        title="numbers: loss of one example (nats)",
        loc="upper center",
        bbox_to_anchor=(0.5, -0.15),
        ncol=3,
        columnspacing=1.2,
    )


def _say(ax: Axes, gaps: FloatArray, losses: FloatArray, xlabel: str) -> None:
    long, short = gaps.argmax(), gaps.argmin()
    ax.set(
        xlabel=xlabel,
        ylabel="forecast p, outcome y",
        ylim=(-0.2, 1.2),
        yticks=np.arange(0, 1.1, 0.2),
    )
    least = f"A gap of {gaps[short]:.3f} costs {losses[short]:.2f} nats"
    ax.set_title(f"{least}, a gap of {gaps[long]:.3f} costs {losses[long]:.2f}", loc="left")
