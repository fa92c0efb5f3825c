"""The losses as formulas, for one block of examples.

Each takes what happened, what was forecast and the rule, refuses values that make no sense,
and fills `loss` and `grad` where they are wanted. Those of classes have them along axis 0, so
that one formula serves both layouts of `by_class`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib import numerics
from xentlib._door.arrays import float_type
from xentlib._door.distributions import tolerance
from xentlib._door.targets import holds_masses
from xentlib.losses._block import accept, by_class, masses_by_class
from xentlib.losses._log_score import (
    sigmoid_log_score,
    softmax_log_score,
    softmax_log_score_of_masses,
)
from xentlib.numerics import FloatArray, expectation, log_sigmoid, softmax_and_log, times
from xentlib.scoring import ScoringRule, log_score


def softmax(
    y: NDArray[Any],
    logits: NDArray[Any],
    rule: ScoringRule,
    loss: FloatArray | None,
    grad: FloatArray | None,
) -> None:
    """Score the log-softmax of the logits, and pull its slope back to them."""
    if rule is log_score:
        score = softmax_log_score if y.ndim == 1 else softmax_log_score_of_masses
        return score(y, logits, loss, grad)
    z = by_class(logits, float_type(logits))
    accept(np.isfinite(z.max(axis=0)).all())
    masses, (p, log_p) = masses_by_class(y, z), softmax_and_log(z, axis=0)
    if loss is not None:
        loss[...] = expectation(masses, rule.value(log_p), axis=0)
    if grad is not None:
        pull = times(masses, rule.slope(log_p))
        others = pull.sum(axis=0) - pull
        grad.T[...] = -np.expm1(log_p) * pull - p * others
    return None


def sigmoid(
    y: NDArray[Any],
    logits: NDArray[Any],
    rule: ScoringRule,
    loss: FloatArray | None,
    grad: FloatArray | None,
) -> None:
    """Score the log-sigmoid of ±z by what happened and what did not."""
    accept(holds_masses(y, 1), logits.max() < np.inf)
    z = logits.astype(float_type(logits), copy=False)
    y = y.astype(z.dtype, copy=False)
    if rule is log_score:
        return sigmoid_log_score(y, z, loss, grad)
    log_p, log_q = log_sigmoid(z), log_sigmoid(-z)
    if loss is not None:
        loss[...] = times(y, rule.value(log_p)) + times(1 - y, rule.value(log_q))
    if grad is not None:
        up = times(y, rule.slope(log_p)) * numerics.sigmoid(-z)
        grad[...] = up - times(1 - y, rule.slope(log_q)) * numerics.sigmoid(z)
    return None


def categorical(
    y: NDArray[Any],
    y_proba: NDArray[Any],
    rule: ScoringRule,
    loss: FloatArray | None,
    grad: FloatArray | None,
) -> None:
    """Score the logarithm of the probabilities."""
    p = by_class(y_proba, float_type(y_proba))
    off = np.abs(p.sum(axis=0, dtype=np.float64) - 1)
    accept(p.min() >= 0, off.max() <= tolerance(y_proba))
    masses, log_p = masses_by_class(y, p), _log_probability(p)
    if loss is not None:
        loss[...] = expectation(masses, rule.value(log_p), axis=0)
    if grad is not None:
        grad.T[...] = times(masses, rule.slope(log_p) / p)


def binary(
    y: NDArray[Any],
    y_proba: NDArray[Any],
    rule: ScoringRule,
    loss: FloatArray | None,
    grad: FloatArray | None,
) -> None:
    """Score the logarithms of p and 1 - p by what happened and what did not."""
    accept(holds_masses(y, 1), holds_masses(y_proba, 1))
    p = y_proba.astype(float_type(y_proba), copy=False)
    y = y.astype(p.dtype, copy=False)
    log_p, log_q = _log_probability(p), np.log1p(-p)
    if loss is not None:
        loss[...] = times(y, rule.value(log_p)) + times(1 - y, rule.value(log_q))
    if grad is not None:
        up = times(y, rule.slope(log_p) / p)
        grad[...] = up - times(1 - y, rule.slope(log_q) / (1 - p))


def _log_probability(p: FloatArray) -> FloatArray:
    """Logarithm of p, at most 0 even where rounding took a sum, and p with it, beyond 1."""
    return np.minimum(numerics.log(p), 0)
