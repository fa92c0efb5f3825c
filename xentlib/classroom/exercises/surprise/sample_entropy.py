"""Entropy of the labels in a sample."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import bits, frequencies
from xentlib.classroom.exercises._common.limits import ABOVE_ONE, BELOW_ONE, for_limits
from xentlib.classroom.exercises.surprise._shared import as_typed
from xentlib.numerics import FloatArray


def own_share(labels: FloatArray) -> FloatArray:
    """For each member of a sample, the share of its label."""
    return np.mean(labels[:, None] == labels, axis=0)


def taken_for_masses(labels: FloatArray) -> list[FloatArray]:
    """Take labels, or the kinds of them, for probabilities, scaled or as they are."""
    kinds = np.unique(labels)
    return [labels / labels.sum(), labels, kinds / kinds.sum(), kinds]


def charged(labels: FloatArray, low: float, high: float) -> float:
    """Mean surprise of a sample whose shares are held between bounds inside the logarithm."""
    shares = frequencies(labels)
    return float(-(shares * np.log2(np.clip(shares, low, high))).sum())


EXERCISE = Exercise(
    reference=lambda labels: bits(frequencies(labels)),
    inputs=lambda rng: [
        (np.array([7]),),
        (np.array([3, 3, 7]),),
        (np.array([0, 1, 1]),),
        (np.array([2, 9, 2, 5]),),
        (np.append(9, np.full(199, 4)),),
        *((2 * rng.integers(1, k, size=n) + 1,) for k, n in ((4, 9), (6, 20), (12, 50))),
    ],
    hints=(
        "How many of the labels in [3, 3, 7] are a 3? Does it matter that it is a 3?",
        "First count how often each label occurs; then make the counts sum to 1.",
        "np.unique(labels, return_counts=True) counts; divide by their sum, take the entropy.",
    ),
    mistakes={
        "sample as masses": [
            lambda labels, f=f, i=i: f(taken_for_masses(labels)[i])
            for f in (bits, as_typed)
            for i in range(4)
        ],
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
        "log of a mean": lambda labels: -np.log2(own_share(labels).mean()),
        "each alike": lambda labels: -np.log2(frequencies(labels)).mean(),
        "zero log zero": lambda labels: as_typed(np.bincount(labels) / len(labels)),
        **for_limits(
            {
                "epsilon in the log": [
                    lambda e, labels: (
                        -(frequencies(labels) * np.log2(frequencies(labels) + e)).sum()
                    ),
                    lambda e, labels: bits(frequencies(labels) + e),
                ]
            },
            ABOVE_ONE,
        ),
        "clipping": [
            *(lambda labels, e=e: charged(labels, e, 1 - e) for e in BELOW_ONE),
            lambda labels: charged(labels, 1e-2, 1),
        ],
    },
    say={
        "divided by kinds": "The counts are divided by how many kinds there are. Their sum, the "
        "number of labels, makes shares of them.",
        "epsilon in the log": "Something was added inside the logarithm. Every label that occurs "
        "has a share above 0, so nothing needs care.",
        "clipping": "Shares are held away from 0 and 1. Every label that occurs has a share above "
        "0, so nothing needs care.",
    },
    right=(
        lambda labels: -sum(f * math.log2(f) for f in frequencies(labels)),
        lambda labels: bits(np.bincount(labels) / len(labels)),
        lambda labels: -np.log2(own_share(labels)).mean(),
        lambda labels: bits((labels[:, None] == np.unique(labels)).mean(0)),
    ),
    unit="bits",
    atol=1e-17,  # a sample of one kind has an entropy of exactly 0
    reread="A sample is not its source",
    kind="reading",
)
