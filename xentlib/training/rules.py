"""Scoring rules inside a graph: written with `keras.ops`, and saved with a model."""

from collections.abc import Callable
from typing import Any

from keras import ops

from xentlib.scoring import ScoringRule, as_rule, focal_score, log_score, poly1_score

Tensor = Any
_MAKERS: dict[str, Callable[..., ScoringRule]] = {
    "log": lambda: log_score,
    "focal": focal_score,
    "poly1": poly1_score,
}
_registered: dict[str, ScoringRule] = {}


def register_rule(rule: ScoringRule) -> ScoringRule:
    """Let models be saved and loaded that were trained by a rule of your own.

    A saved model names the rule; who loads it elsewhere registers the same rule before that.

    Parameters
    ----------
    rule : ScoringRule
        Its functions are written with `keras.ops`. A rule of the same name is
        replaced: a model that was trained by that one can no longer be saved.

    Returns
    -------
    ScoringRule
        The same.

    Raises
    ------
    TypeError
        For anything but a `ScoringRule`.

    Examples
    --------
    >>> capped = register_rule(ScoringRule(
    ...     "capped",
    ...     lambda s: ops.minimum(-s, 4),
    ...     lambda s: ops.where(s > -4, -1.0, 0.0),
    ... ))
    """
    _registered[as_rule(rule).name] = rule
    return rule


def to_config(rule: ScoringRule) -> dict[str, Any]:
    """Write down a rule when a model is saved."""
    if rule.recipe:
        return {"recipe": [*rule.recipe]}
    if _registered.get(rule.name) is not rule:
        raise ValueError(
            f"rule must be registered before a model is saved that was trained by it; "
            f"got {rule.name!r}: xentlib.training.register_rule(rule)"
        )
    return {"registered": rule.name}


def from_config(config: dict[str, Any]) -> ScoringRule:
    """Make the rule again that was written down."""
    if "recipe" in config:
        maker, *arguments = config["recipe"]
        return _MAKERS[maker](*arguments)
    name = config["registered"]
    if name not in _registered:
        raise ValueError(
            f"rule must be registered before a model is loaded that was trained by it; got "
            f"{name!r}, and registered are {sorted(_registered)}: "
            f"xentlib.training.register_rule(rule)"
        )
    return _registered[name]


def times(mass: Tensor, values: Tensor) -> Tensor:
    """Product in which zero mass silences even an infinite value: 0 · ∞ = 0."""
    return ops.where(mass == 0, ops.zeros_like(mass), mass * values)


def in_graph(rule: ScoringRule) -> ScoringRule:
    """Give the same rule for tensors."""
    if not rule.recipe:
        return ScoringRule(rule.name, _explained(rule, rule.value), _explained(rule, rule.slope))
    maker, *arguments = rule.recipe
    value, slope = _TENSORS[str(maker)](*arguments)
    return ScoringRule(rule.name, value, slope)


Functions = tuple[Callable[[Tensor], Tensor], Callable[[Tensor], Tensor]]


def _log() -> Functions:
    return lambda s: 0 - s, lambda s: -ops.ones_like(s)


def _focal(gamma: float) -> Functions:
    def value(s: Tensor) -> Tensor:
        return ops.power(-ops.expm1(s), gamma) * (0 - s)

    def slope(s: Tensor) -> Tensor:
        miss, p = -ops.expm1(s), ops.exp(s)
        sure = miss == 0
        ratio = ops.where(sure, -1.0, times(p, s) / ops.where(sure, 1.0, miss))
        return -ops.power(miss, gamma) * (1 - gamma * ratio)

    return value, slope


def _poly1(epsilon: float) -> Functions:
    return lambda s: -ops.expm1(s) * epsilon - s, lambda s: -1 - epsilon * ops.exp(s)


_TENSORS: dict[str, Callable[..., Functions]] = {"log": _log, "focal": _focal, "poly1": _poly1}


def _explained(
    rule: ScoringRule, function: Callable[[Tensor], Tensor]
) -> Callable[[Tensor], Tensor]:
    """Say what a reader's own function must be like where it does not run."""

    def run(s: Tensor) -> Tensor:
        try:
            return ops.convert_to_tensor(function(s), dtype=s.dtype)
        except Exception as error:
            raise TypeError(
                f"rule must have functions that take and give tensors; got {rule.name!r}, which "
                f"fails with {type(error).__name__}: write it with keras.ops in place of NumPy"
            ) from error

    return run
