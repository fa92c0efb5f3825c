"""Mean loss with a weight on every yes."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import bce_logits
from xentlib.classroom.exercises._common.guards import guarded, unlikely_yes
from xentlib.classroom.exercises._common.inputs import (
    M3,
    T3,
    Array,
    Function,
    coins,
    random_logits,
    uniform,
)
from xentlib.classroom.exercises.multi_label._shared import positives
from xentlib.losses import sigmoid_cross_entropy
from xentlib.numerics import log_sigmoid, sigmoid


def weighted(y: Array, z: Array, w: Array) -> Array:
    """Binary cross-entropy with a weight on each label's positives."""
    return w * y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)


def price(log: Function, y: Array, z: Array, w: Array) -> Array:
    """Mean price by a logarithm of one's own."""
    return -(w * y * log(sigmoid(z)) + (1 - y) * log(sigmoid(-z))).mean()


EXERCISE = Exercise(
    reference=lambda y, z, w: (sigmoid_cross_entropy(y, z) * (w * y + 1 - y)).mean(),
    inputs=lambda rng: [
        *((y, z, np.array([2.0])) for y, z in unlikely_yes()),
        (np.array([[1.0, 0.0]]), np.array([[1.0, 2.0]]), np.array([3.0, 5.0])),
        (T3, M3, np.array([1.0, 2.0, 5.0, 0.5])),
        *(
            (coins(rng, z.shape), z, uniform(rng, 1.5, 9, z.shape[1]))
            for z in random_logits(rng, [(2, 3), (4, 2), (3, 3), (5, 4)])
        ),
    ],
    hints=(
        "Which of the two terms belongs to the positives?",
        "Only the term with y gets its label's weight; the other keeps weight 1.",
        "Mean of w * y * logaddexp(0, −z) + (1 − y) * logaddexp(0, z) over all entries.",
    ),
    mistakes=guarded(price)
    | {
        "weights on both": lambda y, z, w: (w * bce_logits(y, z)).mean(),
        "weights on the others": lambda y, z, w: weighted(1 - y, -z, w).mean(),
        "weights ignored": lambda y, z, _: bce_logits(y, z).mean(),
        "divided by the weights": [
            lambda y, z, w: weighted(y, z, w).sum() / (w * y + 1 - y).sum(),
            lambda y, z, w: weighted(y, z, w).mean() / w.mean(),
        ],
        "sum": lambda y, z, w: weighted(y, z, w).sum(),
        "per example": lambda y, z, w: weighted(y, z, w).sum(1).mean(),
        "weight in the logit": [
            lambda y, z, w: bce_logits(y, z + np.log(w)).mean(),
            lambda y, z, w: bce_logits(y, z * w).mean(),
        ],
        "term missing": lambda y, z, w: (w * positives(y, z)).mean(),
        "complement": lambda y, z, w: weighted(1 - y, z, w).mean(),
        "inverse": lambda y, z, w: weighted(y, z, 1 / w).mean(),
        "sigmoid twice": lambda y, z, w: weighted(y, sigmoid(z), w).mean(),
        "not summed": weighted,
    },
    say={
        "complement": "The weight stands at the labels that are not there.",
        "inverse": "Divided by the weight: a rare yes must count more.",
        "not summed": "One number is asked: the mean over all entries.",
        "per example": "Added up over the labels: the mean over all entries is asked.",
        "sum": "That is the sum over all entries; the mean is asked.",
        "weights on both": "Both terms were weighted; only a yes is rare.",
        "weights on the others": "The weight stands at the term of the no.",
        "divided by the weights": "Divided by the weights; here the mean over entries is asked.",
    },
    right=(
        lambda y, z, w: (w * y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)).mean(),
        lambda y, z, w: np.mean(np.where(y == 1, w, 1) * (np.logaddexp(0, z) - y * z)),
        lambda y, z, w: -np.mean(w * y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z)),
    ),
    unit="nats",
    reread="Rare labels weigh more",
)
