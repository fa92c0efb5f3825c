"""Class weights that make every class count alike."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises.imbalance._shared import some_counts, sum_to
from xentlib.imbalance import balanced_class_weights

EXERCISE = Exercise(
    reference=lambda counts: balanced_class_weights(counts),
    inputs=lambda rng: [
        (np.array([90, 10]),),
        (np.array([6, 3, 1]),),
        *((some_counts(rng, k),) for k in (2, 3, 5)),
    ],
    hints=(
        "Which classes must weigh more, so that all of them count alike?",
        "Weight times count shall be the same for all classes, and the mean over examples 1.",
        "In proportion to 1 / counts; which factor makes (weights * counts).sum() counts.sum()?",
    ),
    mistakes={
        "not normalised": lambda counts: 1 / counts,
        "frequencies": [
            lambda counts: counts / counts.sum(),
            lambda counts: len(counts) * counts / counts.sum(),
        ],
        "brackets": lambda counts: counts.sum() / len(counts) * counts,
        "classes forgotten": lambda counts: counts.sum() / counts,
        "relative to the largest": lambda counts: counts.max() / counts,
        "sum to one": lambda counts: sum_to(1, 1 / counts),
        "sum to k": lambda counts: sum_to(len(counts), 1 / counts),
        "root": lambda counts: np.sqrt(counts.sum() / (len(counts) * counts)),
        "complement": lambda counts: 1 - counts / counts.sum(),
        "logarithm": lambda counts: np.log(counts.sum() / counts),
    },
    say={
        "complement": "That is the share of the other classes; a weight is inverse to the count.",
        "logarithm": "That is the logarithm; the quotient itself is asked.",
        "sum to one": "They sum to 1; their mean over the examples must be 1.",
        "not normalised": "1 / count has the right proportions; the mean over the examples must "
        "be 1.",
        "classes forgotten": "Their mean over the examples is the number of classes; it must be 1.",
        "relative to the largest": "Relative to the largest class; the mean over examples must "
        "be 1.",
        "sum to k": "They sum to the number of classes; their mean over the examples must be 1.",
    },
    right=(
        lambda counts: counts.sum() / (len(counts) * counts),
        lambda counts: counts.mean() / counts,
        lambda counts: [sum(counts) / len(counts) / count for count in counts],
    ),
    reread="Weights that balance",
)
