"""Inputs that many exercises share: small ones to do by hand, edges, random ones."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

Function = Callable[..., Any]

EDGE = np.array([1e-2, 1e-7, 1e-9, 1e-12, 1e-15, 1e-21])  # tells a clip from a + epsilon

EDGE_LOGITS = np.log(EDGE) - np.log1p(-EDGE)

Y5, P5 = np.array([1.0, 0, 1, 1, 0]), np.array([0.9, 0.2, 0.6, 0.3, 0.45])

Z4 = np.array([[2.0, 1, 0.1], [0.5, 2.5, -1], [1, 0, 3], [0.2, 0.4, 0.1]])

IDS4 = np.array([0, 2, 0, 1])

X2, Y2 = np.array([[1.0, 2], [1, 0]]), np.array([1.0, 0])

X4 = np.array([[1.0, 2], [0, 1], [-1, 1], [2, -1]])

Y4, THETA = np.array([1.0, 0, 0, 1]), np.array([0.5, -0.25])

M3 = np.array([[2.0, 1, -1, -2], [-1, -3, -0.5, -2], [0.5, -1, 1.5, -0.2]])

T3 = np.array([[1.0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0]])


def random_logits(rng: np.random.Generator, shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    """Logits of several shapes, easy to type."""
    return [rng.normal(scale=1.5, size=shape).round(2) for shape in shapes]


def hundredths(rng: np.random.Generator, *shape: int) -> Array:
    """Random distributions along the last axis, in whole hundredths, at least one to each."""
    *rows, k = shape
    return (1 + rng.multinomial(100 - k, rng.dirichlet(np.ones(k), size=rows))) / 100


def normal(rng: np.random.Generator, *shape: int, scale: float = 1.0) -> Array:
    """Random numbers of two digits after the point, easy to type."""
    return rng.normal(scale=scale, size=shape).round(2)


def uniform(rng: np.random.Generator, low: float, high: float, *shape: int) -> Array:
    """Random numbers between bounds, of two digits after the point."""
    return rng.uniform(low, high, size=shape).round(2)


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
