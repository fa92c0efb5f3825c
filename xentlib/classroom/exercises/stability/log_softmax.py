"""Logarithms of the softmax at every size."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import flat_softmax, naive_softmax
from xentlib.classroom.exercises._common.guards import (
    MOST_UNLIKELY,
    clipped_logits,
    forms_of,
    guarded,
    shifted_logsumexp,
    shifted_softmax,
    wrongly_shifted,
)
from xentlib.classroom.exercises._common.inputs import Z4, Array, Function, random_logits
from xentlib.classroom.exercises._common.limits import DEEP_LIMITS
from xentlib.classroom.exercises.stability._shared import EXTREME, FAR_ROWS, rest
from xentlib.numerics import log_sigmoid, log_softmax, logsumexp, softmax


def guarded_by(log: Function, z: Array) -> Array:
    """Logarithm of one's own, of a softmax that does not overflow."""
    return log(softmax(z))


GUARDED = guarded(guarded_by, DEEP_LIMITS)

EXERCISE = Exercise(
    reference=lambda z: log_softmax(z),
    inputs=lambda rng: [
        (np.stack([0 * MOST_UNLIKELY, MOST_UNLIKELY], axis=1),),
        (np.array([[0.0, 1000.0]]),),
        (np.array([[0.0, 20.0, 40.0]]),),
        *((row,) for row in FAR_ROWS),
        (EXTREME,),
        (Z4,),
        *((z,) for z in random_logits(rng, [(2, 3), (3, 2), (5, 4)])),
    ],
    hints=(
        "The softmax of (0, 1000) is (0, 1) in floating point. What is the logarithm then?",
        "The logarithm of a quotient is a difference: which of its terms needs no exp at all?",
        "z minus the logsumexp of its row, which takes out the maximum.",
    ),
    mistakes={
        "overflow": [
            lambda z: np.log(naive_softmax(z)),
            lambda z: z - np.log(np.exp(z).sum(-1, keepdims=True)),
        ],
        "underflow": lambda z: np.log(softmax(z)),
        "wrong axis": lambda z: log_softmax(z, axis=0),
        "flattened": [lambda z: z - logsumexp(z.ravel()), lambda z: np.log(flat_softmax(z))],
        "no logarithm": lambda z: softmax(z),
        "shift forgotten": lambda z: z - rest(z)[:, None],
        "term missing": lambda z: z - z.max(-1, keepdims=True),
        "wrong shift": [
            *wrongly_shifted(lambda shift, z: z - shifted_logsumexp(shift, z)[:, None]),
            *wrongly_shifted(lambda shift, z: np.log(shifted_softmax(shift, z))),
        ],
        "wrong sign inside": lambda z: log_softmax(-z),
        "softmax twice": lambda z: log_softmax(softmax(z)),
        "no exponential": lambda z: np.log(z / z.sum(-1, keepdims=True)),
        "sigmoid": lambda z: log_sigmoid(z),
        "clipped": [*forms_of("clipped", GUARDED), *clipped_logits(log_softmax)],
        "epsilon": forms_of("epsilon", GUARDED),
    },
    say={
        "no logarithm": "That is the softmax; its logarithm is asked.",
        "shift forgotten": "The maximum was taken out of the exponentials, and not put back: take "
        "it from z as well.",
        "softmax twice": "The softmax was taken once more, of what was a softmax already.",
        "term missing": "The maximum is taken off. Where is the logarithm of the summed "
        "exponentials?",
        "wrong sign inside": "The logits enter with a minus.",
    },
    right=(
        lambda z: z - np.logaddexp.reduce(z, axis=1)[:, None],
        lambda z: (
            z
            - z.max(1, keepdims=True)
            - np.log(np.exp(z - z.max(1, keepdims=True)).sum(1, keepdims=True))
        ),
        lambda z: [row - np.logaddexp.reduce(row) for row in z],
    ),
    unit="nats",
    reread="One function instead of two",
)
