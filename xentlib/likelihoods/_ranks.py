"""Ranks: classes in an order, told apart by cuts through one score."""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door import observations as door
from xentlib.numerics import FloatArray, log, log_sigmoid


def ordinal_nll(y: ArrayLike, score: ArrayLike, cuts: ArrayLike) -> FloatArray:
    r"""Negative log-probability of a rank: a logistic score falls between two cuts.

    .. math:: -\log\left[\sigma(c_{y} - s) - \sigma(c_{y - 1} - s)\right],
        \qquad c_{-1} = -\infty, \quad c_{K-1} = \infty

    Parameters
    ----------
    y : array_like of int
        Ranks from 0 to ``len(cuts)``.
    score : array_like, shaped like `y`
        Higher scores make higher ranks likely; their float type is the result's.
    cuts : array_like of shape (n_ranks - 1,)
        Increasing; the score at which rank k and everything above are as likely as not.

    Returns
    -------
    ndarray, shaped like `y`
        In nats; with the one cut 0 this is the binary cross-entropy.

    Raises
    ------
    TypeError, ValueError
        For ranks that are no integers in range, cuts that do not rise, unequal shapes.

    References
    ----------
    McCullagh (1980), Regression Models for Ordinal Data, Journal of the Royal Statistical
    Society B 42(2).

    Examples
    --------
    >>> ordinal_nll([0, 1, 2], [0.0, 0.0, 0.0], [-1.0, 1.0]).round(3)
    array([1.313, 0.772, 1.313])
    """
    limits = door.as_cuts(cuts)
    rank, s, like = door.as_ranks(y, score, len(limits) - 1)
    low, high = limits[rank], limits[rank + 1]
    gap = high - low  # σ(b) - σ(a) = σ(b) σ(-a) (1 - exp(a - b))
    near = np.minimum(gap, 1)
    missed = np.where(gap < 1, log(-np.expm1(-near)), np.log1p(-np.exp(-np.maximum(gap, 1))))
    return door.in_type_of(0 - log_sigmoid(high - s) - log_sigmoid(s - low) - missed, like)
