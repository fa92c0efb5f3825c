"""Class weights by the effective number of examples."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array
from xentlib.classroom.exercises.imbalance._shared import some_counts, sum_to
from xentlib.imbalance import effective_number_class_weights


def effective(counts: Array, beta: float) -> Array:
    """Effective number of examples of each class."""
    return (1 - beta**counts) / (1 - beta)


def balanced_in_total(counts: Array, beta: float) -> Array:
    """Weights whose mean over the examples is 1."""
    weights = 1 / effective(counts, beta)
    return counts.sum() / (counts * weights).sum() * weights


EXERCISE = Exercise(
    reference=lambda counts, beta: effective_number_class_weights(counts, beta=beta),
    inputs=lambda rng: [
        (np.array([100, 10]), 0.9),
        (np.array([6, 3, 1]), 0.5),
        *((some_counts(rng, k), round(rng.uniform(0.9, 0.99), 2)) for k in (2, 3, 5)),
    ],
    hints=(
        "With beta = 0.9, how many examples is the thousandth one worth?",
        "The effective number is (1 − beta**n) / (1 − beta). Should it divide or multiply?",
        "Weights 1 / effective number, scaled so that they sum to the number of classes.",
    ),
    mistakes={
        "not normalised": lambda counts, beta: 1 / effective(counts, beta),
        "sum to one": lambda counts, beta: sum_to(1, 1 / effective(counts, beta)),
        "frequencies": [
            lambda counts, beta: sum_to(len(counts), effective(counts, beta)),
            lambda counts, beta: effective(counts, beta),
        ],
        "argument ignored": [
            lambda counts, _: sum_to(len(counts), 1 / counts),
            lambda counts, _: counts.sum() / (len(counts) * counts),
            lambda counts, _: np.ones(len(counts)),
        ],
        "one minus forgotten": [
            lambda counts, beta: sum_to(len(counts), beta ** -counts.astype(float)),
            lambda counts, beta: sum_to(len(counts), beta ** counts.astype(float)),
        ],
        "count less one": lambda counts, beta: sum_to(
            len(counts), 1 / np.where(counts > 1, effective(counts - 1, beta), np.inf)
        ),
        "balanced in total": lambda counts, beta: balanced_in_total(counts, beta),
        "root": lambda counts, beta: sum_to(len(counts), effective(counts, beta) ** -0.5),
    },
    say={
        "not normalised": "1 / effective number has the right proportions; the weights must sum to "
        "the number of classes.",
        "sum to one": "They sum to 1; they must sum to the number of classes.",
        "argument ignored": "beta makes no difference here.",
        "one minus forgotten": "There stands beta**n; 1 − beta**n is asked.",
        "count less one": "Count again: of one example, the first is worth 1.",
        "balanced in total": "The mean over the examples is 1; the weights must sum to the number "
        "of classes.",
    },
    right=(
        lambda counts, beta: len(counts) / (1 - beta**counts) / (1 / (1 - beta**counts)).sum(),
        lambda counts, beta: [
            len(counts) / (1 - beta**n) / sum(1 / (1 - beta**m) for m in counts) for n in counts
        ],
        lambda counts, beta: sum_to(len(counts), (1 - beta) / -np.expm1(counts * np.log(beta))),
    ),
    reread="How many examples is the next one worth?",
    kind="derivation",
)
