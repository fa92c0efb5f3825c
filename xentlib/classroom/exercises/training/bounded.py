"""Gradient of a loss that no wrong label can make large."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import hot_like, of_target
from xentlib.classroom.exercises._common.inputs import (
    IDS4,
    Z4,
    Array,
    labels_for,
    random_logits,
)
from xentlib.numerics import log_softmax, sigmoid, softmax


def forces(labels: Array, z: Array) -> Array:
    """Slope of the log score in the logits, per example."""
    slopes: Array = softmax(z) - hot_like(labels, z)
    return slopes


def own(labels: Array, z: Array) -> Array:
    """Probability of what came, as a column."""
    column: Array = of_target(labels, softmax(z))[:, None]
    return column


def gradient(labels: Array, z: Array, q: float) -> Array:
    """Slope of the mean of (1 − p_y^q) / q."""
    slopes: Array = own(labels, z) ** q * forces(labels, z) / len(z)
    return slopes


EXERCISE = Exercise(
    reference=lambda labels, z, q: gradient(labels, z, q),
    inputs=lambda rng: [
        (np.array([1]), np.log([[1.0, 3.0]]), 1.0),
        (np.array([0, 1]), np.log([[1.0, 3.0], [1.0, 4.0]]), 0.5),
        (IDS4, Z4, 0.7),
        (IDS4, Z4 + 5, 0.25),
        *(
            (labels_for(rng, z), z, float(rng.choice([0.3, 0.5, 0.7])))
            for z in random_logits(rng, [(2, 3), (3, 2), (5, 4)])
        ),
    ],
    hints=(
        "Chain rule: how fast does −p^q / q change with p, and how fast does p_y with z_k?",
        "The slope in p_y is −p_y^(q−1). Times p_y (1_{y=k} − p_k): what is left?",
        "p_y^q (p_k − 1_{y=k}), divided by n for the mean.",
    ),
    mistakes={
        "plain log score": lambda y, z, q: forces(y, z) / len(z) + 0 * q,
        "missing 1/n": lambda y, z, q: gradient(y, z, q) * len(z),
        "in the probability": lambda y, z, q: -(own(y, z) ** (q - 1)) * hot_like(y, z) / len(z),
        "one power less": lambda y, z, q: own(y, z) ** (q - 1) * forces(y, z) / len(z),
        "power of each class": lambda y, z, q: softmax(z) ** q * forces(y, z) / len(z),
        "factor q": [
            lambda y, z, q: q * gradient(y, z, q),
            lambda y, z, q: gradient(y, z, q) / q,
        ],
        "charge for its slope": lambda y, z, q: (1 - own(y, z) ** q) / q * forces(y, z) / len(z),
        "only the target": lambda y, z, q: gradient(y, z, q) * hot_like(y, z),
        "square": lambda y, z, q: own(y, z) ** (q + 1) * forces(y, z) / len(z),
        "wrong axis": lambda y, z, q: (
            of_target(y, softmax(z, axis=0))[:, None] ** q
            * (softmax(z, axis=0) - hot_like(y, z))
            / len(z)
        ),
        "per class": lambda y, z, q: gradient(y, z, q) / z.shape[1],
        "not summed": lambda y, z, q: gradient(y, z, q).sum(0),
        "sigmoid": lambda y, z, q: (
            of_target(y, sigmoid(z))[:, None] ** q * (sigmoid(z) - hot_like(y, z)) / len(z)
        ),
        "focal": lambda y, z, q: (1 - own(y, z)) ** q * forces(y, z) / len(z),
        "mean of the powers": lambda y, z, q: (own(y, z) ** q).mean() * forces(y, z) / len(z),
        "the loss itself": lambda y, z, q: float(((1 - own(y, z) ** q) / q).mean()),
        "logits as probabilities": lambda y, z, q: (
            abs(of_target(y, z))[:, None] ** q * forces(y, z) / len(z)
        ),
        "logarithm": lambda y, z, q: (
            abs(of_target(y, log_softmax(z)))[:, None] ** q * forces(y, z) / len(z)
        ),
    },
    say={
        "plain log score": "That is the slope of −ln p. Here the power q adds a factor.",
        "in the probability": "That is the slope in p. How do the probabilities change with the "
        "logits?",
        "one power less": "p_y has the slope p_y (1_{y=k} − p_k): it brings one more factor p_y.",
        "power of each class": "The charge looks at p_y alone: its power is one number per row.",
        "factor q": "The power brings down a q, and the charge divides by q. What is left of it?",
        "charge for its slope": "The charge itself stands where its slope belongs.",
        "square": "There is one factor p_y too many: p^(q−1) times p.",
        "not summed": "Each example has a row of its own; nothing is added up over the rows.",
        "focal": "1 − p_y would turn down what is right. Here what is wrong is turned down: p_y.",
        "mean of the powers": "Each example is turned down by its own p_y^q, not by their mean.",
        "the loss itself": "That is the loss; its slope is asked, one number per logit.",
        "logarithm": "The power is taken of p_y, not of its logarithm.",
        "wrong axis": "The softmax ran along the columns: each row needs a sum of 1.",
        "only the target": "Only the label's logit gets a slope; p_y depends on all logits.",
    },
    right=(
        lambda labels, z, q: (
            np.exp(q * of_target(labels, log_softmax(z)))[:, None] * forces(labels, z) / len(z)
        ),
        lambda labels, z, q: np.array(
            [
                (np.exp(row) / np.exp(row).sum())[k] ** q
                * (np.exp(row) / np.exp(row).sum() - np.eye(len(row))[k])
                / len(z)
                for k, row in zip(labels, z, strict=True)
            ]
        ),
    ),
    gradient=True,
    reread="A loss of your own",
    kind="derivation",
)
