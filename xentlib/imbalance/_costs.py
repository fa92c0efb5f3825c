"""What mistakes cost, and which answer is the cheapest."""

from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import IntArray, as_finite
from xentlib._door.distributions import as_rows_over
from xentlib._door.numbers import as_amount
from xentlib.numerics import silently


def cost_threshold(
    *,
    false_positive: float,
    false_negative: float,
    true_positive: float = 0.0,
    true_negative: float = 0.0,
) -> float:
    r"""Forecast probability above which "positive" is the cheaper answer.

    .. math:: \theta = \frac{c_{FP} - c_{TN}}{(c_{FP} - c_{TN}) + (c_{FN} - c_{TP})}

    Parameters
    ----------
    false_positive, false_negative : float
        Cost of a false alarm and of a miss, in any unit.
    true_positive, true_negative : float, default=0.0
        Cost of each right answer, in the same unit; a gain is a negative cost.

    Returns
    -------
    float
        From 0 to 1. At this probability both answers cost the same, on average.

    Raises
    ------
    TypeError, ValueError
        For costs that are no finite numbers, a mistake that costs less than the right answer, and
        two mistakes that both cost as much as the right answers.

    See Also
    --------
    cheapest_class : decides between any number of answers.

    Notes
    -----
    The probability must be calibrated. Only the quotient of the two extra costs counts: a miss
    that is k times as dear as a false alarm moves the threshold to 1 / (1 + k).

    References
    ----------
    Elkan (2001), The Foundations of Cost-Sensitive Learning, IJCAI.

    Examples
    --------
    >>> cost_threshold(false_positive=1, false_negative=9)
    0.1
    >>> cost_threshold(false_positive=1, false_negative=9, true_positive=1)
    0.1111111111111111
    """
    alarm = _extra("false_positive", false_positive, "true_negative", true_negative)
    miss = _extra("false_negative", false_negative, "true_positive", true_positive)
    if alarm + miss == 0:
        raise ValueError(
            "false_positive or false_negative must be above the cost of the right answer; "
            "got two mistakes that cost nothing extra: then no answer is cheaper"
        )
    return float(alarm / (alarm + miss))


def _extra(mistake: str, its_cost: object, right: str, cost: object) -> Fraction:
    """Subtract the right answer's cost from a mistake's, without rounding."""
    high, low = as_amount(its_cost, mistake), as_amount(cost, right)
    if high < low:
        raise ValueError(
            f"{mistake} must be at least {right}, {low:g}; got {high:g}: a cost is what is paid, "
            "and a gain is a negative cost"
        )
    return Fraction(high) - Fraction(low)


@silently
def cheapest_class(y_proba: ArrayLike, costs: ArrayLike) -> IntArray:
    r"""Answer with the least expected cost.

    .. math:: \arg\min_d \sum_c p_c\, C_{cd}

    Parameters
    ----------
    y_proba : array_like of shape (..., n_classes)
        Probabilities that sum to 1 along the last axis.
    costs : array_like of shape (n_classes, n_answers)
        ``costs[true, decided]``, finite; a gain is a negative cost. There may be more answers than
        classes, such as "ask a doctor".

    Returns
    -------
    ndarray of int, shape (...)
        Which column of `costs`; of equally cheap ones, the first.

    Raises
    ------
    TypeError, ValueError
        For rows that are no distributions, and costs that are not finite or have no row for each
        class.

    See Also
    --------
    cost_threshold : the same for a yes or no.

    References
    ----------
    Elkan (2001), The Foundations of Cost-Sensitive Learning, IJCAI.

    Examples
    --------
    >>> cheapest_class([[0.8, 0.2], [0.95, 0.05]], [[0, 1], [9, 0]])
    array([1, 0])
    """
    c = as_finite(costs, "costs").astype(np.float64)
    if c.ndim != 2 or not c.size:
        raise ValueError(
            "costs must be a table, costs[true, decided], of shape (n_classes, n_answers); "
            f"got the shape {c.shape}"
        )
    p = as_rows_over(y_proba, len(c), "y_proba", "costs", rows_alone=False)
    expected = sum((p[..., k, None] * c[k] for k in range(1, len(c))), p[..., 0, None] * c[0])
    return np.argmin(expected, -1)
