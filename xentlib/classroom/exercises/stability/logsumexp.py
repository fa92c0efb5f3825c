"""Logarithm of summed exponentials at every size."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import EPSILONS, Z4, draws
from xentlib.classroom.exercises.stability._shared import EXTREME, rest
from xentlib.numerics import logsumexp

EXERCISE = Exercise(
    reference=lambda z: logsumexp(z),
    inputs=lambda rng: [
        (np.array([[1000.0, 1000.0]]),),
        (EXTREME,),
        (Z4,),
        *((z,) for z in draws(rng, [(2, 3), (3, 2), (5, 4)])),
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
        "all axes": [lambda z: logsumexp(z.ravel()), lambda z: np.log(np.exp(z).sum())],
        "mean": lambda z: logsumexp(z) - np.log(z.shape[-1]),
        "log of each": lambda z: z.sum(-1),
        "no logarithm": lambda z: np.exp(z).sum(-1),
        "wrong shift": lambda z: np.log(np.exp(z - z.max()).sum(-1)) + z.max(),
        "epsilon": [lambda z, e=e: np.log(np.exp(z).sum(-1) + e) for e in EPSILONS],
        "clipped": [
            lambda z: np.log(np.exp(np.clip(z, -700, 700)).sum(-1)),
            lambda z: np.log(np.exp(np.clip(z, -500, 500)).sum(-1)),
        ],
    },
    say={
        "wrong shift": "One maximum for all rows: the rows far below it underflow. Take each "
        "row's own.",
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
