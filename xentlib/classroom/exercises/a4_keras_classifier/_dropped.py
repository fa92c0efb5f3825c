"""Last layers some of whose units are dropped: some drawn, some made by hand."""

from itertools import product

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array, normal
from xentlib.numerics import logsumexp

Layer = tuple[Array, Array, Array, int, float]


def masks(m: int) -> Array:
    """Every way to keep (1) or to drop (0) each of m units, (2^m, m)."""
    return np.array([*product((0.0, 1.0), repeat=m)])


def layer(rng: np.random.Generator, m: int, k: int, rate: float, *, size: float = 1.0) -> Layer:
    """Draw the units of an image, and a layer that is sure of nothing, unless it is large."""
    while True:
        h, w = np.abs(normal(rng, m)) + 0.1, (size * normal(rng, m, k)).round(2)
        c, label = normal(rng, k), int(rng.integers(k))
        z = (masks(m) * h / (1 - rate)) @ w + c
        if size > 1 or (logsumexp(z) - z[:, label]).max() < 12:
            return h.round(2), w, c, label, rate


LARGE = [
    (np.array([1, 0.5]), np.array([[900.0, -9], [0, -300]]), np.zeros(2), label, 0.2)
    for label in (0, 1)
]
# No logit is above −50; a unit hardly counts; some losses are hardly above 0.
BELOW_0 = np.array([0.003, 1.0]), np.array([[1.0, -1], [-1, 1]]), np.array([-63.0, -60]), 1, 0.5
# The middle of the logits, and any one of them, is far from the largest.
FAR = (
    np.ones(2),
    np.array([[-3500.0, 730, 728, -1700], [1000, -1380, -1379, -1000]]),
    np.array([66.0, 65, 63, 64]),
    1,
    0.2,
)
# All units are dropped once in 10 000 times, and this costs much.
RARE = np.ones(4), np.array([[-5.0, 5]] * 4), np.array([12.0, 0]), 1, 0.1
