"""The mean loss at a temperature."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import nll, of_target
from xentlib.classroom.exercises._common.guards import guarded, unlikely_seconds
from xentlib.classroom.exercises._common.inputs import Array, Function, labels_for, random_logits
from xentlib.losses import softmax_cross_entropy
from xentlib.numerics import log_softmax, softmax


def price(log: Function, labels: Array, z: Array, temperature: float) -> Array:
    """Mean price by a logarithm of one's own."""
    return -log(of_target(labels, softmax(z / temperature))).mean()


EXERCISE = Exercise(
    reference=lambda labels, z, temperature: softmax_cross_entropy(labels, z / temperature).mean(),
    inputs=lambda rng: [
        *((y, 2 * z, 2.0) for y, z in unlikely_seconds()),
        (np.array([0]), np.array([[2.0, 0.0]]), 2.0),
        *(
            (labels_for(rng, z), z, temperature)
            for z, temperature in zip(
                random_logits(rng, [(2, 3), (3, 2), (5, 4), (4, 3)]),
                [0.5, *rng.uniform(1.5, 4, size=3).round(1)],
                strict=True,
            )
        ),
    ],
    hints=(
        "A high temperature makes a forecast less sure. What becomes of the logits?",
        "Divide the logits, before the softmax, not the probabilities after it.",
        "The mean softmax cross-entropy of z / temperature.",
    ),
    mistakes=guarded(price)
    | {
        "inverse": lambda y, z, t: nll(y, z * t).mean(),
        "argument ignored": lambda y, z, _: nll(y, z).mean(),
        "temperature outside": [
            lambda y, z, t: nll(y, z).mean() / t,
            lambda y, z, t: nll(y, z / t).mean() * t,
            lambda y, z, t: nll(y, z / t).mean() * t**2,
        ],
        "not normalised": lambda y, z, t: -np.log(of_target(y, softmax(z)) / t).mean(),
        "softmax twice": lambda y, z, t: nll(y, softmax(z) / t).mean(),
        "softmax missing": lambda y, z, t: -of_target(y, z / t).mean(),
        "sum": lambda y, z, t: nll(y, z / t).sum(),
        "off by one": lambda y, z, t: nll(y - 1, z / t).mean(),
        "wrong axis": lambda y, z, t: -of_target(y, log_softmax(z / t, axis=0)).mean(),
        "subtracted": lambda y, z, t: nll(y, np.maximum(z - t, 0)).mean(),
        "not summed": lambda y, z, t: nll(y, z / t),
        "wrong sign inside": lambda y, z, t: nll(y, -z / t).mean(),
    },
    say={
        "argument ignored": "The temperature makes no difference here.",
        "temperature outside": "The loss was scaled, not the logits.",
        "inverse": "Multiplied by the temperature: a high one must make the logits smaller.",
        "not normalised": "The probabilities were divided, and no longer sum to 1: divide the "
        "logits, before the softmax.",
        "not summed": "One number is asked: the mean over all examples.",
        "softmax twice": "The probabilities were divided, and went through a softmax again: divide "
        "the logits.",
        "subtracted": "The temperature was subtracted; the logits are divided by it.",
        "wrong sign inside": "The logits enter with a minus: a larger one must make its class cost "
        "less.",
    },
    right=(
        lambda labels, z, temperature: (
            np.log(np.exp(z / temperature).sum(1)) - z[np.arange(len(z)), labels] / temperature
        ).mean(),
        lambda labels, z, temperature: (
            -np.mean([log_softmax(row / temperature)[k] for k, row in zip(labels, z, strict=True)])
        ),
        lambda labels, z, temperature: (
            -np.log(
                of_target(
                    labels,
                    softmax(z) ** (1 / temperature)
                    / (softmax(z) ** (1 / temperature)).sum(1, keepdims=True),
                )
            ).mean()
        ),
    ),
    unit="nats",
    reread="One number that mends it",
)
