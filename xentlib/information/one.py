"""Information in outcomes, and in distributions over them.

A distribution is an array that sums to 1 along `axis`.  Amounts are in nats unless `base` says
otherwise: ``base=2`` gives bits, ``base=10`` dits.  Nothing is clipped or renormalised.
`xentlib.information` compares two distributions, `xentlib.information` two variables.
"""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.distributions import as_distribution, as_probability
from xentlib._door.numbers import as_base
from xentlib.numerics import FloatArray, expectation, surprise


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
        In nats, or the unit of `base`: at least 0; inf where p is 0.

    Raises
    ------
    TypeError, ValueError
        For anything but real numbers from 0 to 1, or a base of at most 1.

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
        In nats, or the unit of `base`: between 0 and log k.

    Raises
    ------
    TypeError, ValueError
        If `p` is no distribution along `axis`, or `base` at most 1.

    References
    ----------
    Shannon (1948), A Mathematical Theory of Communication, Bell System Technical Journal
    27:379-423. doi:10.1002/j.1538-7305.1948.tb01338.x

    Examples
    --------
    >>> print(entropy([0.5, 0.25, 0.125, 0.125], base=2))
    1.75
    """
    p = as_distribution(p, "p", axis=axis)
    return expectation(p, surprise(p, as_base(base)), axis=axis)
