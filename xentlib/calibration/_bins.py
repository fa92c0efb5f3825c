"""Reliability: whether things forecast at 70 % happen 70 % of the time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import IntArray
from xentlib._door.distributions import as_probability
from xentlib._door.numbers import as_size
from xentlib._door.targets import as_events
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
        """Means of the bins that hold something, from sums over every bin."""
        (full,) = np.nonzero(counts)
        n = counts[full]
        return cls(edges, full, n, confidence[full] / n, happened[full] / n)

    @property
    def error(self) -> float:
        """Mean distance of confidence and frequency, over the forecasts."""
        gaps = np.abs(self.confidence - self.frequency)
        return float(np.average(gaps, weights=self.counts))


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
    y_true: ArrayLike, y_proba: ArrayLike, *, n_bins: int = 10, binning: str = "uniform"
) -> Reliability:
    """Sort forecasts of events into bins, and compare each bin's mean with what happened.

    Parameters
    ----------
    y_true : array_like of 0 and 1
        What happened.
    y_proba : array_like, shaped like `y_true`
        Forecast probability of a 1; any number of axes, at least one forecast.
    n_bins : int, default=10
        Number of bins, before empty ones are dropped.
    binning : {"uniform", "quantile"}
        Bins of equal width from 0 to 1, or of equal counts.

    Returns
    -------
    Reliability

    Raises
    ------
    TypeError, ValueError
        For labels other than 0 and 1, numbers that are no probabilities, unequal shapes.

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
    hint = ": top_label(y_true, y_proba) makes events of a forecast over several classes"
    events = as_events(y_true, forecasts, hint=hint)
    if forecasts.size == 0:
        raise ValueError("y_proba must hold at least one forecast; got none")
    if binning not in BINNINGS:
        raise ValueError(f"binning must be one of {BINNINGS}; got {binning!r}")
    edges = np.linspace(0, 1, as_size(n_bins, "n_bins") + 1)
    flat = forecasts.ravel().astype(np.float64)
    if binning == "quantile":
        edges = np.percentile(flat, edges * 100)
    return Reliability.from_sums(edges, *bin_sums(edges, events.ravel(), flat))


def expected_calibration_error(
    y_true: ArrayLike, y_proba: ArrayLike, *, n_bins: int = 10, binning: str = "uniform"
) -> float:
    r"""Mean distance between what was forecast and how often it happened, bin by bin.

    .. math:: \sum_b \frac{n_b}{n} \left|\bar p_b - \bar y_b\right|

    Parameters
    ----------
    y_true, y_proba, n_bins, binning
        As for `reliability`.

    Returns
    -------
    float
        From 0 to 1, a probability. It depends on the bins, and grows with their number even
        for a perfect forecaster: compare like with like.

    Raises
    ------
    TypeError, ValueError
        For labels other than 0 and 1, numbers that are no probabilities, unequal shapes.

    References
    ----------
    Naeini, Cooper, Hauskrecht (2015), Obtaining Well Calibrated Probabilities Using Bayesian
    Binning, AAAI.

    Examples
    --------
    >>> print(expected_calibration_error([0, 1, 1, 1], [0.25, 0.25, 0.75, 0.75], n_bins=2))
    0.25
    """
    return reliability(y_true, y_proba, n_bins=n_bins, binning=binning).error
