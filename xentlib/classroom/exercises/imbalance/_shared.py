"""What the exercises on class imbalance share."""

import numpy as np

from xentlib.classroom.exercises._common.inputs import Array


def some_counts(rng: np.random.Generator, k: int) -> Array:
    """Random counts of k classes, the first much larger than the last."""
    return np.sort(rng.integers(2, 60, size=k))[::-1] * np.append(9, np.ones(k - 1, int))


def sum_to(total: float, weights: Array) -> Array:
    """Weights scaled so that they sum to a total."""
    return total * weights / weights.sum()
