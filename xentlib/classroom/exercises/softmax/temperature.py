"""Slope of the mean loss in the temperature that all logits are divided by."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import flat_softmax, naive_softmax, nll, of_target
from xentlib.classroom.exercises._common.inputs import (
    IDS4,
    Z4,
    Array,
    Function,
    labels_for,
    random_logits,
)
from xentlib.numerics import sigmoid, softmax


def ahead(labels: Array, z: Array, p: Array) -> Array:
    """How far the label's logit lies above the mean logit under a forecast."""
    lead: Array = of_target(labels, z) - (p * z).sum(-1)
    return lead


def slope(labels: Array, z: Array, t: float) -> float:
    """Mean slope in the temperature."""
    return float((ahead(labels, z, softmax(z / t)) / t**2).mean())


def by(forecast: Function) -> Function:
    """Return the slope by a forecast of one's own from logits over temperature."""
    return lambda y, z, t: (ahead(y, z, forecast(z / t)) / t**2).mean()


EXERCISE = Exercise(
    reference=lambda labels, z, temperature: slope(labels, z, temperature),
    inputs=lambda rng: [
        (np.array([1]), np.log([[1.0, 3.0]]), 1.0),
        (np.array([0]), np.array([[2.0, 1.0, -1.0]]), 2.0),
        (IDS4, Z4, 0.5),
        (IDS4, Z4 - 3, 4.0),
        *(
            (labels_for(rng, z), z, float(rng.choice([0.5, 1.5, 2.0, 3.0])))
            for z in random_logits(rng, [(2, 3), (3, 2), (5, 4)])
        ),
    ],
    hints=(
        "The loss is logsumexp(u) − u_y with u = z / T. How does each u_k change when T does?",
        "du_k/dT = −z_k / T², and the loss has the slope p_k − y_k in u_k, with p = softmax(u).",
        "Sum over k: (z_y − Σ p_k z_k) / T², with p = softmax(z / T); then the mean over rows.",
    ),
    mistakes={
        "cold forecast": lambda y, z, t: (ahead(y, z, softmax(z)) / t**2).mean(),
        "inner derivative": [
            lambda y, z, t: t * slope(y, z, t),
            lambda y, z, t: -t * slope(y, z, t),
            lambda y, z, t: t * t * slope(y, z, t),
        ],
        "slope in 1/T": lambda y, z, t: -t * t * slope(y, z, t),
        "multiplied": [
            lambda y, z, t: -ahead(y, z, softmax(z * t)).mean(),
            lambda y, z, t: (ahead(y, z, softmax(z * t)) / t**2).mean(),
        ],
        "mean": lambda y, z, t: ((of_target(y, z) - z.mean(-1)) / t**2).mean(),
        "only the target": [
            lambda y, z, t: (of_target(y, z) / t**2).mean(),
            lambda y, z, t: ((1 - of_target(y, softmax(z / t))) * of_target(y, z) / t**2).mean(),
        ],
        "target forgotten": [
            lambda _, z, t: -(softmax(z / t) * z).sum(-1).mean() / t**2,
            lambda _, z, t: (softmax(z / t) * z).sum(-1).mean() / t**2,
        ],
        "maximum": lambda y, z, t: ((of_target(y, z) - z.max(-1)) / t**2).mean(),
        "sum": lambda y, z, t: ahead(y, z, softmax(z / t)).sum() / t**2,
        "per class": lambda y, z, t: slope(y, z, t) / z.shape[1],
        "not summed": lambda y, z, t: ahead(y, z, softmax(z / t)) / t**2,
        "loss": lambda y, z, t: nll(y, z / t).mean(),
        "flattened": by(flat_softmax),
        "wrong axis": by(lambda u: softmax(u, axis=0)),
        "sigmoid": by(sigmoid),
        "softmax missing": by(lambda u: u),
        "off by one": lambda y, z, t: slope(y - 1, z, t),
        "wrong sign inside": lambda y, z, t: (
            (of_target(y, z) + (softmax(z / t) * z).sum(-1)).mean() / t**2
        ),
    },
    say={
        "cold forecast": "The forecast is a softmax of z; at the temperature T it is one of z / T.",
        "inner derivative": "How fast does z / T change with T? Its slope is −z / T².",
        "slope in 1/T": "That is the slope in 1 / T; the slope in T is asked.",
        "loss": "That is the loss at this temperature; its slope is asked.",
        "maximum": "The largest logit stands where the mean logit under the forecast belongs.",
        "multiplied": "The logits are divided by T, not multiplied.",
        "not summed": "One number is asked: the mean over all examples.",
        "mean": "That is a plain mean of the logits: each must count by its p.",
        "only the target": "Only the label's logit enters; T divides the other logits, too.",
        "target forgotten": "The label does not enter: the slope in each logit is p − y.",
        "wrong axis": "The softmax ran along the columns: each row needs a sum of 1.",
        "wrong sign inside": "One sign is wrong: equal logits must give a slope of 0.",
    },
    right=(
        lambda labels, z, temperature: np.mean(
            [
                (row[k] - np.exp(row / temperature) @ row / np.exp(row / temperature).sum())
                / temperature**2
                for k, row in zip(labels, z, strict=True)
            ]
        ),
        lambda labels, z, temperature: (
            -((softmax(z / temperature) - np.eye(z.shape[1])[labels]) * z).sum()
            / len(z)
            / temperature**2
        ),
        lambda labels, z, temperature: (
            ahead(labels, z, naive_softmax(z / temperature)) / temperature**2
        ).mean(),
    ),
    kind="derivation",
    reread="Forces that sum to zero",
)
