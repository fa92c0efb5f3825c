"""Objectives of linear models, made of data that are checked here."""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib._door.distributions import as_probability
from xentlib._door.targets import as_ids, as_masses, one_hot_rows, refuse_labels
from xentlib.fitting._linear import LOGISTIC, SOFTMAX, Objective
from xentlib.numerics import FloatArray
from xentlib.scoring import ScoringRule, as_rule, log_score

MOST_BYTES = 1 << 30  # of logits or weights; ids that ask for more number no classes


def as_features(x: ArrayLike) -> FloatArray:
    """Rows of finite features, at least one by one, in float64."""
    features = as_finite(x, "x").astype(np.float64)
    if features.ndim != 2 or features.size == 0:
        raise ValueError(
            f"x must be a table, examples by features, with at least one of each; "
            f"got the shape {features.shape}"
        )
    return features


def as_penalty(l2: ArrayLike, n_features: int) -> FloatArray:
    """Strength of the L2 penalty on the weights of each feature."""
    strength = as_finite(l2, "l2").astype(np.float64)
    if strength.shape not in ((), (n_features,)) or not (strength >= 0).all():
        raise ValueError(
            f"l2 must be one number of at least 0, or {n_features} of them, one for each feature; "
            f"got {strength.tolist()}"
        )
    return np.broadcast_to(strength, n_features)


def as_one_hot(y: ArrayLike, features: FloatArray) -> FloatArray:
    """Masses of class ids, the highest of which tells the number of classes."""
    ids = as_ids(y, np.iinfo(np.intp).max, "y")
    size = 8 * max(features.shape) * (int(ids.max()) + 1)
    if size > MOST_BYTES:
        raise ValueError(
            f"y must hold class ids that count from 0, as the highest tells the number of classes; "
            f"got {ids.max()}, which asks for {size / 2**30:.3g} GiB: number the classes that "
            f"occur, np.unique(y, return_inverse=True)[1]"
        )
    return one_hot_rows(ids, int(ids.max()) + 1)


def logistic_objective(
    x: ArrayLike, y: ArrayLike, *, l2: ArrayLike = 0.0, rule: ScoringRule = log_score
) -> Objective:
    """Return the loss of a logistic regression as a function of its weights, (n_features,).

    It is the sigmoid cross-entropy of a linear logit.

    Parameters
    ----------
    x : array_like of shape (n, n_features)
        Examples by features; a bias is a column of ones.
    y : array_like of shape (n,)
        0 and 1, or probabilities of a 1.
    l2 : float or array_like of shape (n_features,), default=0.0
        Penalty ``l2 / 2 * w**2`` beside the mean loss, for all weights or feature by feature.
        scikit-learn's C is ``1 / (l2 * n)``, with 0 for the bias.
    rule : ScoringRule, default=log_score
        Charge for an outcome, such as `focal_score`. Newton's method needs the log score.

    Returns
    -------
    Objective

    Raises
    ------
    TypeError, ValueError
        For features that are not finite, labels outside [0, 1], shapes that don't fit, and
        for a `rule` that is none.

    Examples
    --------
    >>> objective = logistic_objective([[1.0, 0.0], [1.0, 2.0]], [0, 1])
    >>> loss, gradient = objective(np.zeros(2))
    >>> print(round(loss, 3), gradient)
    0.693 [ 0.  -0.5]
    """
    features = as_features(x)
    target = as_probability(y, "y").astype(np.float64)
    if target.shape != features.shape[:1]:
        raise ValueError(
            f"y must hold one label per row of x, shape {features.shape[:1]}; got {target.shape}"
        )
    return Objective(features, target, as_penalty(l2, features.shape[1]), LOGISTIC, as_rule(rule))


def softmax_objective(
    x: ArrayLike, y: ArrayLike, *, l2: ArrayLike = 0.0, rule: ScoringRule = log_score
) -> Objective:
    """Return the loss of a softmax regression as a function of its weights.

    It is the softmax cross-entropy of linear logits, and the weights are (n_features, n_classes).

    Parameters
    ----------
    x : array_like of shape (n, n_features)
        Examples by features; a bias is a column of ones.
    y : array_like of int, shape (n,), or of float, shape (n, n_classes)
        Class ids, the highest of which tells the number of classes, or masses on the classes.
    l2 : float or array_like of shape (n_features,), default=0.0
        As for `logistic_objective`.
    rule : ScoringRule, default=log_score
        As for `logistic_objective`.

    Returns
    -------
    Objective

    Raises
    ------
    TypeError, ValueError
        For features that are not finite, bad class ids or masses, shapes that don't fit,
        one class alone, ids so high that they number no classes, and a `rule` that is none.

    Examples
    --------
    >>> objective = softmax_objective([[1.0, 0.0], [1.0, 2.0]], [0, 2])
    >>> loss, gradient = objective(objective.start)
    >>> print(round(loss, 3), gradient.shape)
    1.099 (2, 3)
    """
    features, shape = as_features(x), np.shape(y)
    if shape[:1] != features.shape[:1] or len(shape) > 2:
        raise ValueError(
            f"y must hold a class id or a row of masses per row of x, shape {features.shape[:1]} "
            f"or ({len(features)}, n_classes); got {shape}"
        )
    target = as_one_hot(y, features) if len(shape) == 1 else as_masses(y, "y").astype(np.float64)
    refuse_labels(target, "y", "logistic_objective(x, np.ravel(y))")
    return Objective(features, target, as_penalty(l2, features.shape[1]), SOFTMAX, as_rule(rule))
