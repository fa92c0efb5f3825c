"""Batch normalisation in evaluation: running means of what the batches had."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, normal

EPSILON = 1e-3


def running(
    batches: Array, beta: float, *, ddof: int = 0, swapped: bool = False
) -> tuple[Array, Array]:
    """Mean and variance that a layer remembers after some steps, from 0 and 1."""
    mean, variance = np.zeros(batches.shape[-1]), np.ones(batches.shape[-1])
    keep = 1 - beta if swapped else beta
    for batch in batches:
        mean = keep * mean + (1 - keep) * batch.mean(0)
        variance = keep * variance + (1 - keep) * batch.var(0, ddof=ddof)
    return mean, variance


def normalised(x: Array, mean: Array, variance: Array) -> Array:
    """Take the mean away, and divide by the root of the variance."""
    return (x - mean) / np.sqrt(variance + EPSILON)


def with_memory(batches: Array, beta: float, x: Array) -> Array:
    """Normalise by what is remembered."""
    return normalised(x, *running(batches, beta))


def of_all(batches: Array, x: Array) -> Array:
    """Normalise by the mean and variance of all rows of all batches."""
    rows = batches.reshape(-1, batches.shape[-1])
    return normalised(x, rows.mean(0), rows.var(0))


def mean_alone(batches: Array, beta: float, x: Array) -> Array:
    """Remember the mean alone."""
    return normalised(x, running(batches, beta)[0], np.ones(x.shape[-1]))


EXERCISE = Exercise(
    reference=with_memory,
    inputs=lambda rng: [
        (np.array([[[1.0], [3.0]], [[2.0], [6.0]]]), 0.5, np.array([[2.0], [4.0]])),
        *(
            (normal(rng, s, n, d) + 1, beta, normal(rng, m, d))
            for s, n, d, m, beta in ((3, 4, 2, 3, 0.9), (4, 3, 3, 1, 0.8), (2, 5, 2, 4, 0.6))
        ),
    ],
    hints=(
        "Go through the batches in order, and keep a running mean and a running variance.",
        "mean = β · mean + (1 − β) · batch.mean(0), from 0; the variance likewise, from 1.",
        "At the end (x − mean) / √(variance + 0.001), with nothing taken from x itself.",
    ),
    mistakes={
        "batch of its own": lambda b, beta, x: (
            normalised(x, x.mean(0), x.var(0)) + 0 * (b.sum() + beta)
        ),
        "last batch": lambda b, beta, x: normalised(x, b[-1].mean(0), b[-1].var(0)) + 0 * beta,
        "all batches alike": [
            lambda b, beta, x: of_all(b, x) + 0 * beta,
            lambda b, beta, x: normalised(x, b.mean((0, 1)), b.var(1).mean(0)) + 0 * beta,
        ],
        "memory swapped": lambda b, beta, x: normalised(x, *running(b, beta, swapped=True)),
        "n less one": lambda b, beta, x: normalised(x, *running(b, beta, ddof=1)),
        "by the variance": lambda b, beta, x: (
            (x - running(b, beta)[0]) / (running(b, beta)[1] + EPSILON)
        ),
        "mean alone": mean_alone,
        "variance from 0": lambda b, beta, x: normalised(
            x, running(b, beta)[0], running(b, beta)[1] - beta ** len(b)
        ),
        "corrected": lambda b, beta, x: normalised(
            x,
            running(b, beta)[0] / (1 - beta ** len(b)),
            (running(b, beta)[1] - beta ** len(b)) / (1 - beta ** len(b)),
        ),
        "backwards": lambda b, beta, x: with_memory(b[::-1], beta, x),
        "no epsilon": lambda b, beta, x: (x - running(b, beta)[0]) / np.sqrt(running(b, beta)[1]),
        "epsilon remembered": lambda b, beta, x: (
            (x - running(b, beta)[0])
            / np.sqrt(running(b, beta)[1] + EPSILON * (1 - beta ** len(b)))
        ),
        "epsilon": lambda b, beta, x: (
            (x - running(b, beta)[0]) / (np.sqrt(running(b, beta)[1]) + EPSILON)
        ),
    },
    say={
        "batch of its own": "That normalises by x itself, as in training. One image alone would "
        "become 0.",
        "last batch": "Only the last batch counts there: the layer remembers all of them.",
        "all batches alike": "The memory fades: an old batch counts less than a new one.",
        "memory swapped": "β is what is kept of the old value, 1 − β is what the new one adds.",
        "n less one": "Keras divides by n here, not by n − 1.",
        "by the variance": "Divide by the root of the variance.",
        "mean alone": "The variance is remembered, too.",
        "variance from 0": "The running variance starts at 1, not at 0.",
        "corrected": "There is no bias correction here, unlike in Adam.",
        "backwards": "The batches come in order: the last one counts most.",
        "no epsilon": "0.001 is added to the variance, before the root.",
        "epsilon remembered": "Add 0.001 once, at the end, and not to what is remembered.",
        "epsilon": "ε = 0.001 is added to the variance, before the root.",
    },
    right=(
        lambda b, beta, x: normalised(
            x,
            sum((1 - beta) * beta ** (len(b) - 1 - i) * batch.mean(0) for i, batch in enumerate(b)),
            beta ** len(b)
            + sum(
                (1 - beta) * beta ** (len(b) - 1 - i) * batch.var(0) for i, batch in enumerate(b)
            ),
        ),
    ),
    reread="Batch normalisation",
)
