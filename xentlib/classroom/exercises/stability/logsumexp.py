"""Logarithm of summed exponentials at every size."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.guards import (
    clipped_logits,
    shifted_logsumexp,
    wrongly_shifted,
)
from xentlib.classroom.exercises._common.inputs import Z4, random_logits
from xentlib.classroom.exercises._common.limits import DEEP_LIMITS
from xentlib.classroom.exercises.stability._shared import EXTREME, FAR_ROWS, rest
from xentlib.numerics import logsumexp

EXERCISE = Exercise(
    reference=lambda z: logsumexp(z),
    inputs=lambda rng: [
        (np.array([[1000.0, 1000.0]]),),
        *((row,) for row in FAR_ROWS),
        (EXTREME,),
        (Z4,),
        *((z,) for z in random_logits(rng, [(2, 3), (3, 2), (5, 4)])),
    ],
    hints=(
        "What does adding b to every logit do to the result?",
        "Take the largest logit out of every exponential, and put it back outside.",
        "m + log of the sum of exp(z − m) along each row, with m the row's maximum.",
    ),
    mistakes={
        "overflow": lambda z: np.log(np.exp(z).sum(-1)),
        "maximum": lambda z: z.max(-1),
        "shift forgotten": [rest, lambda z: rest(z) - z.max(-1)],
        "wrong axis": [lambda z: logsumexp(z, axis=0), lambda z: np.log(np.exp(z).sum(0))],
        "all axes": [
            lambda z: logsumexp(z.ravel()),
            lambda z: np.log(np.exp(z).sum()),
            lambda z: z.max(-1) + np.log(np.exp(z - z.max(-1, keepdims=True)).sum()),
        ],
        "mean": [
            lambda z: logsumexp(z) - np.log(z.shape[-1]),
            lambda z: np.log(np.exp(z).mean(-1)),
        ],
        "log of each": lambda z: z.sum(-1),
        "no logarithm": lambda z: np.exp(z).sum(-1),
        "no exponential": lambda z: np.log(z.sum(-1)),
        "wrong sign inside": [lambda z: logsumexp(-z), lambda z: -logsumexp(-z)],
        "wrong shift": wrongly_shifted(shifted_logsumexp),
        "epsilon": [
            *[lambda z, e=e: np.log(np.exp(z).sum(-1) + e) for e in DEEP_LIMITS],
            *[lambda z, e=e: np.log((np.exp(z) + e).sum(-1)) for e in DEEP_LIMITS],
        ],
        "clipped": clipped_logits(lambda z: np.log(np.exp(z).sum(-1))),
    },
    say={
        "all axes": "The exponentials were added up over all rows: each row has a sum of its own.",
        "clipped": "The logits are held between limits, and beyond these all of them count alike.",
        "epsilon": "Something was added to the sum: where all logits are far below 0, it is all "
        "that counts.",
        "mean": "That is the logarithm of the mean; the logarithm of the sum is asked.",
        "no exponential": "The logits were added up without exp.",
        "no logarithm": "That is the sum itself; its logarithm is asked.",
        "wrong sign inside": "The logits enter with a minus.",
    },
    right=(
        lambda z: z.max(-1) + np.log(np.exp(z - z.max(-1, keepdims=True)).sum(-1)),
        lambda z: np.logaddexp.reduce(z, axis=-1),
        lambda z: [max(r) + math.log(sum(math.exp(x - max(r)) for x in r)) for r in z],
    ),
    unit="nats",
    atol=0.0,
    reread="Take out the largest",
)
