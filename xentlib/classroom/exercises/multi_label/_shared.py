"""What the exercises on multi-label cross-entropy share."""

from typing import Any

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array, Function
from xentlib.numerics import log_sigmoid


def positives(y: Array, z: Array) -> Array:
    """Price of what is there, the first of the two terms."""
    return -y * log_sigmoid(z)


Mean = Array | np.floating[Any]


def counts(y: Array, decided: Array, axis: int | None) -> tuple[Array, Array, Array]:
    """Hits, false alarms and misses along an axis, or of all."""
    hits = (y * decided).sum(axis)
    return hits, decided.sum(axis) - hits, y.sum(axis) - hits


def f1(y: Array, decided: Array, axis: int | None) -> Array:
    """F1 of each, 0 where there is nothing to count."""
    hits, alarms, misses = counts(y, decided, axis)
    return np.where(hits > 0, 2 * hits / np.maximum(2 * hits + alarms + misses, 1), 0.0)


def precision(y: Array, decided: Array, axis: int | None = None) -> Array:
    """Hits among what was decided for."""
    hits, alarms, _ = counts(y, decided, axis)
    return hits / np.maximum(hits + alarms, 1)


def recall(y: Array, decided: Array, axis: int | None = None) -> Array:
    """Hits among what was there."""
    hits, _, misses = counts(y, decided, axis)
    return hits / np.maximum(hits + misses, 1)


def harmonic(a: Mean, b: Mean) -> Any:
    """Harmonic mean, 0 if both are."""
    return 2 * a * b / np.maximum(a + b, 1e-300)


COMMON: dict[str, list[Function] | Function] = {
    "accuracy": [lambda y, d: (y == d).mean(), lambda y, d: (y == d).all(1).mean()],
    "precision": [lambda y, d: precision(y, d), lambda y, d: precision(y, d, 0).mean()],
    "recall": [lambda y, d: recall(y, d), lambda y, d: recall(y, d, 0).mean()],
    "per example": lambda y, d: f1(y, d, 1).mean(),
}


def decisions(rng: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    """Labels of unequal frequency and careless decisions; the last label is never decided for."""
    rates = np.linspace(0.7, 0.25, k)
    y = (rng.random((n, k)) < rates).astype(int)
    y[0] = 1
    decided = np.where(rng.random((n, k)) < np.linspace(0.1, 0.4, k), 1 - y, y)
    decided[:2, 0], decided[:, -1] = [1, 1 - y[1, 0]], 0
    return y, decided


FIRST = (np.array([[1, 0, 1], [1, 1, 0], [1, 0, 0]]), np.array([[1, 1, 1], [1, 1, 0], [1, 1, 1]]))

EMPTY = (  # the second label is neither there nor said, the third is said in vain
    np.array([[1, 0, 0, 1], [0, 0, 0, 1], [1, 0, 0, 0], [1, 0, 0, 1]]),
    np.array([[1, 0, 1, 1], [1, 0, 0, 0], [1, 0, 0, 1], [0, 0, 0, 1]]),
)

POOR = (
    np.array([[1, 0, 1], [0, 0, 1], [1, 1, 0], [0, 1, 0], [0, 1, 0]]),
    np.array([[0, 1, 1], [1, 1, 0], [0, 0, 1], [0, 0, 1], [0, 1, 1]]),
)


def decided(rng: np.random.Generator) -> list[tuple[Array, Array]]:
    """Labels and decisions: two cases to do by hand, then random ones."""
    return [FIRST, POOR, *(decisions(rng, n, k) for n, k in ((7, 3), (12, 4), (20, 5)))]
