"""The mathematics of the losses, for tensors: right to the last digits in both tails.

Automatic differentiation would subtract numbers near 1, and lose what is left of a gradient. So
each loss brings its own, which `keras.ops.custom_gradient` puts in its place. Targets are taken
as constants.
"""

from typing import Any

from keras import ops

from xentlib.scoring import ScoringRule
from xentlib.training.rules import times

Tensor = Any


def _sum_and_error(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Add, and tell what rounding took from the sum: Knuth's two-sum."""
    s = a + b
    rest = s - a
    error = (a - (s - rest)) + (b - rest)
    return s, ops.where(ops.isfinite(error), error, ops.zeros_like(error))


def softmax_and_log(logits: Tensor, shift: Tensor) -> tuple[Tensor, Tensor]:
    """Softmax of logits + shift, and its logarithm.

    In float32, 40.1 − (−39.7) is off by up to 4e-6, and so is its exponential, relatively: what
    rounding took from the differences is put back.
    """
    z, lost = _sum_and_error(logits, shift)
    top = ops.one_hot(ops.argmax(z, axis=-1), z.shape[-1], dtype=z.dtype)
    below, lost_below = _sum_and_error(z, -ops.max(z, axis=-1, keepdims=True))
    lost = lost - ops.sum(top * lost, axis=-1, keepdims=True) + lost_below
    e = ops.exp(below) * (1 + lost)
    others = ops.sum(e * (1 - top), axis=-1, keepdims=True)
    return e / (1 + others), below + (lost - ops.log1p(others))


def charge_classes(rule: ScoringRule, masses: Tensor, logits: Tensor, shift: Tensor) -> Tensor:
    """Loss of each row of logits + shift, in nats."""

    @ops.custom_gradient
    def charge(logits: Tensor) -> Any:
        p, log_p = softmax_and_log(logits, shift)

        def gradient(*args: Tensor, upstream: Tensor = None) -> Tensor:
            (up,) = args if upstream is None else (upstream,)
            pull = times(masses, rule.slope(log_p))
            others = ops.sum(pull, axis=-1, keepdims=True) - pull
            return ops.expand_dims(up, -1) * (-ops.expm1(log_p) * pull - p * others)

        return ops.sum(times(masses, rule.value(log_p)), axis=-1), gradient

    return charge(logits)


def charge_labels(rule: ScoringRule, labels: Tensor, logits: Tensor) -> Tensor:
    """Loss of each label, in nats."""

    @ops.custom_gradient
    def charge(z: Tensor) -> Any:
        small = ops.exp(-ops.abs(z))
        log_p = ops.minimum(z, 0) - ops.log1p(small)
        log_q = ops.minimum(-z, 0) - ops.log1p(small)
        yes, no = ops.where(z < 0, small, 1.0), ops.where(z > 0, small, 1.0)

        def gradient(*args: Tensor, upstream: Tensor = None) -> Tensor:
            (up,) = args if upstream is None else (upstream,)
            on = times(labels, rule.slope(log_p)) * no
            off = times(1 - labels, rule.slope(log_q)) * yes
            return up * (on - off) / (1 + small)

        return times(labels, rule.value(log_p)) + times(1 - labels, rule.value(log_q)), gradient

    return charge(logits)
