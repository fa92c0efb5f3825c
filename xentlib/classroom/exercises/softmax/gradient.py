"""Gradient of the mean loss in the logits, one row per example."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import flat_softmax, hot_like, naive_softmax
from xentlib.classroom.exercises._common.guards import shifted_softmax, wrongly_shifted
from xentlib.classroom.exercises._common.inputs import (
    IDS4,
    Z4,
    Array,
    Function,
    labels_for,
    random_logits,
)
from xentlib.classroom.exercises.softmax._shared import FAR, HIGH, LARGE, LONE, jacobian_times
from xentlib.losses import softmax_cross_entropy_grad
from xentlib.numerics import log_softmax, sigmoid, softmax


def force(labels: Array, z: Array) -> Array:
    """Forecast minus what happened."""
    return softmax(z) - hot_like(labels, z)


def shifted_force(shift: Function, labels: Array, z: Array) -> Array:
    """Mean gradient by a softmax with a shift of one's own."""
    return (shifted_softmax(shift, z) - hot_like(labels, z)) / len(labels)


EXERCISE = Exercise(
    reference=lambda labels, z: softmax_cross_entropy_grad(labels, z) / len(labels),
    inputs=lambda rng: [
        (np.array([1]), np.array([[0.0, 1.0]])),
        (IDS4, Z4),
        (np.array([2, 1]), LARGE),
        (np.array([1]), HIGH),
        (np.array([1, 1]), FAR),
        (np.array([1]), LONE),
        *((labels_for(rng, z), z) for z in random_logits(rng, [(2, 3), (3, 2), (5, 4)])),
    ],
    hints=(
        "Which logit must rise so that the loss falls, which ones must fall, and by how much?",
        "Each row of the answer sums to zero: what the label's logit gains, the others lose.",
        "The softmax, minus 1 at each label, all divided by the number of examples.",
    ),
    mistakes={
        "missing 1/n": force,
        "force": lambda y, z: -force(y, z),
        "overflow": lambda y, z: (naive_softmax(z) - hot_like(y, z)) / len(y),
        "flattened": lambda y, z: (flat_softmax(z) - hot_like(y, z)) / len(y),
        "wrong axis": lambda y, z: (softmax(z, axis=0) - hot_like(y, z)) / len(y),
        "off by one": [
            lambda y, z: force(y - 1, z) / len(y),
            lambda y, z: force((y + 1) % z.shape[1], z) / len(y),
        ],
        "softmax missing": lambda y, z: (z - hot_like(y, z)) / len(y),
        "softmax twice": lambda y, z: force(y, softmax(z)) / len(y),
        "sigmoid": lambda y, z: (sigmoid(z) - hot_like(y, z)) / len(y),
        "target forgotten": lambda y, z: softmax(z) / len(y),
        "only the target": lambda y, z: force(y, z) * hot_like(y, z) / len(y),
        "per class": lambda y, z: force(y, z) / z.size,
        "squared error": [
            lambda y, z: 2 * jacobian_times(softmax(z), force(y, z)) / len(y),
            lambda y, z: jacobian_times(softmax(z), force(y, z)) / len(y),
            *[
                lambda y, z, c=c: c(y) * force(y, z) * softmax(z) * (1 - softmax(z))
                for c in (lambda y: 1, lambda y: 1 / len(y), lambda y: 2 / len(y))
            ],
        ],
        "wrong shift": wrongly_shifted(shifted_force),
        "wrong sign inside": lambda y, z: force(y, -z) / len(y),
        "link forgotten": lambda y, z: -hot_like(y, z) / softmax(z) / len(y),
        "sum": [lambda y, z: force(y, z).mean(0), lambda y, z: force(y, z).sum(0)],
    },
    say={
        "force": "Those are the forces t − p of the examples. The gradient has the other sign, and "
        "a mean has a factor 1/n.",
        "overflow": "Right for small logits; somewhere exp overflows, and makes nan.",
        "sum": "The rows were added up: one row for each example is asked.",
        "wrong axis": "The softmax ran along the columns: each row needs a sum of 1.",
        "wrong sign inside": "The logits enter the softmax with a minus.",
    },
    right=(
        lambda labels, z: (
            (np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None]) - np.eye(z.shape[1])[labels])
            / len(z)
        ),
        lambda labels, z: [
            (softmax(row) - (np.arange(len(row)) == k)) / len(z)
            for k, row in zip(labels, z, strict=True)
        ],
        lambda labels, z: -(np.eye(z.shape[1])[labels] - np.exp(log_softmax(z))) / z.shape[0],
    ),
    gradient=True,
    reread="Forces that sum to zero",
)
