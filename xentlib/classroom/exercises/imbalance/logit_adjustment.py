"""Forecasts for the training data, from logits for a population without a prior."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.guards import guarded
from xentlib.classroom.exercises._common.inputs import Array, Function, normal
from xentlib.classroom.exercises._common.limits import LIMITS
from xentlib.classroom.exercises.imbalance._shared import some_counts
from xentlib.imbalance import logit_adjustment
from xentlib.numerics import softmax


def prior(counts: Array) -> Array:
    """Share of each class."""
    return counts / counts.sum()


def adjusted(log: Function, z: Array, counts: Array) -> Array:
    """Forecasts of logits that are adjusted by a logarithm of one's own."""
    return softmax(z + log(prior(counts)))


def rows(masses: Array) -> Array:
    """Rows that sum to 1."""
    return masses / masses.sum(-1, keepdims=True)


EXERCISE = Exercise(
    reference=lambda z, counts: softmax(z + logit_adjustment(counts)),
    inputs=lambda rng: [
        (np.array([[0.0, 0.0]]), np.array([90, 10])),
        *((np.array([[0.0, 2.3 * k]]), np.array([10**k, 1])) for k in range(3, 16, 2)),
        *((normal(rng, n, k), some_counts(rng, k)) for n, k in ((2, 3), (4, 2), (3, 3))),
        (normal(rng, 4), some_counts(rng, 4)),
    ],
    hints=(
        "Training has few nines. Must their forecasts be higher or lower than those of z?",
        "The odds of two classes are multiplied by the ratio of their shares: add logarithms.",
        "A softmax of z plus the logarithm of each class's share.",
    ),
    mistakes=guarded(adjusted, [e for e in LIMITS if e >= 1e-14])
    | {
        "subtracted": lambda z, counts: softmax(z - np.log(prior(counts))),
        "no logarithm": [
            lambda z, counts: softmax(z + prior(counts)),
            lambda z, counts: softmax(z + counts),
        ],
        "multiplied": [
            lambda z, counts: softmax(z * prior(counts)),
            lambda z, counts: softmax(z * np.log(prior(counts))),
        ],
        "argument ignored": lambda z, _: softmax(z),
        "wrong base": [
            lambda z, counts: softmax(z + np.log2(prior(counts))),
            lambda z, counts: softmax(z + np.log10(prior(counts))),
        ],
        "adjustment alone": lambda z, counts: prior(counts) + 0 * z,
        "softmax missing": [
            lambda z, counts: z + np.log(prior(counts)),
            lambda z, counts: z + np.log(counts),
            lambda z, counts: z - np.log(prior(counts)),
        ],
        "not normalised": [
            lambda z, counts: softmax(z) * prior(counts),
            lambda z, counts: softmax(z) * counts,
            lambda z, counts: np.exp(z) * prior(counts),
        ],
        "probabilities added": lambda z, counts: rows(softmax(z) + prior(counts)),
        "logit": lambda z, counts: softmax(z + np.log(prior(counts) / (1 - prior(counts)))),
    },
    say={
        "clipped": "Small shares are held above a limit: a very rare class needs its whole "
        "adjustment.",
        "epsilon": "Something was added inside the logarithm: a very rare class needs its whole "
        "adjustment.",
        "logit": "That adds the log-odds of the share; its logarithm is asked.",
        "no logarithm": "The shares were added to logits; their logarithms belong there.",
        "not normalised": "Each row is right up to a factor; forecasts sum to 1.",
        "multiplied": "The logits were multiplied; the logarithm of the share is added.",
        "argument ignored": "The counts make no difference here.",
        "adjustment alone": "Those are the shares; z makes no difference here.",
        "softmax missing": "Those are logits; forecasts are asked.",
        "probabilities added": "Forecast and share were averaged; which of their odds multiply?",
        "subtracted": "That is the way from the training data to a population with equal shares; "
        "which way is asked?",
    },
    right=(
        lambda z, counts: softmax(z + np.log(counts / counts.sum())),
        lambda z, counts: softmax(z + np.log(counts)),
        lambda z, counts: rows(counts * softmax(z)),
    ),
    reread="A prior in the logits",
)
