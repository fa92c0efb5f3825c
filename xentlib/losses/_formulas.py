"""The losses as formulas, for one block of examples.

Each takes what happened, what was forecast and the rule, refuses values that make no sense,
and fills `loss` and `grad` where they are wanted. Those of classes have them along axis 0, so
that one formula serves both layouts of `by_class`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib import numerics
from xentlib._targets import holds_ids, holds_masses
from xentlib._validation import float_type, tolerance
from xentlib.numerics import FloatArray, expectation, log_sigmoid, log_softmax, times
from xentlib.scoring import ScoringRule, log_score

FEW = 32  # classes; below, NumPy is faster along the examples than along the classes


class RefusedError(ValueError):
    """A block holds a value that the public door explains and refuses."""


def accept(*conditions: bool) -> None:
    """Refuse a block unless all is well; a NaN makes every comparison false."""
    if not all(conditions):
        raise RefusedError


def by_class(block: NDArray[Any], dtype: np.dtype[Any]) -> FloatArray:
    """Rows as columns: a class-major copy where classes are few, otherwise another view."""
    if block.shape[1] < FEW:
        return np.ascontiguousarray(block.T, dtype)
    return block.astype(dtype, copy=False).T


def masses_by_class(y: NDArray[Any], like: FloatArray) -> FloatArray:
    """Class ids or masses of a block, as masses laid out like its forecast."""
    if y.ndim == 2:
        accept(holds_masses(y, float(np.finfo(like.dtype).max)))
        return by_class(y, like.dtype)
    accept(holds_ids(y, len(like)))
    masses = np.zeros_like(like)
    masses[y, np.arange(len(y))] = 1
    return masses


def softmax(
    y: NDArray[Any],
    logits: NDArray[Any],
    rule: ScoringRule,
    loss: FloatArray | None,
    grad: FloatArray | None,
) -> None:
    """Score the log-softmax of the logits, and pull its slope back to them."""
    z = by_class(logits, float_type(logits))
    top = z.max(axis=0)
    accept(bool(np.isfinite(top).all()))
    if y.ndim == 1 and rule is log_score:
        return _softmax_log_score(y, z, top, loss, grad)
    masses, log_p = masses_by_class(y, z), log_softmax(z, axis=0)
    if loss is not None:
        loss[...] = expectation(masses, rule.value(log_p), axis=0)
    if grad is not None:
        pull = times(masses, rule.slope(log_p))
        others = pull.sum(axis=0) - pull
        grad.T[...] = -np.expm1(log_p) * pull - numerics.softmax(z, axis=0) * others
    return None


def _softmax_log_score(
    ids: NDArray[Any],
    z: FloatArray,
    top: FloatArray,
    loss: FloatArray | None,
    grad: FloatArray | None,
) -> None:
    """Charge the class that happened, exactly: with own = exp(d) and the others' exp(z - top)."""
    accept(holds_ids(ids, len(z)))
    e = z - top
    flat, place = _own_places(ids, e)
    d = flat[place]
    own = np.exp(d)
    np.exp(e, out=e)
    flat[place] = 0
    others = e.sum(axis=0)
    if loss is not None:
        np.subtract(np.log1p(others + (own - 1)), d, out=loss)
    if grad is not None:
        flat[place] = -others
        np.divide(e, others + own, out=grad.T)


def _own_places(ids: NDArray[Any], e: FloatArray) -> tuple[FloatArray, NDArray[np.intp]]:
    """Flat view of an array of classes by rows, and each row's own class in it."""
    k, n = e.shape
    ids, rows = ids.astype(np.intp, copy=False), np.arange(n)
    if e.flags.c_contiguous:
        return e.reshape(-1), ids * n + rows
    return e.T.reshape(-1), rows * k + ids


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
        return _sigmoid_log_score(y, z, loss, grad)
    log_p, log_q = log_sigmoid(z), log_sigmoid(-z)
    if loss is not None:
        loss[...] = times(y, rule.value(log_p)) + times(1 - y, rule.value(log_q))
    if grad is not None:
        up = times(y, rule.slope(log_p)) * numerics.sigmoid(-z)
        grad[...] = up - times(1 - y, rule.slope(log_q)) * numerics.sigmoid(z)
    return None


def _sigmoid_log_score(
    y: FloatArray, z: FloatArray, loss: FloatArray | None, grad: FloatArray | None
) -> None:
    """Charge |z| for the mass on the side that the forecast leaned away from."""
    negative, size = z < 0, np.abs(z)
    missed = np.where(negative, y, 1 - y)
    small = np.exp(-size)
    if loss is not None:
        np.add(np.log1p(small), times(missed, size), out=loss)
    if grad is not None:
        hit = np.where(negative, 1 - y, y)
        away = (missed - hit * small) / (1 + small)
        np.negative(away, out=away, where=negative)
        grad[...] = away


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
