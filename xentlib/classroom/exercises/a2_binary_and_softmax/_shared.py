"""What the questions share: samples that only a table counts, and classes that it is not."""

import numpy as np

from xentlib.classroom.exercises._common.formulas import hot_like, of_target
from xentlib.classroom.exercises._common.inputs import Array, normal
from xentlib.numerics import log_sigmoid, logsumexp, sigmoid


def counts(rng: np.random.Generator, n: int, most: int = 9) -> tuple[Array, Array]:
    """Random numbers of dirty samples and of all samples of n wells; none is 0 of 0."""
    tested = 1 + rng.permutation(np.arange(n) % most)
    return rng.integers(tested + 1), tested


def prices(dirty: Array, tested: Array, z: Array) -> Array:
    """Price of all samples of each well, in nats."""
    return -dirty * log_sigmoid(z) - (tested - dirty) * log_sigmoid(-z)


def of_chances(dirty: Array, tested: Array, p: Array) -> Array:
    """Mean price by the probabilities of a dirty sample."""
    terms = -dirty * np.log(p) - (tested - dirty) * np.log(1 - p)
    return np.asarray(terms.sum() / tested.sum())


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


def without(labels: Array, z: Array) -> Array:
    """Logits of the classes that it may be."""
    return np.where(hot_like(labels, z) == 1, -np.inf, z)


def lead(labels: Array, z: Array) -> Array:
    """Log-odds of the class that it is not, against all others together."""
    return of_target(labels, z) - logsumexp(without(labels, z))


def others(labels: Array, p: Array) -> Array:
    """Add up the probabilities of the other classes."""
    return np.asarray((p * (1 - hot_like(labels, p))).sum(1))
