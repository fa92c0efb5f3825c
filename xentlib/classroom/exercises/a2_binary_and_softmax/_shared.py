"""What the questions on wells share: the mean loss of samples that only a table counts."""

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array, normal
from xentlib.numerics import log_sigmoid, sigmoid


def counts(rng: np.random.Generator, n: int, most: int = 9) -> tuple[Array, Array]:
    """Random numbers of dirty samples and of all samples of n wells; none is 0 of 0."""
    tested = 1 + rng.permutation(np.arange(n) % most)
    return rng.integers(tested + 1), tested


def prices(dirty: Array, tested: Array, z: Array) -> Array:
    """Price of all samples of each well, in nats."""
    return -dirty * log_sigmoid(z) - (tested - dirty) * log_sigmoid(-z)


def slope(x: Array, dirty: Array, tested: Array, theta: Array) -> Array:
    """Gradient of the samples' mean loss."""
    return x.T @ (tested * sigmoid(x @ theta) - dirty) / tested.sum()


def curvature(x: Array, tested: Array, theta: Array) -> Array:
    """Hessian of the samples' mean loss."""
    p = sigmoid(x @ theta)
    return (x.T * (tested * p * (1 - p))) @ x / tested.sum()


def wells(rng: np.random.Generator, n: int, d: int) -> tuple[Array, Array, Array, Array]:
    """Random wells with a column of ones, their counts, and parameters not far from the best."""
    x = np.column_stack([np.ones(n), normal(rng, n, d - 1)])
    dirty, tested = counts(rng, n)
    return x, dirty, tested, normal(rng, d, scale=0.5)
