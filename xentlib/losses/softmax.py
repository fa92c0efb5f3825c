"""Cross-entropy of classes that exclude one another, from logits.

A loss charges a forecast for the log-probability it gave to what happened; a `ScoringRule` is
that charge. Smoothing and class weights change the targets, temperature and logit adjustment
change the logits: neither needs a new loss.
"""

from numpy.typing import ArrayLike

from xentlib._door.distributions import as_logit_rows
from xentlib._door.target_and_forecast import IdsOrMasses
from xentlib.losses._formulas import for_class_logits
from xentlib.losses._loss import Loss
from xentlib.numerics import FloatArray
from xentlib.scoring import ScoringRule, log_score

_BINARY = "sigmoid_cross_entropy({y}, {x})"

_loss = Loss(for_class_logits, as_logit_rows, "logits", IdsOrMasses(_BINARY))


def softmax_cross_entropy(
    y_true: ArrayLike, logits: ArrayLike, *, rule: ScoringRule = log_score
) -> FloatArray:
    r"""Cross-entropy between targets and the softmax of logits, per example.

    .. math:: \ell(t, z) = -\sum_k t_k \log p_k, \qquad p = \operatorname{softmax}(z)

    and :math:`\sum_k t_k\, s(\log p_k)` with another rule :math:`s`.

    Parameters
    ----------
    y_true : array_like of int, shape (...), or of float, shape (..., n_classes)
        Class ids, or masses on the classes. Masses need not sum to 1: scaling a row weights
        the example, and a row of zeros ignores it. Rows of integers are one-hot, or zeros.
    logits : array_like of shape (..., n_classes)
        Unnormalised log-probabilities; -inf marks an impossible class. Their type decides the
        result's: float32 and float64 are kept, others are computed in float64.
    rule : ScoringRule, default=log_score
        Charge for an outcome; `focal_score` turns this into the focal loss.

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
        logits that are NaN or +inf, and rows of logits that are -inf throughout. For 0/1 labels
        in place of masses: on one class alone, or several ones in a row of integers.

    See Also
    --------
    softmax_cross_entropy_grad : its gradient.
    sigmoid_cross_entropy : for labels that do not exclude one another.
    categorical_cross_entropy : from probabilities instead of logits.

    Notes
    -----
    Right to the last digits in both tails. With :math:`e = e^{z_y}` and the other classes'
    :math:`o = \sum_{j \ne y} e^{z_j}`, the log score of class :math:`y` is :math:`\log(1 + o / e)`
    and its gradient :math:`-o / (o + e)`: nothing small is added to anything large. Where an
    exponential could overflow, each row's largest logit is taken off first and, where
    :math:`e` then vanishes, the loss is :math:`\log(o + e) - (z_y - \max z)`.

    References
    ----------
    Good (1952), Rational Decisions, Journal of the Royal Statistical Society B 14(1).
    doi:10.1111/j.2517-6161.1952.tb00104.x

    Bridle (1990), Probabilistic Interpretation of Feedforward Classification Network Outputs,
    Neurocomputing. doi:10.1007/978-3-642-76153-9_28

    Examples
    --------
    >>> logits = [[2.0, 0.0], [2.0, 0.0]]
    >>> softmax_cross_entropy([0, 1], logits).round(3)
    array([0.127, 2.127])

    The first example with one tenth of its mass moved (smoothed), the second ignored:

    >>> softmax_cross_entropy([[0.9, 0.1], [0.0, 0.0]], logits).round(3)
    array([0.327, 0.   ])

    A confident and right forecast costs little, but not nothing:

    >>> print(f"{softmax_cross_entropy(0, [40.0, 0.0]):.3g}")
    4.25e-18
    """
    return _loss(y_true, logits, rule, with_grad=False)[0]


def softmax_cross_entropy_grad(
    y_true: ArrayLike, logits: ArrayLike, *, rule: ScoringRule = log_score
) -> FloatArray:
    r"""Gradient of `softmax_cross_entropy`, per example, with respect to the logits.

    .. math::
        \frac{\partial \ell}{\partial z_k} = g_k (1 - p_k) - p_k \sum_{j \ne k} g_j,
        \qquad g_k = t_k\, s'(\log p_k)

    For the log score and targets that sum to 1 this is :math:`p - t`, computed without that
    subtraction, which loses every digit as p nears t. Arguments, errors: see there.

    Returns
    -------
    ndarray of shape (..., n_classes)
        In nats per unit of logit.

    Examples
    --------
    >>> softmax_cross_entropy_grad([0, 1], [[2.0, 0.0], [2.0, 0.0]]).round(3)
    array([[-0.119,  0.119],
           [ 0.881, -0.881]])
    """
    return _loss(y_true, logits, rule, with_loss=False)[0]


def softmax_cross_entropy_value_and_grad(
    y_true: ArrayLike, logits: ArrayLike, *, rule: ScoringRule = log_score
) -> tuple[FloatArray, FloatArray]:
    """`softmax_cross_entropy` and its gradient, in one pass over the logits.

    Returns
    -------
    loss : ndarray of shape (...)
        In nats.
    gradient : ndarray of shape (..., n_classes)
        In nats per unit of logit.

    Examples
    --------
    >>> loss, gradient = softmax_cross_entropy_value_and_grad(1, [2.0, 0.0])
    >>> print(loss.round(3), gradient.round(3))
    2.127 [ 0.881 -0.881]
    """
    loss, gradient = _loss(y_true, logits, rule)
    return loss, gradient
