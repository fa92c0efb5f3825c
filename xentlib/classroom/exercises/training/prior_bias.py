"""Biases of sigmoids that forecast each label as often as it occurs."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array


def rates(y: Array) -> Array:
    """Share of the examples that have each label."""
    shares: Array = y.mean(0)
    return shares


def labels(rng: np.random.Generator, n: int, k: int) -> Array:
    """Random labels, each at least once there and once not."""
    y = (rng.random((n, k)) < rng.uniform(0.1, 0.6, k)).astype(float)
    y[0], y[1] = 1, 0
    return y


EXERCISE = Exercise(
    reference=lambda y: np.log(rates(y) / (1 - rates(y))),
    inputs=lambda rng: [
        (np.array([[1.0, 0], [0, 1], [0, 1], [0, 1]]),),
        (np.array([[1.0, 0, 1], [0, 0, 1], [0, 1, 0]]),),
        *((labels(rng, *shape),) for shape in ((8, 3), (12, 5), (9, 2))),
    ],
    hints=(
        "Without features the model says σ(b) for a label. What should σ(b) be?",
        "σ(b) should be the share of examples that have the label: solve σ(b) = r for b.",
        "b = ln(r / (1 − r)), with r = y.mean(0).",
    ),
    mistakes={
        "no logarithm": lambda y: rates(y) / (1 - rates(y)),
        "softmax for labels": [
            lambda y: np.log(y.sum(0) / y.sum()),
            lambda y: np.log(rates(y)) - np.log(rates(y)).mean(),
        ],
        "log of the rate": lambda y: np.log(rates(y)),
        "rate": rates,
        "of the noes": lambda y: np.log(1 - rates(y)),
        "per example": lambda y: np.log((y.mean(1) + 1e-300) / (1 - y.mean(1) + 1e-300)),
        "all labels alike": lambda y: np.log(y.mean() / (1 - y.mean())) + 0 * y[0],
        "counts": [lambda y: np.log(y.sum(0)), lambda y: y.sum(0)],
        "squashed": lambda y: 1 / (1 + np.exp(-rates(y))),
        "difference": lambda y: rates(y) - (1 - rates(y)),
        "zeros": lambda y: 0 * y[0],
        "weight for bias": lambda y: (1 - rates(y)) / rates(y),
    },
    say={
        "no logarithm": "Those are the odds. A bias is added to a logit, and logits are log-odds.",
        "log of the rate": "That is the bias of a softmax. A sigmoid's logit is the logarithm of "
        "the odds.",
        "rate": "That is what the forecast should be. Which logit does the sigmoid turn into it?",
        "of the noes": "Only the noes enter. Log-odds compare the yeses with the noes.",
        "per example": "A bias belongs to a label: take the share over the examples.",
        "all labels alike": "All labels got one bias. Each label has a rate of its own.",
        "counts": "Counts grow with the data. The forecast is a share.",
        "squashed": "The sigmoid is to be undone, not applied.",
        "zeros": "A bias of 0 says a half for every label. How often does each of them occur?",
        "weight for bias": "That is the weight that would balance the label, not a bias.",
    },
    right=(
        lambda y: np.log(y.sum(0)) - np.log((1 - y).sum(0)),
        lambda y: np.log(rates(y)) - np.log1p(-rates(y)),
        lambda y: -np.log(1 / rates(y) - 1),
    ),
    unit="nats",
    reread="Start from what you know",
)
