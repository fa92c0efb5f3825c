"""Mean binary cross-entropy from logits."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import bce, bce_logits, clipped, naive_sigmoid
from xentlib.classroom.exercises._common.inputs import EDGE_LOGITS, EPSILONS, coins
from xentlib.classroom.exercises.binary._shared import SHARE, of_truth
from xentlib.losses import sigmoid_cross_entropy
from xentlib.numerics import log_sigmoid, sigmoid

MARGIN = "Where y is 0, y · z is 0, and this charges log 2 for any logit. What is that margin?"

ADDED = "logaddexp(a, b) is log(exp(a) + exp(b)): which a makes exp(a) equal to 1?"

NAIVE = (
    lambda y, z: bce(y, naive_sigmoid(z)),
    lambda y, z: bce(y, sigmoid(z)),
    lambda y, z: np.log(1 + np.exp(z)) - y * z,
    lambda y, z: y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z)),
    lambda y, z: -np.log(of_truth(y, naive_sigmoid(z))),
    lambda y, z: -np.log(np.where(y == 1, naive_sigmoid(z), 1 - naive_sigmoid(z))),
)

EXERCISE = Exercise(
    reference=lambda y, z: sigmoid_cross_entropy(y, z).mean(),
    inputs=lambda rng: [
        (np.array([1.0]), np.array([0.5])),
        (np.array([1.0, 0.0]), np.array([0.25, 0.75])),
        (np.array([1.0, 0.0, 1.0, 0.0]), np.array([-800.0, 800.0, 800.0, -800.0])),
        (np.array([0.0, 1.0]), np.array([800.0, 2.0])),
        (np.array([0.3, 0.8]), np.array([-2.0, 1.0])),
        (np.ones(5), EDGE_LOGITS),
        *((coins(rng, n), rng.normal(scale=2, size=n)) for n in (3, 8)),
    ],
    hints=(
        "What is the probability 1 / (1 + exp(−z)) at z = −800, and what is its logarithm?",
        "−log sigmoid(z) is log(1 + exp(−z)): for which z does exp overflow?",
        "np.logaddexp(0, -z) is that without overflow; with z for the examples where y is 0.",
    ),
    mistakes={
        "overflow": [lambda y, z, f=f: f(y, z).mean() for f in NAIVE],
        "logits as probabilities": lambda y, z: bce(y, z).mean(),
        "term missing": [
            lambda y, z: -(y * log_sigmoid(z)).mean(),
            lambda _, z: np.logaddexp(0, z).mean(),
        ],
        "one logarithm": lambda _, z: -log_sigmoid(z).mean(),
        "sum": lambda y, z: bce_logits(y, z).sum(),
        "wrong sign inside": lambda y, z: (np.logaddexp(0, z) + y * z).mean(),
        "margin": lambda y, z: np.logaddexp(0, -y * z).mean(),
        "argmax": [
            lambda y, z: np.logaddexp(0, (1 - 2 * y) * z).mean(),
            lambda y, z: np.logaddexp(0, np.where(y == 1, -z, z)).mean(),
        ],
        "wrong constant": [
            lambda y, z: (np.logaddexp(1, z) - y * z).mean(),
            lambda y, z: (y * np.logaddexp(1, -z) + (1 - y) * np.logaddexp(1, z)).mean(),
        ],
        "wrong base": lambda y, z: (
            y * np.logaddexp2(0, -z) + (1 - y) * np.logaddexp2(0, z)
        ).mean(),
        "complement": lambda y, z: bce_logits(1 - y, z).mean(),
        "broadcast": lambda y, z: bce_logits(y[:, None], z).mean(),
        "sigmoid twice": lambda y, z: bce_logits(y, sigmoid(z)).mean(),
        "squared error": lambda y, z: ((y - sigmoid(z)) ** 2).mean(),
        "accuracy": lambda y, z: ((z > 0) == (y > 0.5)).mean(),
        "no logarithm": lambda y, z: -of_truth(y, sigmoid(z)).mean(),
        "clipped": [lambda y, z, e=e: bce(y, clipped(sigmoid(z), e)).mean() for e in EPSILONS],
        "epsilon": [
            lambda y, z, e=e: (
                -(y * np.log(sigmoid(z) + e) + (1 - y) * np.log(1 - sigmoid(z) + e)).mean()
            )
            for e in EPSILONS
        ],
    },
    say={
        "margin": MARGIN,
        "argmax": SHARE,
        "wrong constant": ADDED,
    },
    right=(
        lambda y, z: (y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)).mean(),
        lambda y, z: (np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))).mean(),
        lambda y, z: -np.mean(y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z)),
    ),
    unit="nats",
    reread="From logits",
)
