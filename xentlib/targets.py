"""Targets: mass on outcomes.  Smoothing, mixing and counting them are functions of arrays."""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import IntArray, first_bad
from xentlib._door.numbers import as_part, as_size
from xentlib._door.targets import as_ids, as_masses
from xentlib.numerics import FloatArray


def one_hot(labels: ArrayLike, n_classes: int) -> FloatArray:
    """All mass on the class that happened.

    Parameters
    ----------
    labels : array_like of int, shape (...)
        Class ids from 0 to ``n_classes - 1``.
    n_classes : int
        Number of classes.

    Returns
    -------
    ndarray of float64, shape (..., n_classes)
        1 at the label, 0 elsewhere.

    Raises
    ------
    TypeError, ValueError
        For labels that are no whole numbers, or name no class.

    Examples
    --------
    >>> one_hot([2, 0], 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    k = as_size(n_classes, "n_classes")
    return (as_ids(labels, k)[..., None] == np.arange(k)).astype(np.float64)


def smooth_labels(targets: ArrayLike, alpha: float) -> FloatArray:
    r"""Move a part of each row's mass from where it is to all classes alike.

    .. math:: (1 - \alpha)\, t_k + \alpha\, \frac{1}{K} \sum_j t_j

    Parameters
    ----------
    targets : array_like of shape (..., n_classes)
        Masses, as `one_hot` makes them; a row keeps its total.
    alpha : float
        Part that is moved, from 0 (nothing changes) to 1 (uniform).

    Returns
    -------
    ndarray, shaped like `targets`

    Raises
    ------
    TypeError, ValueError
        For negative or infinite masses, for class ids, and for `alpha` outside [0, 1].

    Notes
    -----
    A smoothed target has an entropy of its own: no forecast gets below it.  Binary labels are
    smoothed as two classes, ``smooth_labels(np.stack([1 - y, y], -1), alpha)[..., 1]``.

    References
    ----------
    Szegedy, Vanhoucke, Ioffe, Shlens, Wojna (2016), Rethinking the Inception Architecture for
    Computer Vision, CVPR. arXiv:1512.00567

    Examples
    --------
    >>> smooth_labels([[0.0, 1.0, 0.0, 0.0]], 0.1)
    array([[0.025, 0.925, 0.025, 0.025]])
    """
    mass = as_masses(targets, "targets")
    if np.asarray(targets).dtype.kind in "iu" and not (mass <= 1).all():
        raise ValueError(
            f"targets must hold masses on the classes, not class ids; "
            f"got {first_bad(mass, mass <= 1)}: make them masses first, one_hot(labels, n_classes)"
        )
    part = as_part(alpha, "alpha")
    return (1 - part) * mass + part * mass.mean(-1, keepdims=True)


def class_counts(labels: ArrayLike, n_classes: int) -> IntArray:
    """Count the examples of each class.

    Parameters
    ----------
    labels : array_like of int
        Class ids, of any shape.
    n_classes : int
        Number of classes; one that never occurs is counted 0.

    Returns
    -------
    ndarray of int, shape (n_classes,)

    Raises
    ------
    TypeError, ValueError
        For labels that are no whole numbers, or name no class.

    Examples
    --------
    >>> class_counts([0, 2, 2], 4)
    array([1, 0, 2, 0])
    """
    k = as_size(n_classes, "n_classes")
    return np.bincount(as_ids(labels, k).ravel(), minlength=k)
