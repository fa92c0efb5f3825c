"""Textbook formulas that many exercises share, in their stable and naive forms."""

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array
from xentlib.numerics import log_sigmoid, log_softmax, softmax


def naive_sigmoid(z: Array) -> Array:
    """Sigmoid as the textbook writes it."""
    return 1 / (1 + np.exp(-z))


def naive_softmax(z: Array, axis: int | None = -1) -> Array:
    """Softmax as the textbook writes it."""
    return np.exp(z) / np.exp(z).sum(axis, keepdims=True)


def flat_softmax(z: Array) -> Array:
    """Softmax over everything at once."""
    return softmax(z.ravel()).reshape(z.shape)


def bce(y: Array, p: Array) -> Array:
    """Binary cross-entropy as the textbook writes it, per example."""
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def bce_logits(y: Array, z: Array) -> Array:
    """Binary cross-entropy from logits, per example."""
    return -(y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z))


def of_target(labels: Array, values: Array) -> Array:
    """Value of each example's class."""
    return values[np.arange(len(labels)), labels]


def nll(labels: Array, z: Array) -> Array:
    """Softmax cross-entropy, per example."""
    return -of_target(labels, log_softmax(z))


def naive_nll(labels: Array, z: Array) -> Array:
    """Softmax cross-entropy without a shift, per example."""
    return -np.log(of_target(labels, naive_softmax(z)))


def hot(labels: Array, k: int) -> Array:
    """One-hot rows."""
    return np.eye(k)[labels]


def hot_like(labels: Array, z: Array) -> Array:
    """One-hot rows, as wide as the logits."""
    return hot(labels, z.shape[-1])


def clipped(p: Array, epsilon: float) -> Array:
    """Probabilities held away from 0 and 1."""
    return np.clip(p, epsilon, 1 - epsilon)
