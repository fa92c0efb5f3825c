"""Shares of the classes: what they add to logits, and which a new population seems to have."""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import demand_one_shape
from xentlib._door.distributions import as_rows_over, as_shares
from xentlib._door.numbers import as_number
from xentlib._door.targets import as_counts
from xentlib.numerics import FloatArray, log_ratio, silently

CLOSE = 1e-13  # nats by which the mean log-likelihood may miss its maximum
TRIES = 100_000


def logit_adjustment(counts: ArrayLike, *, tau: float = 1.0) -> FloatArray:
    r"""Log-prior of each class: add it to the logits in training, or subtract it in prediction.

    .. math:: \tau \log \pi_c, \qquad \pi_c = n_c / n

    Parameters
    ----------
    counts : array_like of shape (n_classes,)
        Examples of each class, all positive.
    tau : float, default=1.0
        Strength; 0 changes nothing, 1 aims at classes that are equally frequent.

    Returns
    -------
    ndarray of float64, shape (n_classes,)
        In nats, at most 0; broadcasts over logits of shape (..., n_classes).

    Raises
    ------
    TypeError, ValueError
        For anything but positive, finite numbers in one dimension, or a negative `tau`.

    Notes
    -----
    One or the other, never both: the two would cancel.

    References
    ----------
    Menon, Jayasumana, Rawat, Jain, Veit, Kumar (2021), Long-Tail Learning via Logit Adjustment,
    ICLR. arXiv:2007.07314

    Examples
    --------
    >>> logit_adjustment([90, 10]).round(3)
    array([-0.105, -2.303])
    """
    n_c = as_counts(counts)
    others = n_c.sum() - n_c  # log1p keeps the digits of a prior near 1
    return 0 - as_number(tau, "tau", low=0) * np.log1p(others / n_c)


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
    round also tries a step of Newton's, and keeps it if it comes nearer. The end is known by a
    bound: with :math:`g_c` the factor by which EM changes share c, the mean log-likelihood is at
    most :math:`\max_c g_c - 1` below its maximum. It must be below 1e-13.

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


@silently
def _likeliest(density: FloatArray, shares: FloatArray) -> FloatArray:
    """Shares that maximise the mean of log(density @ shares)."""
    factor, best = _factor(density, shares), np.inf
    for _ in range(TRIES):
        gap = float(factor.max()) - 1
        if gap <= CLOSE:
            break
        best = min(best, gap)
        tried = _newton(density, shares, factor)
        tried_factor = _factor(density, tried)
        if not tried_factor.max() - 1 <= best / 2:
            tried = shares * factor / (shares * factor).sum()
            tried_factor = _factor(density, tried)
        shares, factor = tried, tried_factor
    gone = (shares < 10 * CLOSE) & (factor < 1)
    return np.where(gone, 0, shares) / shares[~gone].sum()


def _factor(density: FloatArray, shares: FloatArray) -> FloatArray:
    """By what EM multiplies each share; all are 1 at the maximum, or below it beside a share 0."""
    return (density / (density @ shares)[:, None]).mean(0)


def _newton(density: FloatArray, shares: FloatArray, factor: FloatArray) -> FloatArray:
    """One step for the mean of log(density @ shares) - sum(shares), which stays above 0."""
    part = density / (density @ shares)[:, None]
    curvature = part.T @ part / len(part) + np.diag(np.maximum(1 - factor, 0) / shares)
    step = np.linalg.lstsq(curvature, factor - 1)[0]
    moved = np.maximum(shares + step, shares / 100)
    return moved / moved.sum()
