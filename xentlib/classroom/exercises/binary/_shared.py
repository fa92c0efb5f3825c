"""What the exercises on binary cross-entropy share."""

import numpy as np

from xentlib.classroom.exercises._common.formulas import bce, clipped
from xentlib.classroom.exercises._common.inputs import Function
from xentlib.numerics import FloatArray, expectation, surprise, times


def of_truth(y: FloatArray, p: FloatArray) -> FloatArray:
    """Probability given to what happened."""
    return y * p + (1 - y) * (1 - p)


def share_entropy(y: FloatArray) -> FloatArray:
    """Entropy of each target in nats: 0 for a yes or no, more for a share."""
    return expectation(np.stack([y, 1 - y]), surprise(np.stack([y, 1 - y])), axis=0)


def exact(y: FloatArray, p: FloatArray) -> FloatArray:
    """Binary cross-entropy with 0 · ∞ = 0."""
    return -times(y, np.log(p)) - times(1 - y, np.log1p(-p))


def by_sides(y: FloatArray, yes: FloatArray, no: FloatArray) -> FloatArray:
    """Loss from the probabilities of a yes and of a no, which need not sum to 1."""
    return -(y * np.log(yes) + (1 - y) * np.log(no))


KEPT_FROM_ZERO: dict[str, list[Function]] = {
    "clipped": [
        lambda e, y, p: bce(y, clipped(p, e)).mean(),
        lambda e, y, p: bce(y, np.maximum(p, e)).mean(),
        lambda e, y, p: exact(y, np.maximum(p, e)).mean(),
        lambda e, y, p: by_sides(y, np.maximum(p, e), np.maximum(1 - p, e)).mean(),
    ],
    "epsilon": [
        lambda e, y, p: by_sides(y, p + e, 1 - p + e).mean(),
        lambda e, y, p: bce(y, p + e).mean(),
    ],
}
