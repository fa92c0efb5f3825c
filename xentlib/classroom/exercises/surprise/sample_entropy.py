"""Entropy of the labels in a sample."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import bits, frequencies
from xentlib.classroom.exercises.surprise._shared import as_typed
from xentlib.numerics import FloatArray


def own_share(labels: FloatArray) -> FloatArray:
    """For each member of a sample, the share of its label."""
    return np.mean(labels[:, None] == labels, axis=0)


EXERCISE = Exercise(
    reference=lambda labels: bits(frequencies(labels)),
    inputs=lambda rng: [
        (np.array([7]),),
        (np.array([3, 3, 7]),),
        (np.array([0, 1, 1]),),
        (np.array([2, 9, 2, 5]),),
        *((2 * rng.integers(1, k, size=n) + 1,) for k, n in ((4, 9), (6, 20), (12, 50))),
    ],
    hints=(
        "How many of the labels in [3, 3, 7] are a 3? Does it matter that it is a 3?",
        "First count how often each label occurs; then make the counts sum to 1.",
        "np.unique(labels, return_counts=True) counts; divide by their sum, take the entropy.",
    ),
    mistakes={
        "sample as masses": lambda labels: bits(labels / labels.sum()),
        "bound": [
            lambda labels: np.log2(len(set(labels.tolist()))),
            lambda labels: np.log2(len(labels)),
        ],
        "not normalised": lambda labels: bits(len(labels) * frequencies(labels)),
        "divided by kinds": lambda labels: bits(
            frequencies(labels) * len(labels) / len(set(labels.tolist()))
        ),
        "double weight": lambda labels: bits(own_share(labels)),
        "sum": lambda labels: len(labels) * bits(frequencies(labels)),
        "each alike": lambda labels: -np.log2(frequencies(labels)).mean(),
        "zero log zero": lambda labels: as_typed(np.bincount(labels) / len(labels)),
    },
    say={
        "divided by kinds": "Those counts are divided by how many kinds there are. By what must "
        "they be?",
    },
    right=(
        lambda labels: -sum(f * math.log2(f) for f in frequencies(labels)),
        lambda labels: bits(np.bincount(labels) / len(labels)),
        lambda labels: -np.log2(own_share(labels)).mean(),
        lambda labels: bits((labels[:, None] == np.unique(labels)).mean(0)),
    ),
    unit="bits",
    reread="A sample is not its source",
)
