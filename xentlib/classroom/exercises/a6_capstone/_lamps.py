"""What the questions on lamps share."""

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array, normal

Lamps = tuple[Array, Array, Array]


def watched(months: Array, z: Array) -> Array:
    """Ones in the months in which a lamp was watched, (n, T)."""
    return (np.arange(z.shape[1]) < months[:, None]).astype(float)


def last(months: Array, z: Array) -> Array:
    """Ones in the last months in which lamps were watched, (n, T)."""
    return (np.arange(z.shape[1]) == months[:, None] - 1).astype(float)


def lamps(rng: np.random.Generator, n: int, most: int, *, died: int | None = None) -> Lamps:
    """Lamps that are watched for 1 to `most` months, some of which die."""
    months = rng.integers(1, most + 1, size=n)
    ends = rng.integers(2, size=n)
    months[:2], ends[:2] = (most - 1, 2), (0, 1)
    return months, ends if died is None else np.full(n, died), normal(rng, n, most, scale=1.5)


SURE = [  # lamps with logits that overflow in exp, or whose probabilities are 0 or 1
    (np.array([2, 1]), np.array([1, 0]), np.array([[-1000.0, 1000.0, 3.0], [-1000.0, 2.0, 1.0]])),
    (np.array([3, 2]), np.array([0, 1]), np.array([[1000.0, -2.0, 0.5], [800.0, -1000.0, 0.0]])),
    (np.array([1, 2]), np.array([0, 1]), np.array([[60.0, 1.0], [0.5, -60.0]])),
    (np.array([2, 1]), np.array([0, 1]), np.array([[-40.0, -37.0], [40.0, 1.0]])),
]
