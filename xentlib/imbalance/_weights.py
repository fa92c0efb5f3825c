"""Weights for the loss, from how often each class occurs."""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.numbers import as_part
from xentlib._door.targets import as_counts
from xentlib.numerics import FloatArray


def balanced_class_weights(counts: ArrayLike) -> FloatArray:
    r"""Weights that give every class the same total: scikit-learn's "balanced".

    .. math:: w_c = \frac{n}{K\, n_c}

    Parameters
    ----------
    counts : array_like of shape (n_classes,)
        Examples of each class, all positive.

    Returns
    -------
    ndarray of float64, shape (n_classes,)
        Their mean over the examples is 1.

    Raises
    ------
    TypeError, ValueError
        For anything but positive, finite numbers in one dimension.

    References
    ----------
    King, Zeng (2001), Logistic Regression in Rare Events Data, Political Analysis 9(2).

    Examples
    --------
    >>> balanced_class_weights([90, 10]).round(3)
    array([0.556, 5.   ])
    """
    n_c = as_counts(counts)
    return n_c.sum() / (len(n_c) * n_c)


def effective_number_class_weights(counts: ArrayLike, *, beta: float = 0.999) -> FloatArray:
    r"""Weights by the effective number of examples, as if many of them were repetitions.

    .. math:: w_c \propto \frac{1 - \beta}{1 - \beta^{n_c}}, \qquad \sum_c w_c = K

    Parameters
    ----------
    counts : array_like of shape (n_classes,)
        Examples of each class, all positive.
    beta : float, default=0.999
        From 0, where all classes weigh 1, to 1, the limit in which each is weighted by 1 / count.

    Returns
    -------
    ndarray of float64, shape (n_classes,)
        Their sum is the number of classes.

    Raises
    ------
    TypeError, ValueError
        For anything but positive, finite numbers in one dimension, or `beta` outside [0, 1].

    References
    ----------
    Cui, Jia, Lin, Song, Belongie (2019), Class-Balanced Loss Based on Effective Number of
    Samples, CVPR. arXiv:1901.05555

    Examples
    --------
    >>> effective_number_class_weights([10_000, 100], beta=0.999).round(3)
    array([0.174, 1.826])
    """
    n_c, beta = as_counts(counts), as_part(beta, "beta")
    with np.errstate(divide="ignore"):
        effective = n_c if beta == 1 else -np.expm1(n_c * np.log(beta))  # up to a factor
    return len(n_c) / effective / (1 / effective).sum()
