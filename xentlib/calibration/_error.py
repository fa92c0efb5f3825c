"""Calibration error: how far forecasts and frequencies are apart, in one number."""

import numpy as np
from numpy.typing import ArrayLike

from xentlib.calibration._bins import as_choice, reliability

NORMS = "l1", "l2", "max"


def expected_calibration_error(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    n_bins: ArrayLike = 10,
    binning: str = "uniform",
    norm: str = "l1",
) -> float:
    r"""Mean distance between what was forecast and how often it happened, bin by bin.

    .. math:: \sum_b \frac{n_b}{n} \left|\bar p_b - \bar y_b\right|

    Parameters
    ----------
    y_true : array_like of 0 and 1
        What happened.
    y_proba : array_like, shaped like `y_true`
        Forecast probability of a 1.
    n_bins : int or array_like of shape (n_bins + 1,), default=10
        Number of bins or their limits, as for `reliability`.
    binning : {"uniform", "quantile"}
        As for `reliability`.
    norm : {"l1", "l2", "max"}
        Mean of the bins' distances over the forecasts, root of their mean square, or the largest.

    Returns
    -------
    float
        From 0 to 1, a probability. It depends on the bins, and grows with their number, on
        average, even for a perfect forecaster: compare like with like.

    Raises
    ------
    TypeError, ValueError
        For labels other than 0 and 1, numbers that are no probabilities, unequal shapes, limits
        that do not rise from 0 to 1, and unknown names of a norm or a way to bin.

    Notes
    -----
    The class-wise error of probabilities p over k classes is the mean of
    ``[expected_calibration_error(y == j, p[:, j]) for j in range(k)]``.

    References
    ----------
    Naeini, Cooper, Hauskrecht (2015), Obtaining Well Calibrated Probabilities Using Bayesian
    Binning, AAAI.

    Kumar, Liang, Ma (2019), Verified Uncertainty Calibration, NeurIPS. arXiv:1909.10155

    Examples
    --------
    >>> print(expected_calibration_error([0, 1, 1, 1], [0.25, 0.25, 0.75, 0.75], n_bins=2))
    0.25
    >>> print(round(expected_calibration_error([0, 1, 1], [0.5, 0.5, 0.8], norm="max"), 3))
    0.2
    """
    as_choice(norm, NORMS, "norm")
    curve = reliability(y_true, y_proba, n_bins=n_bins, binning=binning)
    if norm == "max":
        return float(curve.gaps.max())
    if norm == "l2":
        return float(np.sqrt(np.average(curve.gaps**2, weights=curve.counts)))
    return curve.error
