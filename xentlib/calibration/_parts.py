"""What a score is made of: uncertainty, resolution, miscalibration, and what binning hides."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import IntArray
from xentlib._door.distributions import as_probability
from xentlib._door.targets import as_events
from xentlib.calibration._bins import as_choice, reliability
from xentlib.numerics import FloatArray, log_ratio, relative_entropy, silently, surprise, times

SCORES = "log", "brier"


@dataclass(frozen=True)
class ScoreParts:
    """Mean score of forecasts of an event, in four parts; the less, the better the forecasts.

    Attributes
    ----------
    uncertainty : float
        Score of the base rate, forecast for everybody.
    resolution : float
        By how much it falls if each bin is told its own frequency; at least 0.
    miscalibration : float
        What it costs that the mean forecast of a bin is not its frequency; at least 0.
    within : float
        What the bins hide: the score less that of each bin's mean forecast. Below 0 where forecasts
        rightly differ within bins.

    Examples
    --------
    >>> parts = ScoreParts(uncertainty=0.25, resolution=0.2, miscalibration=0.01, within=0.0)
    >>> print(round(parts.total, 3))
    0.06
    """

    uncertainty: float
    resolution: float
    miscalibration: float
    within: float

    @property
    def total(self) -> float:
        """Mean score: uncertainty - resolution + miscalibration + within."""
        return self.uncertainty - self.resolution + self.miscalibration + self.within


@silently
def decompose_score(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    score: str = "log",
    n_bins: ArrayLike = 10,
    binning: str = "uniform",
) -> ScoreParts:
    r"""Split the mean score of forecasts of an event into what the event, bins and forecasts do.

    .. math:: \bar S = \underbrace{H(\bar y)}_{\text{uncertainty}}
        - \underbrace{\sum_b \tfrac{n_b}{n} D(\bar y_b \,\|\, \bar y)}_{\text{resolution}}
        + \underbrace{\sum_b \tfrac{n_b}{n} D(\bar y_b \,\|\, \bar p_b)}_{\text{miscalibration}}
        + \text{within}

    Parameters
    ----------
    y_true : array_like of 0 and 1
        What happened.
    y_proba : array_like, shaped like `y_true`
        Forecast probability of a 1; any number of axes, at least one forecast.
    score : {"log", "brier"}
        Negative log-likelihood in nats, or (p - y)², which is half of what `brier_score` says of
        the two classes.
    n_bins : int or array_like of shape (n_bins + 1,), default=10
        Number of bins or their limits, as for `reliability`.
    binning : {"uniform", "quantile"}
        As for `reliability`.

    Returns
    -------
    ScoreParts
        Its total is the mean score, up to rounding.

    Raises
    ------
    TypeError, ValueError
        For labels other than 0 and 1, numbers that are no probabilities, unequal shapes, limits
        that do not rise from 0 to 1, and unknown names of a score or a way to bin.

    Notes
    -----
    H is the least mean score when something happens with a given probability, which is the score's
    own entropy; D is what a wrong forecast costs beyond it. For "log" they are Shannon's entropy
    and the KL divergence; for "brier", p (1 - p) and the squared difference. Resolution and
    miscalibration depend on the bins, and both are too large for small ones, by chance: compare
    like with like. An impossible event that happened costs an infinite score, in one of the parts.

    References
    ----------
    Murphy (1973), A New Vector Partition of the Probability Score, Journal of Applied Meteorology
    12(4). doi:10.1175/1520-0450(1973)012<0595:ANVPOT>2.0.CO;2

    Bröcker (2009), Reliability, sufficiency, and the decomposition of proper scores, Quarterly
    Journal of the Royal Meteorological Society 135(643). doi:10.1002/qj.456

    Stephenson, Coelho, Jolliffe (2008), Two Extra Components in the Brier Score Decomposition,
    Weather and Forecasting 23(4). doi:10.1175/2007WAF2006116.1

    Examples
    --------
    >>> parts = decompose_score([0, 0, 1, 1], [0.2, 0.2, 0.2, 0.8], score="brier", n_bins=2)
    >>> print(parts.uncertainty, round(parts.resolution, 4), round(parts.miscalibration, 4))
    0.25 0.0833 0.0233
    >>> print(round(parts.total, 4))
    0.19
    """
    charge, divergence = _RULES[as_choice(score, SCORES, "score")]
    curve = reliability(y_true, y_proba, n_bins=n_bins, binning=binning)
    forecasts = as_probability(y_proba, "y_proba")
    y, p = as_events(y_true, forecasts).ravel(), forecasts.ravel().astype(np.float64)
    place = np.searchsorted(curve.bins, np.searchsorted(curve.edges[1:-1], p))
    mean, base = _mean_forecasts(curve.confidence, place, p), np.asarray(y.mean())
    share = curve.counts / len(p)
    apart = mean[place] != p  # elsewhere, what is infinite is no difference
    hidden = np.where(apart, charge(p, y) - charge(mean[place], y), 0)
    return ScoreParts(
        float(times(base, charge(base, np.ones(()))) + times(1 - base, charge(base, np.zeros(())))),
        float(times(share, divergence(curve.frequency, base)).sum()),
        float(times(share, divergence(curve.frequency, mean)).sum()),
        float(hidden.mean()),
    )


def _mean_forecasts(mean: FloatArray, place: IntArray, p: FloatArray) -> FloatArray:
    """Mean forecasts of the bins, which rounding took from no bin that has one forecast only."""
    low, high = np.ones_like(mean), np.zeros_like(mean)
    np.minimum.at(low, place, p)
    np.maximum.at(high, place, p)
    return np.clip(mean, low, high)


def _log_charge(p: FloatArray, y: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore"):
        return np.where(y == 1, surprise(p), 0 - np.log1p(-p))


def _kl(p: FloatArray, q: FloatArray) -> FloatArray:
    two, other = np.stack([1 - p, p], -1), np.stack(np.broadcast_arrays(1 - q, q), -1)
    other = np.broadcast_to(other, two.shape)
    return relative_entropy(two, other - two, log_ratio(two, other))


def _square(p: FloatArray, q: FloatArray) -> FloatArray:
    return np.square(p - q)


Rule = Callable[[FloatArray, FloatArray], FloatArray]
_RULES: dict[str, tuple[Rule, Rule]] = {"log": (_log_charge, _kl), "brier": (_square, _square)}
