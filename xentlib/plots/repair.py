"""A measure of several models, as trained and after a repair, over several runs."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib.numerics import FloatArray
from xentlib.plots._parts import axes_or_new, some

APART = 0.18  # of a row's height, from its middle to each of the two
TINY = 1e-9
STAGES = (("as trained", "C1", "s", "full", 3.0), ("corrected", "C0", "o", "none", 1.5))


def plot_repair(models: Mapping[str, ArrayLike], *, ax: Axes | None = None, **axes: Any) -> Axes:
    """Draw a measure of each model before and after a repair: a mean, and the range of the runs.

    A dashed line marks the last model, with which the others are compared.

    Parameters
    ----------
    models : mapping of str to array_like of shape (2, runs)
        The measure of each run, as trained and corrected, by the name of the model; the names
        stand at the left.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.
    **axes
        What ``ax.set`` takes: labels, limits, a title.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; filled squares are models as trained, circles are corrected ones. The
        title says how far the repair moves the mean, at most.

    Raises
    ------
    TypeError, ValueError
        If there is no model, its numbers are not finite or not of shape (2, runs), or `ax` is no
        Axes.

    Examples
    --------
    >>> ax = plot_repair({"weighted": [[0.35, 0.37], [0.08, 0.1]], "truth": [[0.08], [0.08]]})
    >>> ax.get_title(loc="left")
    'Corrected, means move by up to 0.27'
    """
    rows = _checked(models)
    ax = axes_or_new(ax)
    for place, runs in enumerate(rows.values()):
        _draw_row(ax, place, runs)
    ax.axvline(float(runs.mean()), color="0.35", ls="--", lw=1, zorder=1)
    ax.set(yticks=range(len(rows)), yticklabels=list(rows), ylim=(len(rows) - 0.5, -0.5))
    ax.grid(visible=False, axis="y")
    moved = max(float(abs(np.diff(runs.mean(1))[0])) for runs in rows.values())
    said = f"means move by up to {moved:.2g}" if moved > TINY else "no mean moves"
    ax.set_title(axes.pop("title", f"Corrected, {said}"), loc="left", fontsize=10)
    ax.set(**axes)
    return ax


def _checked(models: Mapping[str, ArrayLike]) -> dict[str, FloatArray]:
    rows: dict[str, FloatArray] = {}
    for name, runs in some(models, "models", "measures as trained and corrected").items():
        rows[name] = as_finite(runs, f"models[{name!r}]").astype(np.float64)
        if rows[name].ndim != 2 or len(rows[name]) != 2 or not rows[name].size:
            raise ValueError(
                f"models[{name!r}] must have the shape (2, runs), as trained and corrected; "
                f"got {rows[name].shape}"
            )
    return rows


def _draw_row(ax: Axes, place: int, runs: FloatArray) -> None:
    """Both stages of one model, one above the other, with a thin line from mean to mean."""
    heights = (place - APART, place + APART)
    ax.plot(runs.mean(1), heights, "-", color="0.55", lw=0.7, zorder=1)
    for (label, colour, mark, fill, width), height, values in zip(
        STAGES, heights, runs, strict=True
    ):
        look: dict[str, Any] = {"color": colour, "zorder": 3}
        ax.plot([values.min(), values.max()], [height, height], "-", lw=width, **look)
        ax.plot(
            values.mean(),
            height,
            mark,
            fillstyle=fill,
            mew=1.6,
            ms=6,
            label=label if place == 0 else None,
            **look,
        )
