"""Scores of several labels side by side, and what a threshold does to one of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib._door.distributions import as_probability
from xentlib.numerics import FloatArray
from xentlib.plots._parts import axes_or_new, some, span

WRITTEN = 14  # bars that have room for their heights
FACES = [("0.85", ""), ("C0", "//"), ("white", ".."), ("C1", "\\\\")]  # colour and hatch, in turn


def plot_bars(
    names: Sequence[object],
    heights: Mapping[str, ArrayLike],
    *,
    ax: Axes | None = None,
    **axes: Any,
) -> Axes:
    """Draw a group of bars for each name; above 14 bars or fewer, write their heights.

    Parameters
    ----------
    names : sequence of length n
        What the groups are: labels, models.
    heights : mapping of str to array_like of shape (n,)
        A bar of each group, by the name for the legend; up to four.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.
    **axes
        What ``ax.set`` takes: labels, limits, a title. Without a title, it says from which mean to
        which the bars go.

    Returns
    -------
    matplotlib.axes.Axes
        The picture.

    Raises
    ------
    TypeError, ValueError
        If a row of heights is not finite or does not fit the names, if there is none or more than
        four, or `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_bars(["cat", "dog"], {"plain": [0.2, 0.6], "tuned": [0.5, 0.7]}, ylabel="F1")
    >>> ax.get_title(loc="left")
    'Means: from 0.4 (plain) to 0.6 (tuned)'
    """
    rows, ticks = _groups(names, heights)
    ax, width = axes_or_new(ax), 0.8 / len(rows)
    for i, ((name, row), (colour, hatch)) in enumerate(zip(rows.items(), FACES, strict=False)):
        at = np.arange(len(ticks)) + (i - (len(rows) - 1) / 2) * width
        bars = ax.bar(at, row, width, label=name, fc=colour, hatch=hatch, ec="0.2", lw=0.8)
        if len(rows) * len(ticks) <= WRITTEN:
            ax.bar_label(bars, fmt="%.2f", padding=2, fontsize=8.5 if len(ticks) < 6 else 7.5)
    ax.set_xticks(range(len(ticks)), ticks)
    means = span({name: float(row.mean()) for name, row in rows.items()})
    ax.set_title(axes.pop("title", f"Means: {means}"), loc="left")
    ax.set(**axes)
    if len(rows) > 1:
        ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return ax


def _groups(
    names: Sequence[object], heights: Mapping[str, ArrayLike]
) -> tuple[dict[str, FloatArray], list[str]]:
    """Rows of heights that fit the names, and the names as texts."""
    given = some(heights, "heights", "rows of numbers").items()
    rows = {name: as_finite(row, f"heights[{name!r}]") for name, row in given}
    if len(rows) > len(FACES):
        raise ValueError(f"heights must hold {len(FACES)} rows or fewer; got {len(rows)}")
    for name, row in rows.items():
        if row.shape != (len(names),) or not row.size:
            raise ValueError(
                f"heights[{name!r}] must have a number for each of the {len(names)} names, which "
                f"are one or more; got the shape {row.shape}"
            )
    return rows, [str(name) for name in names]


def plot_expected_f1(forecasts: Mapping[str, ArrayLike], *, ax: Axes | None = None) -> Axes:
    """Draw the F1 to be expected of honest forecasts against the threshold, with the line 2t.

    Parameters
    ----------
    forecasts : mapping of str to array_like of shape (n,)
        Probabilities of one label for n examples, by the name for the legend: of those with the
        forecast p, the share p has the label.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; a dot marks the largest F1 of each curve.

    Raises
    ------
    TypeError, ValueError
        If forecasts are no probabilities, are all 0, or there are none, or `ax` is no Axes.

    References
    ----------
    Lipton, Elkan, Naryanaswamy (2014), Optimal thresholding of classifiers to maximize F1 measure.
    doi:10.1007/978-3-662-44851-9_15

    Examples
    --------
    >>> ax = plot_expected_f1({"even": np.linspace(0, 1, 100_001)})
    >>> ax.get_title(loc="left")
    'Largest F1 at t: 0.382 (even)'
    """
    given = some(forecasts, "forecasts", "probabilities").items()
    rows = {name: _sorted(p, f"forecasts[{name!r}]") for name, p in given}
    ax, best = axes_or_new(ax), {}
    for name, p in rows.items():
        f1 = _expected_f1(p)
        ax.plot(p, f1, lw=1.6, label=name)
        best[name] = float(p[f1.argmax()])
        ax.plot(best[name], f1.max(), "ko")
    ax.plot([0, 0.5], [0, 1], ":", color="0.3", label="2t")
    ax.set_title(f"Largest F1 at t: {span(best)}", loc="left")
    ax.set(xlabel="threshold t", ylabel="expected F1", xlim=(0, 1), ylim=(0, 1.02))
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return ax


def _expected_f1(p: FloatArray) -> FloatArray:
    """F1 to be expected if all from each forecast on, sorted upwards, are decided for."""
    hits = p[::-1].cumsum()[::-1]
    return 2 * hits / (np.arange(len(p), 0, -1) + p.sum())


def _sorted(p: ArrayLike, name: str) -> FloatArray:
    """One row of probabilities in their order, not all of them 0."""
    row = as_probability(p, name)
    if row.ndim != 1 or not row.sum():
        raise ValueError(f"{name} must be one row, and not all 0; got the shape {row.shape}")
    return np.sort(row)
