"""Measures of a truth and a belief: what it costs to expect q where p happens.

Distributions are arrays that sum to 1 along `axis`, one shape for both; reality comes before
belief, ``(p, q)``.  Amounts are in nats unless `base` says otherwise.  Nothing is clipped,
renormalised or broadcast.  The belief decides the dtype, but a wider truth is not rounded first.
"""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.numbers import as_base
from xentlib.information._labels import as_aligned_pair
from xentlib.numerics import FloatArray, expectation, log_ratio, relative_entropy, surprise


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
        In nats, or the unit of `base`: at least the entropy of p; inf where q forbids what p
        allows.

    Raises
    ------
    TypeError, ValueError
        If `p` or `q` is no distribution along `axis`, their shapes or the labels of two
        `pandas.Series` differ, or `base` is at most 1.

    References
    ----------
    Good (1952), Rational Decisions, Journal of the Royal Statistical Society B 14:107-114.
    doi:10.1111/j.2517-6161.1952.tb00104.x

    Examples
    --------
    >>> p = [0.5, 0.25, 0.125, 0.125]
    >>> print(cross_entropy(p, p[::-1], base=2))
    2.625
    """
    p, q, dtype = as_aligned_pair(p, q, axis=axis)
    return expectation(p, surprise(q, as_base(base)), axis=axis).astype(dtype)


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
        In nats, or the unit of `base`: 0 where p equals q, never negative, and right in its
        digits where they are nearly equal; inf where q forbids what p allows.

    Raises
    ------
    TypeError, ValueError
        If `p` or `q` is no distribution along `axis`, their shapes or the labels of two
        `pandas.Series` differ, or `base` is at most 1.

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
    p, q, dtype = as_aligned_pair(p, q, axis=axis)
    base = as_base(base)
    return relative_entropy(p, q - p, log_ratio(p, q, base), base, axis=axis).astype(dtype)


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
        In nats, or the unit of `base`: between 0 and log 2 (1 bit), to rounding.

    Raises
    ------
    TypeError, ValueError
        If `p` or `q` is no distribution along `axis`, their shapes or the labels of two
        `pandas.Series` differ, or `base` is at most 1.

    References
    ----------
    Lin (1991), Divergence Measures Based on the Shannon Entropy, IEEE Transactions on
    Information Theory 37:145-151. doi:10.1109/18.61115

    Examples
    --------
    >>> print(js_divergence([1.0, 0.0], [0.0, 1.0], base=2))
    1.0
    """
    p, q, dtype = as_aligned_pair(p, q, axis=axis)
    base, both = as_base(base), p + q  # the midpoint would round to 0 where both are subnormal
    from_p, from_q = (
        relative_entropy(2 * a, b - a, log_ratio(2 * a, both, base), base, axis=axis)
        for a, b in ((p, q), (q, p))
    )
    return ((from_p + from_q) / 4).astype(dtype)


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

    Raises
    ------
    TypeError, ValueError
        If `p` or `q` is no distribution along `axis`, or their shapes or labels differ.

    References
    ----------
    Jelinek, Mercer, Bahl, Baker (1977), Perplexity: a Measure of the Difficulty of Speech
    Recognition Tasks, Journal of the Acoustical Society of America 62:S63. doi:10.1121/1.2016299

    Examples
    --------
    >>> print(perplexity([0.25, 0.25, 0.25, 0.25]).round(6))
    4.0
    """
    with np.errstate(over="ignore"):
        return np.exp(cross_entropy(p, p if q is None else q, axis=axis))
