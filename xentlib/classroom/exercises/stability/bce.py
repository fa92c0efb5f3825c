"""Binary cross-entropy at every logit."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import bce, bce_logits, naive_sigmoid
from xentlib.classroom.exercises._common.guards import (
    MOST_UNLIKELY,
    clipped_logits,
    clipped_sigmoid,
    forms_of,
    guarded,
)
from xentlib.classroom.exercises._common.inputs import Array, Function, coins, normal
from xentlib.classroom.exercises._common.limits import DEEP_LIMITS
from xentlib.losses import sigmoid_cross_entropy
from xentlib.numerics import sigmoid

TAILS = np.array([-800.0, -40.0, 40.0, 800.0, 1.0])

EASY = (TAILS > 0).astype(float)


def guarded_by(log: Function, y: Array, z: Array) -> Array:
    """Price by a logarithm of one's own, of a sigmoid that does not overflow."""
    return -(y * log(sigmoid(z)) + (1 - y) * log(sigmoid(-z)))


def textbook_by(log: Function, y: Array, z: Array) -> Array:
    """Price by a logarithm of one's own, as the textbook writes it."""
    return -(y * log(sigmoid(z)) + (1 - y) * log(1 - sigmoid(z)))


GUARDED = [guarded(form, DEEP_LIMITS) for form in (guarded_by, textbook_by)]

EXERCISE = Exercise(
    reference=lambda y, z: sigmoid_cross_entropy(y, z),
    inputs=lambda rng: [
        (np.ones(12), MOST_UNLIKELY),
        (np.array([1.0]), np.array([40.0])),
        (EASY[[1, 2, 4]], TAILS[[1, 2, 4]]),
        (1 - EASY, TAILS),
        (np.array([0.25, 0.5]), np.array([-1.0, 3.0])),
        *((coins(rng, n), normal(rng, n, scale=3)) for n in (3, 8)),
    ],
    hints=(
        "At z = 40 the loss of a 1 is 4.2e-18. In which of your steps does it become 0?",
        "1 + 4e-18 is 1: log1p keeps what log(1 + x) loses. And exp(−|z|) cannot overflow.",
        "y · logaddexp(0, −z) + (1 − y) · logaddexp(0, z): one term for each tail.",
    ),
    mistakes={
        "overflow": [
            lambda y, z: bce(y, naive_sigmoid(z)),
            lambda y, z: np.log(1 + np.exp(z)) - y * z,
            lambda y, z: np.log1p(np.exp(z)) - y * z,
            lambda y, z: y * np.log1p(np.exp(-z)) + (1 - y) * np.log1p(np.exp(z)),
            lambda y, z: np.log1p(np.exp((1 - 2 * y) * z)),
        ],
        "absorption": [
            lambda y, z: np.logaddexp(0, z) - y * z,
            lambda y, z: np.maximum(z, 0) - y * z + np.log(1 + np.exp(-abs(z))),
            lambda y, z: -np.log(y * sigmoid(z) + (1 - y) * sigmoid(-z)),
        ],
        "clipped": [
            *forms_of("clipped", *GUARDED),
            *clipped_logits(bce_logits),
            *clipped_sigmoid(bce),
        ],
        "epsilon": forms_of("epsilon", *GUARDED),
        "term missing": [lambda y, z: y * np.logaddexp(0, -z), lambda _, z: np.logaddexp(0, z)],
        "one logarithm": lambda _, z: np.logaddexp(0, -z),
        "hard label": lambda y, z: np.where(y == 1, np.logaddexp(0, -z), np.logaddexp(0, z)),
        "complement": lambda y, z: bce_logits(1 - y, z),
        "all axes": [lambda y, z: bce_logits(y, z).mean(), lambda y, z: bce_logits(y, z).sum()],
        "sigmoid twice": lambda y, z: bce_logits(y, sigmoid(z)),
        "logits as probabilities": bce,
        "no logarithm": lambda y, z: -(y * sigmoid(z) + (1 - y) * sigmoid(-z)),
    },
    say={
        "absorption": "Where the forecast is sure and right, the loss became 0 or lost its digits: "
        "a sum with 1 absorbed the small part.",
        "all axes": "One number for each example is asked.",
        "complement": "Yes and no are exchanged.",
        "no logarithm": "That is the probability of what came. How surprising is it?",
        "one logarithm": "Both terms have the logarithm of a yes: what is the chance of a no?",
        "term missing": "One of the two terms is missing, or has lost its factor y or 1 − y.",
    },
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
