"""Reliability: whether what is forecast at 70 % happens 70 % of the time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import IntArray, as_finite
from xentlib._door.distributions import as_probability
from xentlib._door.numbers import as_whole
from xentlib._door.targets import as_events
from xentlib.calibration._interval import proportion_interval
from xentlib.numerics import FloatArray

BINNINGS = "uniform", "quantile"


@dataclass(frozen=True)
class Reliability:
    """Forecasts in bins, beside how often what they foretold came true; no bin is empty.

    Attributes
    ----------
    edges : ndarray of shape (n_bins + 1,)
        Limits of all bins, empty ones too; a forecast on a limit belongs to the lower bin.
    bins : ndarray of int, shape (m,)
        Which of the bins hold forecasts: bin i reaches from ``edges[i]`` to ``edges[i + 1]``.
    counts : ndarray of int, shape (m,)
        Forecasts in each of them.
    confidence : ndarray of shape (m,)
        Their mean forecast.
    frequency : ndarray of shape (m,)
        The part of them that came true.

    Examples
    --------
    >>> curve = reliability([0, 1, 1], [0.25, 0.25, 1.0], n_bins=4)
    >>> curve.edges, curve.bins, curve.counts
    (array([0.  , 0.25, 0.5 , 0.75, 1.  ]), array([0, 3]), array([2, 1]))
    """

    edges: FloatArray
    bins: IntArray
    counts: IntArray
    confidence: FloatArray
    frequency: FloatArray

    @classmethod
    def from_sums(
        cls, edges: FloatArray, counts: IntArray, confidence: FloatArray, happened: FloatArray
    ) -> "Reliability":
        """Divide sums over the bins by the counts, and leave out empty bins.

        Parameters
        ----------
        edges : ndarray of shape (n_bins + 1,)
            Limits of all bins.
        counts : ndarray of int, shape (n_bins,)
            Forecasts in each bin.
        confidence : ndarray of shape (n_bins,)
            Their sum.
        happened : ndarray of shape (n_bins,)
            How many of them came true.

        Returns
        -------
        Reliability
        """
        (full,) = np.nonzero(counts)
        n = counts[full]
        return cls(edges, full, n, confidence[full] / n, happened[full] / n)

    @property
    def gaps(self) -> FloatArray:
        """Distance of confidence and frequency in each filled bin, shape (m,)."""
        return np.abs(self.confidence - self.frequency)

    @property
    def error(self) -> float:
        """Mean distance of confidence and frequency, over the forecasts."""
        return float(np.average(self.gaps, weights=self.counts))

    def interval(self, level: float = 0.95) -> tuple[FloatArray, FloatArray]:
        """Say where the probability behind each frequency may lie, by `proportion_interval`.

        Parameters
        ----------
        level : float, default=0.95
            How often such an interval holds the probability, roughly; between 0 and 1.

        Returns
        -------
        low, high : ndarray of shape (m,)

        Raises
        ------
        TypeError, ValueError
            If `level` is no number between 0 and 1.
        """
        happened = np.rint(self.frequency * self.counts)
        return proportion_interval(happened, self.counts, level=level)


def as_choice(name: str, names: tuple[str, ...], argument: str) -> str:
    """One of some names."""
    if not isinstance(name, str) or name not in names:
        raise ValueError(f"{argument} must be one of {names}; got {name!r}")
    return name


def sum_by(group: IntArray, values: FloatArray, n_groups: int) -> FloatArray:
    """Sum of the values in each group."""
    return np.bincount(group, values, n_groups).astype(np.float64)


def bin_sums(
    edges: FloatArray, events: FloatArray, forecasts: FloatArray
) -> tuple[IntArray, FloatArray, FloatArray]:
    """Count of forecasts, sum of forecasts and sum of events in each bin, empty ones too."""
    place, n_bins = np.searchsorted(edges[1:-1], forecasts), len(edges) - 1
    counts = np.bincount(place, minlength=n_bins)
    return counts, sum_by(place, forecasts, n_bins), sum_by(place, events, n_bins)


def reliability(
    y_true: ArrayLike, y_proba: ArrayLike, *, n_bins: ArrayLike = 10, binning: str = "uniform"
) -> Reliability:
    """Compare forecasts of events with what happened, bin by bin.

    Parameters
    ----------
    y_true : array_like of 0 and 1
        What happened.
    y_proba : array_like, shaped like `y_true`
        Forecast probability of a 1; any number of axes, at least one forecast.
    n_bins : int or array_like of shape (n_bins + 1,), default=10
        Number of bins, before empty ones are dropped; or their limits, which rise from 0 to 1.
    binning : {"uniform", "quantile"}
        With a number of bins: of equal width from 0 to 1, or of equal counts.

    Returns
    -------
    Reliability

    Raises
    ------
    TypeError, ValueError
        For labels other than 0 and 1, numbers that are no probabilities, unequal shapes, and
        limits that do not rise from 0 to 1.

    See Also
    --------
    top_label : makes events of a forecast over several classes.

    Notes
    -----
    The bins are those of `sklearn.calibration.calibration_curve`.

    Examples
    --------
    >>> curve = reliability([0, 1, 1, 1], [0.1, 0.3, 0.8, 0.9], n_bins=2)
    >>> curve.counts, curve.confidence, curve.frequency
    (array([2, 2]), array([0.2 , 0.85]), array([0.5, 1. ]))
    """
    forecasts = as_probability(y_proba, "y_proba")
    cure = "events of a forecast over classes are made by top_label(y_true, y_proba)"
    events = as_events(y_true, forecasts, of_classes=cure)
    if forecasts.size == 0:
        raise ValueError("y_proba must hold at least one forecast; got none")
    flat = forecasts.ravel().astype(np.float64)
    edges = _as_edges(n_bins, as_choice(binning, BINNINGS, "binning"), flat)
    return Reliability.from_sums(edges, *bin_sums(edges, events.ravel(), flat))


def _as_edges(n_bins: ArrayLike, binning: str, forecasts: FloatArray) -> FloatArray:
    """Limits of the bins, given or made."""
    if np.ndim(n_bins) == 0:
        edges = np.linspace(0, 1, as_whole(n_bins, "n_bins") + 1)
        return edges if binning == "uniform" else np.percentile(forecasts, edges * 100)
    edges = as_finite(n_bins, "n_bins").astype(np.float64)
    rises = edges.ndim == 1 and edges.size > 1 and (np.diff(edges) > 0).all()
    if not (rises and edges[0] == 0 and edges[-1] == 1):
        raise ValueError(
            f"n_bins must be a number of bins, or limits that rise from 0 to 1; "
            f"got {edges.tolist()}: np.unique(np.clip([0, *n_bins, 1], 0, 1)) are such limits"
        )
    if binning != "uniform":
        raise ValueError(f"binning must be left out beside limits of bins; got {binning!r}")
    return edges
