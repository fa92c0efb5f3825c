"""Probabilities from rows of logits."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import flat_softmax, hot, naive_softmax
from xentlib.classroom.exercises._common.guards import (
    clipped_logits,
    shifted_softmax,
    wrongly_shifted,
)
from xentlib.classroom.exercises._common.inputs import Z4, Array, random_logits
from xentlib.classroom.exercises.softmax._shared import FAR, HIGH, LARGE, LONE
from xentlib.numerics import log_softmax, sigmoid, softmax


def shifted(z: Array) -> Array:
    """Logits with each row's largest at 0."""
    return z - z.max(-1, keepdims=True)


EXERCISE = Exercise(
    reference=lambda z: softmax(z),
    inputs=lambda rng: [
        (np.array([[0.0, 1.0]]),),
        (Z4,),
        (LARGE,),
        (HIGH,),
        (FAR,),
        (LONE,),
        *((z,) for z in random_logits(rng, [(2, 3), (3, 2), (5, 4)])),
    ],
    hints=(
        "Which function makes every number positive and keeps their order?",
        "Exponentials, divided by their sum along each row. What if a logit is 1000?",
        "Subtract each row's maximum (keepdims=True), then exp, then divide by the row's sum.",
    ),
    mistakes={
        "overflow": naive_softmax,
        "flattened": [
            flat_softmax,
            lambda z: naive_softmax(z, None),
            lambda z: np.exp(shifted(z)) / np.exp(shifted(z)).sum(),
        ],
        "wrong axis": [lambda z: softmax(z, axis=0), lambda z: naive_softmax(z, 0)],
        "no exponential": lambda z: z / z.sum(-1, keepdims=True),
        "sigmoid": lambda z: sigmoid(z),
        "softmax twice": lambda z: softmax(softmax(z)),
        "logarithm": lambda z: log_softmax(z),
        "argmax": lambda z: hot(z.argmax(-1), z.shape[-1]),
        "not normalised": [lambda z: np.exp(z), lambda z: np.exp(shifted(z))],
        "wrong shift": wrongly_shifted(shifted_softmax),
        "clipped": clipped_logits(softmax),
        "wrong sign inside": [lambda z: softmax(-z), lambda z: naive_softmax(-z)],
        "wrong base": lambda z: 2 ** shifted(z) / (2 ** shifted(z)).sum(-1, keepdims=True),
    },
    say={
        "clipped": "The logits are held between limits, and beyond these all of them count alike.",
        "wrong sign inside": "The logits enter with a minus: the largest must get the most.",
        "logarithm": "That is the logarithm of the softmax; the probabilities are asked.",
    },
    right=(
        lambda z: (
            np.exp(z - z.max(-1, keepdims=True))
            / np.exp(z - z.max(-1, keepdims=True)).sum(-1, keepdims=True)
        ),
        lambda z: [np.exp(row - row.max()) / sum(np.exp(row - row.max())) for row in z],
        lambda z: np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None]),
        lambda z: 1 / np.exp(z[:, None, :] - z[:, :, None]).sum(-1),
    ),
    reread="Softmax",
)
