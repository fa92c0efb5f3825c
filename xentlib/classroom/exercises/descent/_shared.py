"""What the exercises on gradient descent share."""

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array, coins, normal
from xentlib.numerics import sigmoid


def residual(x: Array, y: Array, theta: Array) -> Array:
    """Forecast minus what happened."""
    return sigmoid(x @ theta) - y


def gradient(x: Array, y: Array, theta: Array) -> Array:
    """Gradient of the mean loss."""
    return x.T @ residual(x, y, theta) / len(y)


def squared(x: Array, y: Array, theta: Array) -> Array:
    """Gradient of the mean squared error."""
    p = sigmoid(x @ theta)
    return 2 * x.T @ ((p - y) * p * (1 - p)) / len(y)


def problem(rng: np.random.Generator, n: int, d: int) -> tuple[Array, Array, Array]:
    """Random features, labels and parameters."""
    return normal(rng, n, d), coins(rng, n), normal(rng, d)
