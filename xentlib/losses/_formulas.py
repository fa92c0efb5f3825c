"""The mathematics of the losses, for one block of examples.

`for_…` chooses a loss's formula by the scoring rule and by whether class ids came. What it chooses
is a function that fills: it takes what happened, which is in order by then, and what was forecast,
which it refuses where that makes no sense, and fills the arrays `loss` and `grad` where they are
wanted (not None). `_fill_from_…` does so for any rule; the log score from logits, the default,
has faster and more exact functions in `xentlib.losses._log_score`. Formulas of classes have them
along axis 0, so that one serves both layouts of `by_class`.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xentlib import numerics
from xentlib._door.arrays import float_type
from xentlib._door.distributions import tolerance
from xentlib.losses._block import by_class, masses_by_class, refuse_unless
from xentlib.losses._log_score import (
    sigmoid_log_score,
    softmax_log_score,
    softmax_log_score_of_masses,
)
from xentlib.numerics import FloatArray, expectation, log_sigmoid, silenced, softmax_and_log, times
from xentlib.scoring import ScoringRule, log_score

Out = FloatArray | None


class Formula(NamedTuple):
    """What fills a block, and how large a block it is given.

    Parameters
    ----------
    fill : callable
        ``fill(y, forecast, loss, grad)`` writes into `loss` and `grad` where they are arrays.
    copies, copies_with_grad : float
        A rough count of the arrays as large as the block that the function makes on the way, for
        the loss alone and with a gradient. A block has `BLOCK_BYTES` divided by it, so that they
        stay near the cache; it is there for the time alone. Leave the 5 for a new loss; where its
        time matters, try others with benchmarks/losses.py.
    """

    fill: Callable[[NDArray[Any], NDArray[Any], Out, Out], None]
    copies: float = 5
    copies_with_grad: float = 5


OF_IDS = Formula(softmax_log_score, 1, 0.5)  # with a gradient, it works in there
OF_MASSES = Formula(softmax_log_score_of_masses, 2, 2)
OF_LABELS = Formula(sigmoid_log_score, 2, 2)


def for_class_logits(rule: ScoringRule, *, ids: bool) -> Formula:
    """Choose the formula of a loss from logits of classes."""
    if rule is log_score:
        return OF_IDS if ids else OF_MASSES
    return Formula(partial(_fill_from_class_logits, rule))


def for_label_logits(rule: ScoringRule, *, ids: bool) -> Formula:  # noqa: ARG001
    """Choose the formula of a loss from logits of labels."""
    return OF_LABELS if rule is log_score else Formula(partial(_fill_from_label_logits, rule))


def for_class_probabilities(rule: ScoringRule, *, ids: bool) -> Formula:  # noqa: ARG001
    """Choose the formula of a loss from probabilities of classes."""
    return Formula(partial(_fill_from_class_probabilities, rule))


def for_label_probabilities(rule: ScoringRule, *, ids: bool) -> Formula:  # noqa: ARG001
    """Choose the formula of a loss from probabilities of labels."""
    return Formula(partial(_fill_from_label_probabilities, rule))


def _fill_from_class_logits(
    rule: ScoringRule, y: NDArray[Any], logits: NDArray[Any], loss: Out, grad: Out
) -> None:
    """Score the log-softmax of the logits, and pull its slope back to them."""
    z = by_class(logits, float_type(logits))
    refuse_unless(np.isfinite(z.max(axis=0)).all())
    masses, (p, log_p) = masses_by_class(y, z), softmax_and_log(z, axis=0)
    if loss is not None:
        loss[...] = expectation(masses, rule.value(log_p), axis=0)
    if grad is not None:
        pull = times(masses, rule.slope(log_p))
        others = pull.sum(axis=0) - pull
        grad.T[...] = -np.expm1(log_p) * pull - p * others


def _fill_from_label_logits(
    rule: ScoringRule, y: NDArray[Any], logits: NDArray[Any], loss: Out, grad: Out
) -> None:
    """Score the log-sigmoid of ±z by what happened and what did not."""
    refuse_unless(logits.max() < np.inf)
    z = logits.astype(float_type(logits), copy=False)
    y = np.minimum(y, 1, dtype=z.dtype)
    log_p, log_q = log_sigmoid(z), log_sigmoid(-z)
    if loss is not None:
        loss[...] = times(y, rule.value(log_p)) + times(1 - y, rule.value(log_q))
    if grad is not None:
        up = times(y, rule.slope(log_p)) * numerics.sigmoid(-z)
        grad[...] = up - times(1 - y, rule.slope(log_q)) * numerics.sigmoid(z)


def _fill_from_class_probabilities(
    rule: ScoringRule, y: NDArray[Any], y_proba: NDArray[Any], loss: Out, grad: Out
) -> None:
    """Score the logarithm of the probabilities."""
    p = by_class(y_proba, float_type(y_proba))
    off = np.abs(p.sum(axis=0, dtype=np.float64) - 1)
    refuse_unless(p.min() >= 0, off.max() <= tolerance(y_proba))
    masses, log_p = masses_by_class(y, p), _log_probability(p)
    if loss is not None:
        loss[...] = expectation(masses, rule.value(log_p), axis=0)
    if grad is not None:
        grad.T[...] = _per_unit(masses, rule.slope(log_p), p)


def _fill_from_label_probabilities(
    rule: ScoringRule, y: NDArray[Any], y_proba: NDArray[Any], loss: Out, grad: Out
) -> None:
    """Score the logarithms of p and 1 - p by what happened and what did not."""
    refuse_unless(y_proba.min() >= 0, y_proba.max() <= 1 + tolerance(y_proba))
    p = np.minimum(y_proba, 1, dtype=float_type(y_proba))
    y = np.minimum(y, 1, dtype=p.dtype)
    log_p, log_q = _log_probability(p), np.log1p(-p)
    if loss is not None:
        loss[...] = times(y, rule.value(log_p)) + times(1 - y, rule.value(log_q))
    if grad is not None:
        up = _per_unit(y, rule.slope(log_p), p)
        grad[...] = up - _per_unit(1 - y, rule.slope(log_q), 1 - p)


def _log_probability(p: FloatArray) -> FloatArray:
    """Logarithm of p, at most 0 even where rounding took a sum, and p with it, beyond 1."""
    return np.minimum(numerics.log(p), 0)


def _per_unit(mass: FloatArray, slope: FloatArray, p: FloatArray) -> FloatArray:
    """Slope in log p as one in p, times the mass; the mass comes first, 1 / p may overflow."""
    return silenced(mass, mass * slope / p + 0)
