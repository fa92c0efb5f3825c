"""Mean loss of examples with several labels."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import bce, bce_logits, naive_sigmoid
from xentlib.classroom.exercises._common.guards import (
    clipped_logits,
    clipped_sigmoid,
    forms_of,
    guarded,
    unlikely_yes,
)
from xentlib.classroom.exercises._common.inputs import M3, T3, Array, Function, coins, random_logits
from xentlib.classroom.exercises.multi_label._shared import positives
from xentlib.losses import sigmoid_cross_entropy
from xentlib.numerics import log_softmax, sigmoid

FAR = (np.array([[1.0, 0, 0], [0, 1, 1]]), np.array([[-800.0, 2, -1], [800, 1, 0.5]]))


def softmaxed(y: Array, z: Array) -> Array:
    """Softmax cross-entropy of several labels, per example."""
    return -(y * log_softmax(z)).sum(1)


def price(log: Function, y: Array, z: Array) -> Array:
    """Mean price by a logarithm of one's own."""
    return -(y * log(sigmoid(z)) + (1 - y) * log(sigmoid(-z))).sum(1).mean()


def textbook(log: Function, y: Array, z: Array) -> Array:
    """Mean price by a logarithm of one's own, as the textbook writes it."""
    p = sigmoid(z)
    return -(y * log(p) + (1 - y) * log(1 - p)).sum(1).mean()


GUARDED = [guarded(form) for form in (price, textbook)]

EXERCISE = Exercise(
    reference=lambda y, z: sigmoid_cross_entropy(y, z).sum(1).mean(),
    inputs=lambda rng: [
        *unlikely_yes(),
        *((1 - y, -z) for y, z in unlikely_yes()),
        (np.array([[1.0, 1.0]]), np.array([[0.25, 0.75]])),
        (T3, M3),
        FAR,
        *((coins(rng, z.shape), z) for z in random_logits(rng, [(2, 3), (4, 2), (5, 4)])),
    ],
    hints=(
        "Each label is a question of its own, with a yes and a no. What do they cost together?",
        "Binary cross-entropy of every entry, added up over an example's labels.",
        "Sum of logaddexp(0, z) − y z over labels, mean over examples; no softmax anywhere.",
    ),
    mistakes={
        "per class": lambda y, z: bce_logits(y, z).mean(),
        "sum": lambda y, z: bce_logits(y, z).sum(),
        "per example": lambda y, z: bce_logits(y, z).sum(0).mean(),
        "softmax for labels": [
            lambda y, z: softmaxed(y, z).mean(),
            lambda y, z: softmaxed(y, z).sum(),
            lambda y, z: softmaxed(y, z).mean() / z.shape[1],
        ],
        "term missing": [
            lambda y, z: positives(y, z).sum(1).mean(),
            lambda y, z: positives(y, z).mean(),
            lambda y, z: positives(y, z).sum(),
        ],
        "wrong sign inside": lambda y, z: (np.logaddexp(0, z) + y * z).sum(1).mean(),
        "yes missing": lambda y, z: ((1 - y) * np.logaddexp(0, z)).sum(1).mean(),
        "overflow": [
            lambda y, z: bce(y, naive_sigmoid(z)).sum(1).mean(),
            lambda y, z: bce(y, sigmoid(z)).sum(1).mean(),
            lambda y, z: (np.log(1 + np.exp(z)) - y * z).sum(1).mean(),
        ],
        "sigmoid twice": lambda y, z: bce_logits(y, sigmoid(z)).sum(1).mean(),
        "logits as probabilities": lambda y, z: bce(y, z).sum(1).mean(),
        "squared error": [
            lambda y, z: ((y - sigmoid(z)) ** 2).sum(1).mean(),
            lambda y, z: ((y - sigmoid(z)) ** 2).mean(),
        ],
        "clipped": [
            *forms_of("clipped", *GUARDED),
            *clipped_sigmoid(lambda y, p: bce(y, p).sum(1).mean()),
            *clipped_logits(lambda y, z: bce_logits(y, z).sum(1).mean()),
        ],
        "epsilon": forms_of("epsilon", *GUARDED),
        "not summed": [bce_logits, lambda y, z: bce_logits(y, z).sum(1)],
        "complement": lambda y, z: bce_logits(1 - y, z).sum(1).mean(),
        "no logarithm": lambda y, z: -(y * sigmoid(z) + (1 - y) * sigmoid(-z)).sum(1).mean(),
    },
    say={
        "complement": "Yes and no are exchanged, or the logits enter with a minus.",
        "no logarithm": "That is the probability of what came. How surprising is it?",
        "not summed": "One number is asked: the sum over labels, the mean over examples.",
        "per example": "The mean ran over the labels, the sum over the examples: exchange them.",
        "sum": "Every label of every example was added up: the mean over examples is asked.",
        "term missing": "Only the labels that are there are charged: what does a no cost?",
        "per class": "Divided by the number of labels too: an example pays for all of its labels.",
    },
    right=(
        lambda y, z: (np.logaddexp(0, z) - y * z).sum(axis=1).mean(),
        lambda y, z: (
            sum(np.logaddexp(0, -b if a else b) for a, b in zip(y.flat, z.flat, strict=True))
            / len(z)
        ),
        lambda y, z: (np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))).sum() / len(y),
    ),
    unit="nats",
    reread="A question per label",
)
