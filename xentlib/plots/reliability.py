"""Reliability as a picture: what was forecast, and how often it happened."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from xentlib.calibration import Reliability
from xentlib.numerics import FloatArray
from xentlib.plots._parts import COLOURS, axes_or_new, some

Bools = NDArray[np.bool_]
MARKS, DASHES = "osD^v", ("-", "--", "-.", ":")


def plot_reliability(
    curves: Mapping[str, Reliability], *, level: float = 0.95, ax: Axes | None = None
) -> Axes:
    """Draw how often events happened over what was forecast, with an interval for each bin.

    A bin whose interval does not hold its mean forecast misses the diagonal; its mark is filled. At
    a level of 95 %, about one bin in twenty does so by chance. Lines join neighbouring bins, and
    none crosses an empty one.

    Parameters
    ----------
    curves : mapping of str to Reliability
        Forecasts in bins, as `reliability` makes them, by the name for the legend.
    level : float, default=0.95
        Level of the intervals, between 0 and 1.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; its legend says for each curve how many bins miss the diagonal.

    Raises
    ------
    TypeError, ValueError
        If there is no curve, one is no Reliability, `level` is not between 0 and 1, or `ax` is no
        Axes.

    References
    ----------
    Bröcker, Smith (2007), Increasing the Reliability of Reliability Diagrams, Weather and
    Forecasting 22(3), who draw intervals. doi:10.1175/WAF993.1

    Examples
    --------
    >>> from xentlib import reliability
    >>> curve = reliability([0] * 30 + [1] * 10, [0.1] * 20 + [0.8] * 20)
    >>> plot_reliability({"model": curve}).get_title(loc="left")
    'Bins that miss the diagonal: 1 of 2 (model)'
    """
    rows = {name: (curve, curve.interval(level)) for name, curve in _checked(curves).items()}
    ax = axes_or_new(ax)
    ax.plot([0, 1], [0, 1], "-", color="0.55", lw=1.2, zorder=1)
    off = {}
    for k, (name, (curve, (low, high))) in enumerate(rows.items()):
        far = (curve.confidence < low) | (curve.confidence > high)
        off[name] = int(far.sum()), len(far)
        _draw_curve(ax, k, f"{name}: {far.sum()} of {len(far)}", curve)
        _draw_bins(ax, k, curve, (low, high), far)
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
    ax.set(xlabel="forecast probability (mean of a bin)", ylabel="frequency of the event")
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1), title="bins off (filled marks)")
    ax.set_title(_finding(off), loc="left")
    return ax


def _checked(curves: Mapping[str, Reliability]) -> Mapping[str, Reliability]:
    for name, curve in some(curves, "curves", "Reliability").items():
        if not isinstance(curve, Reliability):
            raise TypeError(
                f"curves[{name!r}] must be a Reliability, as xent.reliability makes one; "
                f"got the type {type(curve).__name__}"
            )
    return curves


def _draw_curve(ax: Axes, k: int, label: str, curve: Reliability) -> None:
    """Join the bins by a line that is broken where bins between them are empty."""
    gaps = 1 + np.nonzero(np.diff(curve.bins) > 1)[0]
    x, y = (np.insert(a, gaps, np.nan) for a in (curve.confidence, curve.frequency))
    (line,) = ax.plot(x, y, DASHES[k % len(DASHES)], color=f"C{k % COLOURS}", lw=1.1, label=label)
    line.set(marker=MARKS[k % len(MARKS)], markersize=6, markerfacecolor="white", zorder=3)


def _draw_bins(
    ax: Axes, k: int, curve: Reliability, ends: tuple[FloatArray, FloatArray], far: Bools
) -> None:
    """Draw the interval of each bin, and fill the marks where it misses the diagonal."""
    colour, x, y = f"C{k % COLOURS}", curve.confidence, curve.frequency
    reach = np.abs(np.stack(ends) - y)
    ax.errorbar(x, y, reach, fmt="none", ecolor=colour, elinewidth=1, capsize=3, zorder=2)
    ax.plot(x[far], y[far], MARKS[k % len(MARKS)], color=colour, ms=6, zorder=4)


def _finding(off: Mapping[str, tuple[int, int]]) -> str:
    """Say how many bins lie off the diagonal, of the curve with most of them."""
    name = max(off, key=lambda name: off[name][0] / off[name][1])
    most = " at most" if len(off) > 1 else ""
    said = f"Bins that miss the diagonal:{most} {off[name][0]} of {off[name][1]}"
    return f"{said}{' ' if len(name) <= 16 else chr(10)}({name})"
