"""Scoring rules: what a forecast pays for the log-probability it gave to what happened."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from xentlib._door.numbers import as_number
from xentlib.numerics import FloatArray, silently, times

__all__ = [
    "ScoringRule",
    "focal_score",
    "log_score",
    "poly1_score",
]


@dataclass(frozen=True)
class ScoringRule:
    """Charge for an outcome as a function of its log-probability, and the slope of that.

    Parameters
    ----------
    name : str
        What the rule is called in titles and legends.
    value, slope : callable
        Elementwise functions of the log-probability ``s = log p``, from -inf to 0: the
        charge, and its derivative with respect to s. Both take and return arrays of floats,
        and must be safe to call from several threads.
    recipe : tuple, default=()
        What the rules of this module are made of, such as ``("focal", 2.0)``, so that they can be
        written down and made again elsewhere. Leave it out for a rule of your own.

    Examples
    --------
    A charge that stops growing at four nats:

    >>> capped = ScoringRule("capped", lambda s: np.minimum(-s, 4), lambda s: -1.0 * (s > -4))
    >>> capped.value(np.array([0.0, -1.0, -np.inf]))
    array([-0.,  1.,  4.])
    """

    name: str
    value: Callable[[FloatArray], FloatArray]
    slope: Callable[[FloatArray], FloatArray]
    recipe: tuple[str | float, ...] = field(default=(), repr=False, compare=False)


def as_rule(rule: object) -> ScoringRule:
    """Scoring rule, and nothing else: the door for every argument `rule`."""
    if not isinstance(rule, ScoringRule):
        raise TypeError(
            f"rule must be a ScoringRule, such as log_score or focal_score(2.0); got {rule!r}"
        )
    return rule


log_score = ScoringRule("log score", lambda s: 0 - s, lambda s: -np.ones_like(s), ("log",))


def focal_score(gamma: float = 2.0) -> ScoringRule:
    r"""Log score damped where the forecast is already good: the focal loss.

    .. math:: -(1 - p)^\gamma \log p

    Parameters
    ----------
    gamma : float, default=2.0
        How fast the charge of confident forecasts is damped; 0 gives the log score.

    Returns
    -------
    ScoringRule

    Raises
    ------
    TypeError
        If `gamma` is no number.
    ValueError
        If `gamma` is negative, infinite or NaN.

    References
    ----------
    Lin, Goyal, Girshick, He, Dollár (2017), Focal Loss for Dense Object Detection, ICCV.
    arXiv:1708.02002

    Examples
    --------
    >>> focal_score(2.0).value(np.log([0.9, 0.5])).round(3)
    array([0.001, 0.173])
    """
    gamma = as_number(gamma, "gamma", low=0)

    @silently
    def value(s: FloatArray) -> FloatArray:
        return (-np.expm1(s)) ** gamma * (0 - s)

    @silently
    def slope(s: FloatArray) -> FloatArray:
        miss = -np.expm1(s)
        ratio = np.where(miss == 0, s.dtype.type(-1), times(np.exp(s), s) / miss)
        return -(miss**gamma) * (1 - gamma * ratio)

    return ScoringRule(f"focal score, γ = {gamma:g}", value, slope, ("focal", gamma))


def poly1_score(epsilon: float = 1.0) -> ScoringRule:
    r"""Log score plus a multiple of the probability that was missed: the poly-1 loss.

    .. math:: -\log p + \epsilon (1 - p)

    Parameters
    ----------
    epsilon : float, default=1.0
        Weight of the added term, at least -1 (below, a better forecast would pay more).

    Returns
    -------
    ScoringRule

    Raises
    ------
    TypeError
        If `epsilon` is no number.
    ValueError
        If `epsilon` is below -1, infinite or NaN.

    References
    ----------
    Leng, Tan, Liu, Cubuk, Shi, Cheng, Anguelov (2022), PolyLoss: A Polynomial Expansion
    Perspective of Classification Loss Functions, ICLR. arXiv:2204.12511

    Examples
    --------
    >>> poly1_score(1.0).value(np.log([0.5])).round(3)
    array([1.193])
    """
    epsilon = as_number(epsilon, "epsilon", low=-1)
    return ScoringRule(
        f"poly-1 score, ε = {epsilon:g}",
        silently(lambda s: -np.expm1(s) * epsilon - s),
        silently(lambda s: -1 - epsilon * np.exp(s)),
        ("poly1", epsilon),
    )
