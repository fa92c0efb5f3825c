"""How a score ranks events: recall over false alarms, and precision over recall."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite, as_real, demand
from xentlib._door.targets import as_events
from xentlib.numerics import FloatArray
from xentlib.plots._parts import axes_or_new

DRAWN = 30  # resampled curves in the picture
MIDDLE = (0.025, 0.975)  # quantiles
ALARMS, HALF = 0.05, 0.5  # where the title measures: a false alarm rate, and a recall
WHOLE: dict[str, Any] = {"color": "C0", "lw": 2.5, "zorder": 3}
AGAIN: dict[str, Any] = {"color": "0.55", "lw": 0.5, "zorder": 1}
CHANCE: dict[str, Any] = {"color": "0.1", "ls": ":", "lw": 1.6, "zorder": 2}
Rates = tuple[FloatArray, FloatArray, FloatArray]  # false alarm rate, recall, precision


def plot_roc(
    y_true: ArrayLike,
    scores: ArrayLike,
    *,
    resamples: ArrayLike | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw recall over the false alarm rate, for every threshold of a score.

    Recall is the share of events that are flagged, the false alarm rate the share of the others
    that are. Flagged is who scores at least the threshold.

    Parameters
    ----------
    y_true : array_like of shape (n,)
        What happened, 0 or 1; both must occur.
    scores : array_like of shape (n,)
        Larger for what looks more like an event. Only their order matters.
    resamples : array_like of int, shape (n_samples, m), optional
        Rows of each bootstrap sample. A sample that lacks events, or others, is left out. The
        first 30 are drawn.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture. Its title gives the recall at a false alarm rate of at most 5 %: of the middle
        95 % of the samples, if there are any.

    Raises
    ------
    TypeError, ValueError
        If outcomes are not 0 and 1, shapes differ, rows do not exist, or `ax` is no Axes.

    Examples
    --------
    >>> plot_roc([0, 0, 1, 1], [0.1, 0.3, 0.2, 0.9]).get_title(loc="left")
    'Recall at 5 % false alarms: 0.50'
    """
    whole, again = _all_rates(y_true, scores, resamples)
    ax = axes_or_new(ax)
    for (alarms, recall, _), look in _looks(whole, again):
        ax.plot(alarms, recall, "-", **look)
    ax.plot([0, 1], [0, 1], label="chance", **CHANCE)
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.05), xlabel="false alarm rate", ylabel="recall")
    ax.legend(loc="lower right")
    said = _said([_recall_at(ALARMS, rates) for rates in again or [whole]])
    ax.set_title(f"Recall at {100 * ALARMS:.0f} % false alarms: {said}", loc="left", fontsize=10)
    return ax


def plot_precision_recall(
    y_true: ArrayLike,
    scores: ArrayLike,
    *,
    resamples: ArrayLike | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw precision over recall, for every threshold of a score.

    Precision is the share of the flagged that are events. The area below the steps is the average
    precision. A dotted line marks the share of events, which is the precision of chance.

    Parameters
    ----------
    y_true : array_like of shape (n,)
        What happened, 0 or 1; both must occur.
    scores : array_like of shape (n,)
        Larger for what looks more like an event. Only their order matters.
    resamples : array_like of int, shape (n_samples, m), optional
        Rows of each bootstrap sample. A sample that lacks events, or others, is left out. The
        first 30 are drawn.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture. Its title gives the precision at the highest threshold that finds half of the
        events: of the middle 95 % of the samples, if there are any.

    Raises
    ------
    TypeError, ValueError
        If outcomes are not 0 and 1, shapes differ, rows do not exist, or `ax` is no Axes.

    Examples
    --------
    >>> plot_precision_recall([0, 0, 1, 1], [0.1, 0.3, 0.2, 0.9]).get_title(loc="left")
    'Precision at half recall: 1.00'
    """
    whole, again = _all_rates(y_true, scores, resamples)
    ax = axes_or_new(ax)
    for (_, recall, precision), look in _looks(whole, again):
        ax.plot(recall, precision, "-", drawstyle="steps-pre", **look)
    ax.axhline(float(whole[2][-1]), label="chance", **CHANCE)
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.05), xlabel="recall", ylabel="precision")
    ax.legend(loc="upper right")
    said = _said([_precision_at(HALF, rates) for rates in again or [whole]])
    ax.set_title(f"Precision at half recall: {said}", loc="left", fontsize=10)
    return ax


def _all_rates(
    y_true: ArrayLike, scores: ArrayLike, resamples: ArrayLike | None
) -> tuple[Rates, list[Rates]]:
    """Rates of all rows, and those of each resample that has events and others."""
    z = as_finite(scores, "scores")
    y = as_events(y_true, z, "scores")
    if y.ndim != 1 or not 0 < y.sum() < y.size:
        raise ValueError(f"y_true must be one row with both 0 and 1; got the shape {y.shape}")
    samples = [] if resamples is None else list(_as_rows(resamples, len(y)))
    mixed = (rows for rows in samples if y[rows].min() < y[rows].max())
    return _rates(y, z), [_rates(y[rows], z[rows]) for rows in mixed]


def _as_rows(resamples: ArrayLike, n: int) -> Any:
    rows = as_real(resamples, "resamples")
    if rows.ndim != 2 or not rows.size or rows.dtype.kind not in "iu":
        raise ValueError(
            "resamples must be a table of integers, samples by rows; "
            f"got {rows.dtype} of the shape {rows.shape}"
        )
    demand((rows >= 0) & (rows < n), rows, f"resamples must hold rows from 0 to {n - 1}")
    return rows


def _rates(y: FloatArray, z: FloatArray) -> Rates:
    """Count as the threshold falls: false alarm rate, recall, precision; equal scores at once."""
    order = np.argsort(-z, kind="stable")
    last = np.flatnonzero(np.append(np.diff(z[order]) != 0, True))
    hits, flagged = np.cumsum(y[order])[last], last + 1
    alarms, recall = (flagged - hits) / (y == 0).sum(), hits / y.sum()
    precision = hits / flagged
    return np.append(0, alarms), np.append(0, recall), np.append(precision[0], precision)


def _looks(whole: Rates, again: list[Rates]) -> Iterable[tuple[Rates, dict[str, Any]]]:
    """Curves with their looks; the first of each kind gets a name for the legend."""
    for k, rates in enumerate(again[:DRAWN]):
        yield rates, AGAIN | ({} if k else {"label": "resampled"})
    yield whole, WHOLE | {"label": "all rows"}


def _recall_at(most: float, rates: Rates) -> float:
    return float(rates[1][rates[0] <= most].max())


def _precision_at(least: float, rates: Rates) -> float:
    return float(rates[2][np.argmax(rates[1] >= least)])


def _said(values: list[float]) -> str:
    if len(values) == 1:
        return f"{values[0]:.2f}"
    low, high = np.quantile(values, MIDDLE)
    return f"{low:.2f} to {high:.2f}"
