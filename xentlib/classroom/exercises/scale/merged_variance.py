"""Variance of all losses, from the summaries of blocks."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, uniform


def whole_mean(n: Array, mean: Array) -> float:
    """Mean of all numbers."""
    return float(np.average(mean, weights=n))


def between(n: Array, mean: Array) -> float:
    """Variance of the blocks' means, each as often as its block has numbers."""
    return float(np.average((mean - whole_mean(n, mean)) ** 2, weights=n))


def within(n: Array, variance: Array) -> float:
    """Mean of the blocks' variances."""
    return float(np.average(variance, weights=n))


EXERCISE = Exercise(
    reference=lambda n, mean, variance: within(n, variance) + between(n, mean),
    inputs=lambda rng: [
        (np.array([1, 1]), np.array([0.0, 2.0]), np.array([0.0, 0.0])),
        (np.array([2, 6]), np.array([1.0, 3.0]), np.array([4.0, 1.0])),
        *(
            (1 + (9 * rng.random(k)).astype(int), uniform(rng, 0, 3, k), uniform(rng, 0.5, 2, k))
            for k in (3, 4, 6)
        ),
    ],
    hints=(
        "Two blocks of one number each, 0 and 2: both variances are 0. What is that of all?",
        "Take the mean squared distance of a block from the mean of ALL: it is its variance and …",
        "With m, the weighted mean of the means: the weighted mean of variance + (mean − m)².",
    ),
    mistakes={
        "within alone": [
            lambda n, mean, variance: within(n, variance) + 0 * mean[0],
            lambda n, mean, variance: variance.mean() + 0 * (n[0] + mean[0]),
        ],
        "between alone": [
            lambda n, mean, variance: between(n, mean) + 0 * variance[0],
            lambda n, mean, variance: mean.var() + 0 * (n[0] + variance[0]),
        ],
        "means averaged": [
            lambda n, mean, variance: (variance + mean**2).mean() - mean.mean() ** 2 + 0 * n[0],
            lambda n, mean, variance: (
                within(n, variance) + np.average((mean - mean.mean()) ** 2, weights=n)
            ),
            lambda n, mean, variance: within(n, variance) + mean.var(),
        ],
        "sample variance": [
            lambda n, mean, variance: (
                (within(n, variance) + between(n, mean)) * n.sum() / (n.sum() - 1)
            ),
            lambda n, mean, variance: (
                ((n - 1) * variance).sum() / (n.sum() - 1)
                + between(n, mean) * n.sum() / (n.sum() - 1)
            ),
        ],
        "root": lambda n, mean, variance: (within(n, variance) + between(n, mean)) ** 0.5,
        "not centred": lambda n, mean, variance: np.average(variance + mean**2, weights=n),
        "of the mean": lambda n, mean, variance: (within(n, variance) + between(n, mean)) / n.sum(),
        "not averaged": lambda n, mean, variance: (
            (n * variance).sum() + (n * (mean - whole_mean(n, mean)) ** 2).sum()
        ),
        "weights squared": lambda n, mean, variance: (
            (n**2 * variance).sum() / n.sum() ** 2 + 0 * mean[0]
        ),
    },
    say={
        "within alone": "Only the variances enter. How much do the blocks' means differ?",
        "between alone": "Only the means enter. How much do the losses vary inside a block?",
        "means averaged": "Blocks of unequal size count alike somewhere.",
        "sample variance": "Here variances are means of squared distances: divide by n, not n − 1.",
        "root": "That is the standard deviation; the variance is asked.",
        "not centred": "That is the mean of the squares. Which square must be taken off?",
        "of the mean": "That is the variance of the mean; the variance of the losses is asked.",
        "not averaged": "That is the sum of squared distances. By how many is it divided?",
        "weights squared": "That is the variance of a weighted mean of independent numbers.",
    },
    right=(
        lambda n, mean, variance: (
            np.average(variance + mean**2, weights=n) - np.average(mean, weights=n) ** 2
        ),
        lambda n, mean, variance: (
            (n * (variance + (mean - mean @ n / n.sum()) ** 2)).sum() / n.sum()
        ),
    ),
    reread="A sum that stops",
    kind="derivation",
)
