"""Cross-entropy of labels that do not exclude one another, from logits."""

from numpy.typing import ArrayLike

from xentlib._door.distributions import as_logits
from xentlib._door.target_and_forecast import Labels
from xentlib.losses._formulas import for_label_logits
from xentlib.losses._loss import Loss
from xentlib.numerics import FloatArray
from xentlib.scoring import ScoringRule, log_score

_SWAPPED = "sigmoid_cross_entropy(np.subtract(1, y_true), np.negative(logits))"

_loss = Loss(for_label_logits, lambda z: as_logits(z, swapped=_SWAPPED), "logits", Labels())


def sigmoid_cross_entropy(
    y_true: ArrayLike, logits: ArrayLike, *, rule: ScoringRule = log_score
) -> FloatArray:
    r"""Cross-entropy between labels and the sigmoid of logits, per label.

    .. math:: \ell(y, z) = -y \log p - (1 - y) \log(1 - p), \qquad p = 1 / (1 + e^{-z})

    and :math:`y\, s(\log p) + (1 - y)\, s(\log(1 - p))` with another rule :math:`s`.

    Parameters
    ----------
    y_true : array_like, shaped like `logits`
        Labels: 0, 1, or anything between (the probability that the label is 1).
    logits : array_like of any shape
        Log-odds, finite or -inf. Their type decides the result's: float32 and float64 are
        kept, others are computed in float64.
    rule : ScoringRule, default=log_score
        Charge for an outcome; `focal_score` turns this into the focal loss.

    Returns
    -------
    ndarray, shaped like `logits`
        Loss of each label, in nats. Multi-label: ``.sum(-1)``.

    Raises
    ------
    TypeError
        For anything but arrays of real numbers.
    ValueError
        For labels of another shape than the logits, labels outside [0, 1], and logits that are
        NaN or +inf.

    See Also
    --------
    sigmoid_cross_entropy_grad : its gradient.
    softmax_cross_entropy : for classes that exclude one another.
    binary_cross_entropy : from probabilities instead of logits.

    Notes
    -----
    The log score is :math:`\log(1 + e^{-|z|})` plus :math:`|z|` for the mass on the side that the
    forecast leaned away from: two terms that are never negative, so no digit is lost.

    References
    ----------
    Cox (1958), The Regression Analysis of Binary Sequences, Journal of the Royal Statistical
    Society B 20(2). doi:10.1111/j.2517-6161.1958.tb00292.x

    Examples
    --------
    >>> sigmoid_cross_entropy([1, 0, 0.5], [2.0, 2.0, 2.0]).round(3)
    array([0.127, 2.127, 1.127])
    """
    return _loss(y_true, logits, rule, with_grad=False)[0]


def sigmoid_cross_entropy_grad(
    y_true: ArrayLike, logits: ArrayLike, *, rule: ScoringRule = log_score
) -> FloatArray:
    r"""Gradient of `sigmoid_cross_entropy`, per label, with respect to its logit.

    .. math:: \frac{d \ell}{d z} = y\, s'(\log p)\, (1 - p) - (1 - y)\, s'(\log(1 - p))\, p

    For the log score this is :math:`p - y`, computed without that subtraction where y is 0 or 1.
    Arguments, errors: see there.

    Returns
    -------
    ndarray, shaped like `logits`
        In nats per unit of logit.

    Examples
    --------
    >>> sigmoid_cross_entropy_grad([1, 0, 0.5], [2.0, 2.0, 2.0]).round(3)
    array([-0.119,  0.881,  0.381])
    """
    return _loss(y_true, logits, rule, with_loss=False)[0]


def sigmoid_cross_entropy_value_and_grad(
    y_true: ArrayLike, logits: ArrayLike, *, rule: ScoringRule = log_score
) -> tuple[FloatArray, FloatArray]:
    """`sigmoid_cross_entropy` and its gradient, in one pass over the logits.

    Returns
    -------
    loss, gradient : ndarray, shaped like `logits`
        In nats, and nats per unit of logit.

    Examples
    --------
    >>> loss, gradient = sigmoid_cross_entropy_value_and_grad(1, 2.0)
    >>> print(loss.round(3), gradient.round(3))
    0.127 -0.119
    """
    loss, gradient = _loss(y_true, logits, rule)
    return loss, gradient
