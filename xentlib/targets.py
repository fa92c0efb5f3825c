"""Targets: mass on outcomes.  Smoothing, mixing and counting them are functions of arrays."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door.arrays import IntArray, demand, refuse_mask
from xentlib._door.numbers import as_part, as_whole
from xentlib._door.targets import (
    as_ids,
    as_masses,
    one_hot_rows,
    refuse_labels,
    refuse_many_ones,
)
from xentlib.numerics import FloatArray

__all__ = [
    "class_counts",
    "class_ids",
    "one_hot",
    "smooth_labels",
]


def class_ids(labels: ArrayLike, classes: ArrayLike) -> IntArray:
    """Place of each label among the classes: names become class ids.

    Parameters
    ----------
    labels : array_like of shape (...)
        Names of what happened: strings, numbers, or anything that can be told to be equal.
    classes : array_like of shape (n_classes,)
        The names in the order of the forecast's columns. Those of a classifier of scikit-learn
        are its ``classes_``, which are sorted.

    Returns
    -------
    ndarray of int, shape (...)
        Class ids from 0 to ``n_classes - 1``; ``np.asarray(classes)[ids]`` are the labels again.

    Raises
    ------
    TypeError
        For masked arrays.
    ValueError
        For a label that is none of the classes, and for classes that are named twice or are no
        list.

    Examples
    --------
    >>> class_ids(["bee", "ant", "bee"], ["ant", "bee", "cat"])
    array([1, 0, 1])
    """
    names, seen = _as_names(classes, "classes"), _as_names(labels, "labels")
    if names.ndim != 1 or names.size == 0:
        raise ValueError(
            f"classes must hold the names of the classes, in one dimension; "
            f"got the shape {names.shape}"
        )
    place = {name: i for i, name in enumerate(names.tolist())}
    if len(place) < len(names):
        twice = next(name for i, name in enumerate(names.tolist()) if place[name] != i)
        raise ValueError(
            f"classes must name each class once; got {twice!r} more than once: "
            f"np.unique(classes) has each once, sorted"
        )
    ids = np.array([place.get(name, -1) for name in seen.ravel().tolist()], np.intp)
    ids = ids.reshape(seen.shape)
    cure = ": np.asarray(labels)[np.isin(labels, classes)] leaves other labels out"
    demand(ids >= 0, seen, f"labels must be among the {len(names)} classes", lambda: cure)
    return ids


def _as_names(x: ArrayLike, name: str) -> NDArray[Any]:
    refuse_mask(x, name)
    return np.asarray(x)


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
    k = as_whole(n_classes, "n_classes")
    return one_hot_rows(as_ids(labels, k), k)


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
        For negative or infinite masses, for class ids, for binary labels in place of masses
        (one column, or a row of integers with several ones), and for `alpha` outside [0, 1].

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
    _refuse_labels(np.asarray(targets), mass)
    part = as_part(alpha, "alpha")
    return (1 - part) * mass + part * mass.mean(-1, keepdims=True)


def _refuse_labels(targets: NDArray[Any], mass: FloatArray) -> None:
    """Refuse class ids and binary labels, whose shapes are those of masses."""
    if targets.dtype.kind in "iu":
        what = "targets must hold masses on the classes, not class ids"
        cure = ": make them masses first, one_hot(targets, n_classes)"
        demand(mass <= 1, mass, what, lambda: cure)
    labels = "np.squeeze(targets, -1)" if targets.shape[-1] == 1 else "targets"
    refuse_labels(targets, "targets", f"make masses of them, one_hot({labels}, 2)")
    both = "smooth_labels(one_hot(targets, 2), alpha)[..., 1]"
    refuse_many_ones(targets, "targets", both)


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
    k = as_whole(n_classes, "n_classes")
    return np.bincount(as_ids(labels, k).ravel(), minlength=k)
