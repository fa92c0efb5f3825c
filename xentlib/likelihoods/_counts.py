"""Counts: how often something happened, with a limit (binomial) or without one (Poisson)."""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door import observations as door
from xentlib._door.arrays import demand
from xentlib.likelihoods._deviance import best_price
from xentlib.numerics import FloatArray, half_deviance, log_ratio, log_sigmoid, sigmoid


def poisson_nll(y: ArrayLike, rate: ArrayLike) -> FloatArray:
    r"""Negative log-probability of a count under the Poisson distribution.

    .. math:: \mu - y \log \mu + \log y!

    Parameters
    ----------
    y : array_like
        Counts: whole numbers from 0, in any real dtype.
    rate : array_like, shaped like `y`
        Forecast means, at least 0; their float type is the result's.

    Returns
    -------
    ndarray, shaped like `y`
        In nats; infinite where something happened at the rate 0.

    Raises
    ------
    TypeError, ValueError
        For counts that are not whole or below 0, negative rates, unequal shapes.

    Notes
    -----
    A fraction is no count and has no probability: refused, it is not taken for one in silence.
    A rate is fitted to mean counts by ``rate - y * np.log(rate)``, which is this up to a term
    without the rate.

    References
    ----------
    Loader (2000), Fast and Accurate Computation of Binomial Probabilities, Bell Laboratories.

    Examples
    --------
    >>> poisson_nll([0, 2], [1.0, 1.0]).round(3)
    array([1.   , 1.693])
    """
    count, mean, like = door.as_observations(y, rate, "rate")
    door.demand_whole(
        count, "y", "counts, whole and from 0", np.inf, lambda: _cure_for_rates(count)
    )
    demand(mean >= 0, mean, "rate must hold rates of at least 0")
    return door.in_type_of(
        half_deviance(count, mean - count, log_ratio(count, mean)) + best_price(count), like
    )


def binomial_nll(y: ArrayLike, n: ArrayLike, logits: ArrayLike) -> FloatArray:
    r"""Negative log-probability of y successes in n trials, from the logit of one success.

    .. math:: -y \log \sigma(z) - (n - y) \log \sigma(-z) - \log \binom{n}{y}

    Parameters
    ----------
    y : array_like
        Successes: whole numbers from 0 to `n`, in any real dtype.
    n : int or array_like, shaped like `y`
        Trials.
    logits : array_like, shaped like `y`
        Finite, or -inf where success is impossible; their float type is the result's.

    Returns
    -------
    ndarray, shaped like `y`
        In nats; with ``n = 1`` this is the binary cross-entropy.

    Raises
    ------
    TypeError, ValueError
        For counts that are not whole numbers from 0 to `n`, logits of +inf, unequal shapes.

    References
    ----------
    Loader (2000), Fast and Accurate Computation of Binomial Probabilities, Bell Laboratories.

    Examples
    --------
    >>> binomial_nll([0, 1, 2], 2, [0.0, 0.0, 0.0]).round(3)
    array([1.386, 0.693, 1.386])
    """
    wins, z, like = door.as_successes(y, logits)
    trials = door.as_parameter(n, "n", like)
    door.demand_whole(trials, "n", "whole numbers from 0", np.inf)
    door.demand_whole(
        wins, "y", "whole numbers from 0 to n", trials, lambda: _cure_for_shares(wins, trials)
    )
    price = best_price(wins) + best_price(trials - wins) - best_price(trials)
    for count, sign in ((wins, 1), (trials - wins, -1)):
        with np.errstate(invalid="ignore", under="ignore"):
            share = log_ratio(count, trials) - log_sigmoid(sign * z)
            price = price + half_deviance(count, trials * sigmoid(sign * z) - count, share)
    return door.in_type_of(price, like)


def _cure_for_rates(count: FloatArray) -> str:
    """Say what to do about mean counts, which have no probability."""
    if count.min() < 0:
        return ""
    return (
        ": of a fraction only the price of the rate is defined, up to a constant, "
        "np.subtract(rate, np.multiply(y, np.log(rate)))"
    )


def _cure_for_shares(wins: FloatArray, trials: FloatArray) -> str:
    """Say what to do about parts of n, and about labels that are no 0 or 1."""
    if not ((wins >= 0) & (wins <= 1)).all():
        return ""
    if (trials == 1).all():
        return ": a probability that the label is 1 goes to sigmoid_cross_entropy(y, logits)"
    return ": a share of the trials becomes a count with np.rint(np.multiply(n, y))"
