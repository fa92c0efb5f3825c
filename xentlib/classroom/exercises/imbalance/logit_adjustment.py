"""What to add to logits for another prior."""

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
    """Logits adjusted by a logarithm of one's own."""
    return z + log(prior(counts))


EXERCISE = Exercise(
    reference=lambda z, counts: z + logit_adjustment(counts),
    inputs=lambda rng: [
        (np.array([[0.0, 0.0]]), np.array([90, 10])),
        (np.array([[0.0, 0.0]]), np.array([10**15, 1])),
        (np.zeros((1, 6)), np.array([10**15, 10**12, 10**9, 10**6, 10**3, 1])),
        *((normal(rng, n, k), some_counts(rng, k)) for n, k in ((2, 3), (4, 2), (3, 3))),
        (normal(rng, 4), some_counts(rng, 4)),
    ],
    hints=(
        "In training, the rare class shall need a larger logit of its own. What is added?",
        "The logarithm of each class's share, added to the logits before the loss.",
        "Shares are counts over their sum. Their logarithms broadcast over the rows of z.",
    ),
    mistakes=guarded(adjusted, [e for e in LIMITS if e >= 1e-14])
    | {
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
        "clipped": "Small shares are held above a limit: a very rare class needs its whole "
        "adjustment.",
        "epsilon": "Something was added inside the logarithm: a very rare class needs its whole "
        "adjustment.",
        "logit": "That adds the log-odds of the share; its logarithm is asked.",
        "no logarithm": "The shares were added; their logarithms are asked.",
        "not normalised": "The logarithms of the counts were added; those of the shares are asked.",
        "multiplied": "The logits were multiplied; the logarithm of the share is added.",
        "argument ignored": "The counts make no difference here.",
        "adjustment alone": "That is only what is added to the logits.",
        "softmax": "That is a softmax already; logits are asked.",
        "subtracted": "That is how a finished model is corrected; in training, the log-prior "
        "is added.",
    },
    right=(
        lambda z, counts: z + np.log(counts / counts.sum()),
        lambda z, counts: z + np.log(counts) - np.log(np.sum(counts)),
        lambda z, counts: z - np.log(sum(counts) / counts),
    ),
    reread="A prior in the logits",
)
