"""Logarithms of the softmax at every size."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import clipped, flat_softmax, naive_softmax
from xentlib.classroom.exercises._common.inputs import EPSILONS, Z4, draws
from xentlib.classroom.exercises.stability._shared import EXTREME, rest
from xentlib.numerics import log_sigmoid, log_softmax, logsumexp, softmax

EXERCISE = Exercise(
    reference=lambda z: log_softmax(z),
    inputs=lambda rng: [
        (np.array([[0.0, 1000.0]]),),
        (np.array([[0.0, 20.0, 40.0]]),),
        (EXTREME,),
        (Z4,),
        *((z,) for z in draws(rng, [(2, 3), (3, 2), (5, 4)])),
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
        "shift forgotten": [lambda z: z - z.max(-1, keepdims=True), lambda z: z - rest(z)[:, None]],
        "sigmoid": lambda z: log_sigmoid(z),
        "clipped": [
            *[lambda z, e=e: np.log(np.maximum(softmax(z), e)) for e in EPSILONS],
            *[lambda z, e=e: np.log(clipped(softmax(z), e)) for e in EPSILONS],
        ],
        "epsilon": [lambda z, e=e: np.log(softmax(z) + e) for e in EPSILONS],
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
