"""Weights for the loss and priors for the logits, from how often each class occurs."""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.numbers import as_number, as_part
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
