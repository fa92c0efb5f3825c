"""Information measures of discrete distributions; `xentlib.dependence` has those of tables.

A distribution is an array that sums to 1 along `axis`.  Every measure takes reality
before belief, ``(p, q)``, and is in nats unless `base` says otherwise: ``base=2`` gives
bits, ``base=10`` dits.  All of them raise `TypeError` for anything but real numbers and
`ValueError` for an array that is no distribution; nothing is clipped or renormalised.
"""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._validation import as_base, as_distribution, as_pair, as_probability
from xentlib.numerics import FloatArray, expectation, log_ratio, surprise


def surprisal(p: ArrayLike, *, base: float = np.e) -> FloatArray:
    r"""Information in an outcome of probability p: how surprising it is.

    .. math:: -\log p

    Parameters
    ----------
    p : array_like
        Probabilities, each on its own; they need not sum to 1.
    base : float, default=e
        Base of the logarithm: 2 for bits, e for nats, 10 for dits.

    Returns
    -------
    ndarray, shaped like `p`
        At least 0; inf where p is 0.

    References
    ----------
    Shannon (1948), A Mathematical Theory of Communication, Bell System Technical Journal
    27:379-423. doi:10.1002/j.1538-7305.1948.tb01338.x

    Examples
    --------
    >>> surprisal([1.0, 0.5, 0.125], base=2)
    array([0., 1., 3.])
    """
    return surprise(as_probability(p, "p"), as_base(base))


def entropy(p: ArrayLike, *, base: float = np.e, axis: int = -1) -> FloatArray:
    r"""Average surprise of a distribution about its own outcomes.

    .. math:: H(p) = -\sum_k p_k \log p_k, \qquad 0 \log 0 = 0

    Parameters
    ----------
    p : array_like of shape (..., k)
        Distributions along `axis`.
    base : float, default=e
        Base of the logarithm: 2 for bits, e for nats, 10 for dits.
    axis : int, default=-1
        Axis of the outcomes.

    Returns
    -------
    ndarray of shape (...)
        Between 0 and log k.

    Examples
    --------
    >>> print(entropy([0.5, 0.25, 0.125, 0.125], base=2))
    1.75
    """
    p = as_distribution(p, "p", axis=axis)
    return expectation(p, surprise(p, as_base(base)), axis=axis)


def cross_entropy(p: ArrayLike, q: ArrayLike, *, base: float = np.e, axis: int = -1) -> FloatArray:
    r"""Average surprise, at what p brings, of somebody who believes q.

    .. math:: H(p, q) = -\sum_k p_k \log q_k = H(p) + D(p \| q)

    Parameters
    ----------
    p, q : array_like of shape (..., k)
        Truth and belief, of one shape.
    base : float, default=e
        Base of the logarithm: 2 for bits, e for nats, 10 for dits.
    axis : int, default=-1
        Axis of the outcomes.

    Returns
    -------
    ndarray of shape (...)
        At least the entropy of p; inf where q forbids what p allows.

    Examples
    --------
    >>> p = [0.5, 0.25, 0.125, 0.125]
    >>> print(cross_entropy(p, p[::-1], base=2))
    2.625
    """
    p, q = as_pair(p, q, axis=axis)
    return expectation(p, surprise(q, as_base(base)), axis=axis)


def kl_divergence(p: ArrayLike, q: ArrayLike, *, base: float = np.e, axis: int = -1) -> FloatArray:
    r"""Price of believing q where p is true: cross-entropy minus entropy.

    .. math:: D(p \| q) = \sum_k p_k \log \frac{p_k}{q_k}

    Parameters
    ----------
    p, q : array_like of shape (..., k)
        Truth and belief, of one shape.
    base : float, default=e
        Base of the logarithm: 2 for bits, e for nats, 10 for dits.
    axis : int, default=-1
        Axis of the outcomes.

    Returns
    -------
    ndarray of shape (...)
        0 where p equals q, to rounding never negative; inf where q forbids what p allows.

    References
    ----------
    Kullback, Leibler (1951), On Information and Sufficiency, Annals of Mathematical
    Statistics 22:79-86. doi:10.1214/aoms/1177729694

    Examples
    --------
    >>> p = [0.5, 0.25, 0.125, 0.125]
    >>> print(kl_divergence(p, p[::-1], base=2))
    0.875
    """
    p, q = as_pair(p, q, axis=axis)
    return expectation(p, log_ratio(p, q, as_base(base)), axis=axis)


def js_divergence(p: ArrayLike, q: ArrayLike, *, base: float = np.e, axis: int = -1) -> FloatArray:
    r"""Jensen-Shannon divergence: symmetric, never above log 2.

    .. math:: \tfrac12 D(p \| m) + \tfrac12 D(q \| m), \qquad m = \tfrac12 (p + q)

    Parameters
    ----------
    p, q : array_like of shape (..., k)
        Distributions, of one shape.
    base : float, default=e
        Base of the logarithm: 2 for bits, e for nats, 10 for dits.
    axis : int, default=-1
        Axis of the outcomes.

    Returns
    -------
    ndarray of shape (...)
        Between 0 and log 2 (1 bit), to rounding.

    References
    ----------
    Lin (1991), Divergence Measures Based on the Shannon Entropy, IEEE Transactions on
    Information Theory 37:145-151. doi:10.1109/18.61115

    Examples
    --------
    >>> print(js_divergence([1.0, 0.0], [0.0, 1.0], base=2))
    1.0
    """
    p, q = as_pair(p, q, axis=axis)
    base, both = as_base(base), p + q  # the midpoint would round to 0 where both are subnormal
    from_p = expectation(p, log_ratio(2 * p, both, base), axis=axis)
    from_q = expectation(q, log_ratio(2 * q, both, base), axis=axis)
    return (from_p + from_q) / 2


def perplexity(p: ArrayLike, q: ArrayLike | None = None, *, axis: int = -1) -> FloatArray:
    r"""Count the equally likely outcomes that would surprise as much.

    .. math:: e^{H(p, q)}, \qquad \text{with } q = p \text{ if it is left out}

    Parameters
    ----------
    p : array_like of shape (..., k)
        Truth.
    q : array_like of shape (..., k), optional
        Belief, of the same shape.
    axis : int, default=-1
        Axis of the outcomes.

    Returns
    -------
    ndarray of shape (...)
        A number of outcomes, without unit: the same in bits and in nats.

    Examples
    --------
    >>> print(perplexity([0.25, 0.25, 0.25, 0.25]).round(6))
    4.0
    """
    with np.errstate(over="ignore"):
        return np.exp(entropy(p, axis=axis) if q is None else cross_entropy(p, q, axis=axis))
