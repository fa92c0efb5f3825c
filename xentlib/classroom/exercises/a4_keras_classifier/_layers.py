"""Images and small networks of ReLU units: some drawn, some made by hand."""

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array, labels_for, normal

Net = tuple[Array, Array, Array, Array, Array, Array]


def layer(rng: np.random.Generator, n: int, d: int, m: int, k: int, *, size: float = 1.0) -> Net:
    """Draw images, and a network none of whose units is nearly at 0."""
    gates = np.zeros(1)
    while (abs(gates) < 1e-3).any():
        x, v, b = normal(rng, n, d), normal(rng, d, m), normal(rng, m, scale=0.3)
        gates = x @ v + b
    labels, w = labels_for(rng, normal(rng, n, k)), normal(rng, m, k)
    return x, labels, v, b, (size * w).round(2), normal(rng, k)


def asleep(rng: np.random.Generator) -> Net:
    """Draw a network in which one unit never wakes, and another always does."""
    x, labels, v, b, w, c = layer(rng, 4, 3, 4, 3)
    b[:2] = -20, 20
    return x, labels, v, b, w, c


BY_HAND = (
    np.array([[1.0, 2.0]]),
    np.array([0]),
    np.array([[1.0, -1.0], [1.0, 0.0]]),
    np.array([0.0, 0.5]),
    np.array([[1.0, 0.0], [2.0, 1.0]]),
    np.array([-3.0, 0.0]),
)

TWO = np.array([[1.0, 0], [0, 1]]), np.array([1, 2]), np.eye(2), np.array([0.5, 0.5])
LARGE = *TWO, np.array([[0.0, 40, 39.5, -40], [0, -1, -1.5, 0]]), np.zeros(4)
SURE = (
    np.array([[1.0, 0], [0, 1], [1, 1]]),
    np.array([1, 2, 0]),  # of the last one the chance is 0
    *TWO[2:],
    np.array([[-2000.0, 720, 719, -900], [-1000, -700, -700.5, -1500]]),
    np.zeros(4),
)
# Units that are hardly awake or hardly asleep, and forecasts that are hardly wrong.
HARDLY = (
    np.array([[0.003, 0.02], [0.008, -0.005], [6, 0.5], [9, 0.5]]),
    np.array([0, 1, 0, 0]),
    np.eye(2),
    np.zeros(2),
    np.array([[1.0, 0], [0, 2]]),
    np.zeros(2),
)
