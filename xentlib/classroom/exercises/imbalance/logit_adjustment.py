"""What to add to logits for another prior."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array
from xentlib.classroom.exercises.imbalance._shared import some_counts
from xentlib.imbalance import logit_adjustment
from xentlib.numerics import softmax


def prior(counts: Array) -> Array:
    """Share of each class."""
    return counts / counts.sum()


EXERCISE = Exercise(
    reference=lambda z, counts: z + logit_adjustment(counts),
    inputs=lambda rng: [
        (np.array([[0.0, 0.0]]), np.array([90, 10])),
        *((rng.normal(size=(n, k)), some_counts(rng, k)) for n, k in ((2, 3), (4, 2), (3, 3))),
        (rng.normal(size=4), some_counts(rng, 4)),
    ],
    hints=(
        "In training, the rare class shall need a larger logit of its own. What is added?",
        "The logarithm of each class's share, added to the logits before the loss.",
        "z + np.log(counts / counts.sum())",
    ),
    mistakes={
        "subtracted": lambda z, counts: z - np.log(prior(counts)),
        "no logarithm": lambda z, counts: z + prior(counts),
        "not normalised": lambda z, counts: z + np.log(counts),
        "multiplied": [
            lambda z, counts: z * prior(counts),
            lambda z, counts: z * np.log(prior(counts)),
        ],
        "argument ignored": [lambda z, _: z + np.log(1 / z.shape[-1]), lambda z, _: z],
        "wrong base": [
            lambda z, counts: z + np.log2(prior(counts)),
            lambda z, counts: z + np.log10(prior(counts)),
        ],
        "adjustment alone": lambda z, counts: np.log(prior(counts)) + 0 * z,
        "softmax": lambda z, counts: softmax(z + np.log(prior(counts))),
        "logit": lambda z, counts: z + np.log(prior(counts) / (1 - prior(counts))),
    },
    say={
        "argument ignored": "The counts make no difference here.",
        "adjustment alone": "That is what is added; where are the logits?",
        "softmax": "That is a softmax already; logits are asked.",
        "subtracted": "That is the correction of a finished model; in training, the log-prior "
        "is added.",
    },
    right=(
        lambda z, counts: z + np.log(counts / counts.sum()),
        lambda z, counts: z + np.log(counts) - np.log(np.sum(counts)),
        lambda z, counts: z - np.log(sum(counts) / counts),
    ),
    reread="A prior in the logits",
)
