"""What the rows of several lessons share: textbook formulas in their stable and naive forms."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.classroom.checking import Mistake
from xentlib.numerics import log_sigmoid, log_softmax, softmax

Array = NDArray[Any]
Function = Callable[..., Any]
EPSILONS = (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)
EDGE = np.array([1e-2, 1e-7, 1e-9, 1e-12, 1e-15])  # tells a clip from a + epsilon
EDGE_LOGITS = np.log(EDGE) - np.log1p(-EDGE)
Y5, P5 = np.array([1.0, 0, 1, 1, 0]), np.array([0.9, 0.2, 0.6, 0.3, 0.45])
Z4 = np.array([[2.0, 1, 0.1], [0.5, 2.5, -1], [1, 0, 3], [0.2, 0.4, 0.1]])
IDS4 = np.array([0, 2, 0, 1])
X4 = np.array([[1.0, 2], [0, 1], [-1, 1], [2, -1]])
Y4, THETA = np.array([1.0, 0, 0, 1]), np.array([0.5, -0.25])
M3 = np.array([[2.0, 1, -1, -2], [-1, -3, -0.5, -2], [0.5, -1, 1.5, -0.2]])
T3 = np.array([[1.0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0]])


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


def each(name: str, makers: Iterable[Any], build: Callable[[Any], Function]) -> list[Mistake]:
    """One mistake in several forms."""
    return [Mistake(name, build(maker)) for maker in makers]


def draws(rng: np.random.Generator, shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    """Logits of several shapes."""
    return [rng.normal(scale=1.5, size=shape) for shape in shapes]


def coins(rng: np.random.Generator, shape: int | tuple[int, ...]) -> Array:
    """Zeros and ones, at least one of each."""
    y = (rng.random(shape) < 0.4).astype(float)
    y.flat[0], y.flat[-1] = 1, 0
    return y


def labels_for(rng: np.random.Generator, z: Array) -> Array:
    """Random class ids for rows of logits, the first two classes always among them."""
    labels = rng.integers(z.shape[-1], size=len(z))
    labels[:2] = 0, 1
    return labels
