"""Lesson 06: the same values where exp overflows, log underflows and differences cancel."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._l06_floats import LIMITS, LOG_COMPLEMENT, LOSS_SCALE
from xentlib.classroom.exercises._l06_patients import PATIENTS
from xentlib.classroom.exercises._shared import (
    EPSILONS,
    Z4,
    Array,
    bce,
    bce_logits,
    clipped,
    coins,
    draws,
    each,
    flat_softmax,
    naive_sigmoid,
    naive_softmax,
)
from xentlib.classroom.exercises.q06_stability import QUIZ
from xentlib.losses import sigmoid_cross_entropy
from xentlib.numerics import log_sigmoid, log_softmax, logsumexp, sigmoid, softmax

__all__ = ["EXERCISES", "QUIZ"]

EXTREME = np.array([[1000.0, 999.0, 998.0], [-1000.0, -1001.0, -1002.0], [1000.0, 0.0, -1000.0]])


def rest(z: Array) -> Array:
    """Logarithm of the summed exponentials beyond the maximum."""
    return logsumexp(z) - z.max(-1)


LOGSUMEXP = Exercise(
    "06.logsumexp",
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
    mistakes=(
        Mistake("overflow", lambda z: np.log(np.exp(z).sum(-1))),
        Mistake("maximum", lambda z: z.max(-1)),
        Mistake("shift forgotten", rest),
        Mistake("shift forgotten", lambda z: rest(z) - z.max(-1)),
        Mistake("wrong axis", lambda z: logsumexp(z, axis=0)),
        Mistake("wrong axis", lambda z: np.log(np.exp(z).sum(0))),
        Mistake("all axes", lambda z: logsumexp(z.ravel())),
        Mistake("all axes", lambda z: np.log(np.exp(z).sum())),
        Mistake("mean", lambda z: logsumexp(z) - np.log(z.shape[-1])),
        Mistake("log of each", lambda z: z.sum(-1)),
        Mistake("no logarithm", lambda z: np.exp(z).sum(-1)),
        Mistake(
            "wrong shift",
            lambda z: np.log(np.exp(z - z.max()).sum(-1)) + z.max(),
            "One maximum for all rows: the rows far below it underflow. Take each row's own.",
        ),
        *each("epsilon", EPSILONS, lambda e: lambda z: np.log(np.exp(z).sum(-1) + e)),
        Mistake("clipped", lambda z: np.log(np.exp(np.clip(z, -700, 700)).sum(-1))),
        Mistake("clipped", lambda z: np.log(np.exp(np.clip(z, -500, 500)).sum(-1))),
    ),
    right=(
        lambda z: z.max(-1) + np.log(np.exp(z - z.max(-1, keepdims=True)).sum(-1)),
        lambda z: np.logaddexp.reduce(z, axis=-1),
        lambda z: [max(r) + math.log(sum(math.exp(x - max(r)) for x in r)) for r in z],
    ),
    unit="nats",
    atol=0.0,
    reread="Take out the largest",
)

LOG_SOFTMAX = Exercise(
    "06.log_softmax",
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
    mistakes=(
        Mistake("overflow", lambda z: np.log(naive_softmax(z))),
        Mistake("overflow", lambda z: z - np.log(np.exp(z).sum(-1, keepdims=True))),
        Mistake("underflow", lambda z: np.log(softmax(z))),
        Mistake("wrong axis", lambda z: log_softmax(z, axis=0)),
        Mistake("flattened", lambda z: z - logsumexp(z.ravel())),
        Mistake("flattened", lambda z: np.log(flat_softmax(z))),
        Mistake("no logarithm", lambda z: softmax(z)),
        Mistake("shift forgotten", lambda z: z - z.max(-1, keepdims=True)),
        Mistake("shift forgotten", lambda z: z - rest(z)[:, None]),
        Mistake("sigmoid", lambda z: log_sigmoid(z)),
        *each("clipped", EPSILONS, lambda e: lambda z: np.log(np.maximum(softmax(z), e))),
        *each("clipped", EPSILONS, lambda e: lambda z: np.log(clipped(softmax(z), e))),
        *each("epsilon", EPSILONS, lambda e: lambda z: np.log(softmax(z) + e)),
    ),
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

TAILS = np.array([-800.0, -40.0, 40.0, 800.0, 1.0])
EASY = (TAILS > 0).astype(float)

BCE = Exercise(
    "06.bce",
    reference=lambda y, z: sigmoid_cross_entropy(y, z),
    inputs=lambda rng: [
        (np.array([1.0]), np.array([40.0])),
        (EASY[[1, 2, 4]], TAILS[[1, 2, 4]]),
        (1 - EASY, TAILS),
        (np.array([0.25, 0.5]), np.array([-1.0, 3.0])),
        *((coins(rng, n), rng.normal(scale=3, size=n)) for n in (3, 8)),
    ],
    hints=(
        "At z = 40 the loss of a 1 is 4.2e-18. In which of your steps does it become 0?",
        "1 + 4e-18 is 1: log1p keeps what log(1 + x) loses. And exp(−|z|) cannot overflow.",
        "y · logaddexp(0, −z) + (1 − y) · logaddexp(0, z): two tails, never a difference.",
    ),
    mistakes=(
        Mistake("overflow", lambda y, z: bce(y, naive_sigmoid(z))),
        Mistake("overflow", lambda y, z: np.log(1 + np.exp(z)) - y * z),
        Mistake("overflow", lambda y, z: np.log1p(np.exp(z)) - y * z),
        Mistake("overflow", lambda y, z: y * np.log1p(np.exp(-z)) + (1 - y) * np.log1p(np.exp(z))),
        Mistake("overflow", lambda y, z: np.log1p(np.exp((1 - 2 * y) * z))),
        Mistake("cancellation", lambda y, z: np.logaddexp(0, z) - y * z),
        Mistake(
            "cancellation", lambda y, z: np.maximum(z, 0) - y * z + np.log(1 + np.exp(-abs(z)))
        ),
        Mistake("cancellation", lambda y, z: -np.log(y * sigmoid(z) + (1 - y) * sigmoid(-z))),
        *each("clipped", EPSILONS, lambda e: lambda y, z: bce(y, clipped(sigmoid(z), e))),
        *each(
            "epsilon",
            EPSILONS,
            lambda e: lambda y, z: -y * np.log(sigmoid(z) + e) - (1 - y) * np.log(sigmoid(-z) + e),
        ),
        *each(
            "epsilon",
            EPSILONS,
            lambda e: (
                lambda y, z: -y * np.log(sigmoid(z) + e) - (1 - y) * np.log(1 - sigmoid(z) + e)
            ),
        ),
        Mistake("term missing", lambda y, z: y * np.logaddexp(0, -z)),
        Mistake("term missing", lambda _, z: np.logaddexp(0, z)),
        Mistake("one logarithm", lambda _, z: np.logaddexp(0, -z)),
        Mistake("complement", lambda y, z: bce_logits(1 - y, z)),
        Mistake("all axes", lambda y, z: bce_logits(y, z).mean()),
        Mistake("all axes", lambda y, z: bce_logits(y, z).sum()),
        Mistake("sigmoid twice", lambda y, z: bce_logits(y, sigmoid(z))),
    ),
    right=(
        lambda y, z: y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z),
        lambda y, z: (
            (y * np.maximum(-z, 0) + (1 - y) * np.maximum(z, 0)) + np.log1p(np.exp(-abs(z)))
        ),
        lambda y, z: [
            a * np.logaddexp(0, -x) + (1 - a) * np.logaddexp(0, x)
            for a, x in zip(y, z, strict=True)
        ],
    ),
    unit="nats",
    atol=0.0,
    reread="The tail that becomes zero",
)

EXERCISES = (LIMITS, BCE, LOG_COMPLEMENT, LOGSUMEXP, LOG_SOFTMAX, LOSS_SCALE, PATIENTS)
