"""The same losses from probabilities, where the digits that the logits had are gone already.

A probability cannot tell 1 - 1e-17 from 1. From logits nothing is lost: prefer those.
"""

from numpy.typing import ArrayLike

from xentlib._door.distributions import as_distribution, as_probability
from xentlib._door.target_and_forecast import IdsOrMasses, Labels
from xentlib.losses._formulas import for_class_probabilities, for_label_probabilities
from xentlib.losses._loss import Loss
from xentlib.numerics import FloatArray
from xentlib.scoring import ScoringRule, log_score

_BINARY = "binary_cross_entropy({y}, {x})"

_categorical = Loss(
    for_class_probabilities,
    lambda p: as_distribution(p, "y_proba"),
    "y_proba",
    IdsOrMasses(_BINARY),
)
_binary = Loss(for_label_probabilities, lambda p: as_probability(p, "y_proba"), "y_proba", Labels())


def categorical_cross_entropy(
    y_true: ArrayLike, y_proba: ArrayLike, *, rule: ScoringRule = log_score
) -> FloatArray:
    r"""Cross-entropy between targets and the probabilities of classes, per example.

    .. math:: \ell(t, p) = -\sum_k t_k \log p_k

    Parameters
    ----------
    y_true : array_like of int, shape (...), or of float, shape (..., n_classes)
        Class ids, or masses on the classes; rows of integers are one-hot, or zeros.
    y_proba : array_like of shape (..., n_classes)
        Probabilities that sum to 1 along the last axis. Nothing is clipped or renormalised.
    rule : ScoringRule, default=log_score
        Charge for an outcome.

    Returns
    -------
    ndarray of shape (...)
        Loss of each example, in nats; infinite where an impossible class has mass.

    Raises
    ------
    TypeError
        For anything but arrays of real numbers, and for class ids that are not integers.
    ValueError
        For shapes that do not match, ids outside [0, n_classes), negative or infinite masses,
        0/1 labels in place of masses, and rows of `y_proba` that are no distribution.

    See Also
    --------
    softmax_cross_entropy : from logits.

    Examples
    --------
    >>> categorical_cross_entropy([0, 1], [[0.5, 0.5], [1.0, 0.0]])
    array([0.69314718,        inf])
    """
    return _categorical(y_true, y_proba, rule, with_grad=False)[0]


def categorical_cross_entropy_grad(
    y_true: ArrayLike, y_proba: ArrayLike, *, rule: ScoringRule = log_score
) -> FloatArray:
    """Gradient of `categorical_cross_entropy`: -t / p for the log score.

    -inf where mass is on an impossible class, 0 where there is no mass. Arguments, errors: see
    there.

    Returns
    -------
    ndarray of shape (..., n_classes)
        In nats per unit of probability, each of them varied by itself.

    Examples
    --------
    >>> categorical_cross_entropy_grad(0, [0.25, 0.75])
    array([-4.,  0.])
    """
    return _categorical(y_true, y_proba, rule, with_loss=False)[0]


def categorical_cross_entropy_value_and_grad(
    y_true: ArrayLike, y_proba: ArrayLike, *, rule: ScoringRule = log_score
) -> tuple[FloatArray, FloatArray]:
    """`categorical_cross_entropy` and its gradient, in one pass.

    Returns
    -------
    loss : ndarray of shape (...)
        In nats.
    gradient : ndarray of shape (..., n_classes)
        In nats per unit of probability.

    Examples
    --------
    >>> loss, gradient = categorical_cross_entropy_value_and_grad(0, [0.25, 0.75])
    >>> print(loss.round(3), gradient)
    1.386 [-4.  0.]
    """
    loss, gradient = _categorical(y_true, y_proba, rule)
    return loss, gradient


def binary_cross_entropy(
    y_true: ArrayLike, y_proba: ArrayLike, *, rule: ScoringRule = log_score
) -> FloatArray:
    r"""Cross-entropy between labels and the probabilities of a yes, per label.

    .. math:: \ell(y, p) = -y \log p - (1 - y) \log(1 - p)

    Parameters
    ----------
    y_true : array_like, shaped like `y_proba`
        Labels: 0, 1, or anything between.
    y_proba : array_like of any shape
        Probabilities that the label is 1. Nothing is clipped.
    rule : ScoringRule, default=log_score
        Charge for an outcome.

    Returns
    -------
    ndarray, shaped like `y_proba`
        Loss of each label, in nats; infinite where the impossible happened.

    Raises
    ------
    TypeError
        For anything but arrays of real numbers.
    ValueError
        For labels of another shape, and for labels or probabilities outside [0, 1].

    See Also
    --------
    sigmoid_cross_entropy : from logits.

    Examples
    --------
    >>> binary_cross_entropy([1, 0, 1], [0.5, 0.5, 0.0])
    array([0.69314718, 0.69314718,        inf])
    """
    return _binary(y_true, y_proba, rule, with_grad=False)[0]


def binary_cross_entropy_grad(
    y_true: ArrayLike, y_proba: ArrayLike, *, rule: ScoringRule = log_score
) -> FloatArray:
    """Gradient of `binary_cross_entropy`: -y / p + (1 - y) / (1 - p) for the log score.

    Infinite where the impossible happened. Arguments, errors: see there.

    Returns
    -------
    ndarray, shaped like `y_proba`
        In nats per unit of probability.

    Examples
    --------
    >>> binary_cross_entropy_grad([1, 0], [0.25, 0.75])
    array([-4.,  4.])
    """
    return _binary(y_true, y_proba, rule, with_loss=False)[0]


def binary_cross_entropy_value_and_grad(
    y_true: ArrayLike, y_proba: ArrayLike, *, rule: ScoringRule = log_score
) -> tuple[FloatArray, FloatArray]:
    """`binary_cross_entropy` and its gradient, in one pass.

    Returns
    -------
    loss, gradient : ndarray, shaped like `y_proba`
        In nats, and nats per unit of probability.

    Examples
    --------
    >>> loss, gradient = binary_cross_entropy_value_and_grad(1, 0.25)
    >>> print(loss.round(3), gradient)
    1.386 -4.0
    """
    loss, gradient = _binary(y_true, y_proba, rule)
    return loss, gradient
