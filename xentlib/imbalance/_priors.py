"""Shares of the classes: what they add to logits, and which a new population seems to have."""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import demand_one_shape
from xentlib._door.distributions import as_rows_over, as_shares
from xentlib.numerics import FloatArray, log_ratio, silently

CLOSE = 1e-13  # nats by which the mean log-likelihood may miss its maximum
TRIES = 10_000


def prior_correction(old: ArrayLike, new: ArrayLike) -> FloatArray:
    r"""Change of the logits that takes a forecast from one population to another.

    .. math:: b_c = \log \pi^{\text{new}}_c - \log \pi^{\text{old}}_c

    Parameters
    ----------
    old : array_like of shape (n_classes,)
        Share of each class where the logits were trained; all positive, and they sum to 1.
    new : array_like of shape (n_classes,)
        Share of each class where the forecast is made; they sum to 1, and some may be 0.

    Returns
    -------
    ndarray of float64, shape (n_classes,)
        In nats; add it to logits of shape (..., n_classes). A class with the new share 0 has -inf.

    Raises
    ------
    TypeError, ValueError
        For shares that are not positive (`new`: not negative), don't sum to 1, or differ in number.

    See Also
    --------
    estimate_prior : finds `new` where nobody knows it.

    Notes
    -----
    It is Bayes' rule, if examples of each class look alike in both populations. Training with
    weights w acts as shares in proportion to w times the real ones: for ``new``, take the real
    shares, and for ``old`` these products. A binary logit gets the difference of the two numbers,
    ``b[1] - b[0]``.

    References
    ----------
    Saerens, Latinne, Decaestecker (2002), Adjusting the Outputs of a Classifier to New a Priori
    Probabilities, Neural Computation 14(1). doi:10.1162/089976602753284446

    Examples
    --------
    >>> prior_correction([0.5, 0.5], [0.9, 0.1]).round(3)
    array([ 0.588, -1.609])
    """
    before, after = as_shares(old, "old", positive=True), as_shares(new, "new")
    demand_one_shape("old", before, "new", after)
    return log_ratio(after, before)


@silently
def estimate_prior(y_proba: ArrayLike, old: ArrayLike) -> FloatArray:
    r"""Shares of the classes in a new population, from forecasts alone: the likeliest ones.

    .. math:: \max_\pi \sum_i \log \sum_c \frac{\pi_c}{\pi^{\text{old}}_c}\, p_{ic}

    Parameters
    ----------
    y_proba : array_like of shape (n, n_classes)
        Forecasts of a model that was trained where the classes have the shares `old`, for examples
        of the new population; no labels are needed.
    old : array_like of shape (n_classes,)
        Share of each class in training; all positive, and they sum to 1.

    Returns
    -------
    ndarray of float64, shape (n_classes,)
        They sum to 1. Where several shares are equally likely, those that EM reaches from `old`.

    Raises
    ------
    TypeError, ValueError
        For rows that are no distributions over the classes, no row at all, and shares that are not
        positive or don't sum to 1.

    See Also
    --------
    prior_correction : what the shares then add to the logits.

    Notes
    -----
    EM corrects the forecasts by the shares that it has, and takes the mean of the corrected ones as
    the next shares. That never lowers the likelihood, and creeps where classes overlap. So each
    round first tries a step of Newton's, and keeps it if the likelihood rose all along it. The end
    is known by a bound: with g the factors by which EM would change the shares, the mean
    log-likelihood is at most max(g) - 1 nats below its maximum. Here, that is below 1e-13.

    The forecasts must be calibrated, and examples of each class must look as they did in training.

    References
    ----------
    Saerens, Latinne, Decaestecker (2002), Adjusting the Outputs of a Classifier to New a Priori
    Probabilities, Neural Computation 14(1). doi:10.1162/089976602753284446

    Examples
    --------
    >>> forecasts = [[0.9, 0.1], [0.2, 0.8], [0.1, 0.9], [0.1, 0.9]]
    >>> estimate_prior(forecasts, [0.5, 0.5]).round(3)
    array([0.203, 0.797])
    """
    before = as_shares(old, "old", positive=True)
    p = as_rows_over(y_proba, len(before), "y_proba", "old")
    return _likeliest(p.astype(np.float64) / before, before)


def _likeliest(density: FloatArray, shares: FloatArray) -> FloatArray:
    """Shares that maximise the mean of log(density @ shares)."""
    slope, best = _slope(density, shares), np.inf
    for _ in range(TRIES):
        gap = float(slope.max())
        if gap <= CLOSE:
            break
        best = min(best, gap)
        tried = _newton(density, shares, slope)
        its_slope = _slope(density, tried)
        # A concave function that still rises at the end of a step has risen all along it.
        if its_slope @ (tried - shares) < 0 and its_slope.max() > best / 2:
            tried = shares * (1 + slope)
            tried /= tried.sum()
            its_slope = _slope(density, tried)
        shares, slope = tried, its_slope
    gone = shares < -slope  # one of the two is 0 at the maximum
    return np.where(gone, 0, shares) / shares[~gone].sum()


def _slope(density: FloatArray, shares: FloatArray) -> FloatArray:
    """Slope in each share, less 1: EM multiplies a share by 1 + slope. No maximum has one above."""
    return _deviation(density, shares).mean(0)


def _deviation(density: FloatArray, shares: FloatArray) -> FloatArray:
    """How far the density of each class is from that of the mixture, relative to it."""
    mixture = (density @ shares)[:, None]
    return (density - mixture) / mixture


def _newton(density: FloatArray, shares: FloatArray, slope: FloatArray) -> FloatArray:
    """One step of Newton's, whose unknowns are divided by the roots of the shares.

    So nothing overflows beside a share of 0. The step ends before a share is below 0.
    """
    root = np.sqrt(shares)
    part = _deviation(density, shares) * root
    curvature = part.T @ part / len(part) + np.diag(np.maximum(-slope, 0))
    step = root * np.linalg.lstsq(curvature, root * slope)[0]
    step -= shares * step.sum()
    falls = step < 0
    moved = shares + step * min(1.0, 0.99 / (-step[falls] / shares[falls]).max(initial=0.1))
    return moved / moved.sum()
