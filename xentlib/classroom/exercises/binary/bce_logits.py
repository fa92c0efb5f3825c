"""Mean binary cross-entropy from logits."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import bce, bce_logits, clipped, naive_sigmoid
from xentlib.classroom.exercises._common.inputs import EDGE_LOGITS, Function, coins, normal
from xentlib.classroom.exercises._common.limits import for_limits
from xentlib.classroom.exercises.binary._shared import KEPT_FROM_ZERO, of_truth, share_entropy
from xentlib.losses import sigmoid_cross_entropy
from xentlib.numerics import log_sigmoid, sigmoid, times

MARGIN = "Where y is 0, the loss is log 2 whatever the logit: the formula is for labels −1 and 1."

ADDED = "logaddexp(a, b) is log(exp(a) + exp(b)): which a makes exp(a) equal to 1?"

NAIVE = (
    lambda y, z: bce(y, naive_sigmoid(z)),
    lambda y, z: bce(y, sigmoid(z)),
    lambda y, z: np.log(1 + np.exp(z)) - y * z,
    lambda y, z: y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z)),
    lambda y, z: -np.log(of_truth(y, naive_sigmoid(z))),
    lambda y, z: -np.log(np.where(y == 1, naive_sigmoid(z), 1 - naive_sigmoid(z))),
)


def from_logits(form: Function) -> Function:
    """Form of a mistake, with probabilities that come from logits."""
    return lambda e, y, z: form(e, y, sigmoid(z))


EXERCISE = Exercise(
    reference=lambda y, z: sigmoid_cross_entropy(y, z).mean(),
    inputs=lambda rng: [
        (np.array([1.0]), np.array([0.5])),
        (np.array([1.0, 0.0]), np.array([0.25, 0.75])),
        (np.array([0.25, 0.75]), np.array([0.5, 1.0])),
        (np.array([1.0, 0.0, 1.0, 0.0]), np.array([-800.0, 800.0, 800.0, -800.0])),
        (np.array([0.0, 1.0]), np.array([800.0, 2.0])),
        (np.array([0.3, 0.8]), np.array([-2.0, 1.0])),
        (np.ones(6), EDGE_LOGITS),
        *((coins(rng, n), normal(rng, n, scale=2)) for n in (3, 8)),
    ],
    hints=(
        "What is the probability 1 / (1 + exp(−z)) at z = −800, and what is its logarithm?",
        "−log sigmoid(z) is log(1 + exp(−z)): for which z does exp overflow?",
        "np.logaddexp(0, -z) is that without overflow; with z for the examples where y is 0.",
    ),
    mistakes={
        "overflow": [lambda y, z, f=f: f(y, z).mean() for f in NAIVE],
        "logits as probabilities": [
            lambda y, z: bce(y, z).mean(),
            lambda y, z: (-times(y, np.log(z)) - times(1 - y, np.log1p(-z))).mean(),
            *(lambda y, z, e=e: bce(y, clipped(z, e)).mean() for e in (1e-7, 1e-12, 1e-15)),
        ],
        "term missing": lambda y, z: -(y * log_sigmoid(z)).mean(),
        "yes missing": [
            lambda _, z: np.logaddexp(0, z).mean(),
            lambda y, z: ((1 - y) * np.logaddexp(0, z)).mean(),
        ],
        "one logarithm": lambda _, z: -log_sigmoid(z).mean(),
        "sum": lambda y, z: bce_logits(y, z).sum(),
        "wrong sign inside": lambda y, z: (np.logaddexp(0, z) + y * z).mean(),
        "margin": lambda y, z: np.logaddexp(0, -y * z).mean(),
        "hard label": [
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
        "sigmoid upside down": [
            lambda y, z: bce_logits(1 - y, z).mean(),
            lambda y, z: bce(y, naive_sigmoid(-z)).mean(),
        ],
        "broadcast": lambda y, z: bce_logits(y[:, None], z).mean(),
        "sigmoid twice": lambda y, z: bce_logits(y, sigmoid(z)).mean(),
        "squared error": lambda y, z: ((y - sigmoid(z)) ** 2).mean(),
        "accuracy": lambda y, z: ((z > 0) == (y > 0.5)).mean(),
        "no logarithm": lambda y, z: -of_truth(y, sigmoid(z)).mean(),
        "log of a mean": lambda y, z: -np.log(of_truth(y, sigmoid(z)).mean()),
        "divergence": lambda y, z: (bce_logits(y, z) - share_entropy(y)).mean(),
        "not averaged": bce_logits,
        "perplexity": lambda y, z: np.exp(bce_logits(y, z).mean()),
        **for_limits(
            {name: [from_logits(f) for f in forms] for name, forms in KEPT_FROM_ZERO.items()}
        ),
    },
    say={
        "margin": MARGIN,
        "sum": "The losses are added up; their mean is asked.",
        "perplexity": "That is exp of the loss; the loss itself is asked.",
        "no logarithm": "That is a probability with a minus. The logarithm is missing.",
        "sigmoid upside down": "A yes is charged as a no: the sigmoid is 1 / (1 + exp(−z)), and a "
        "large z is cheap for a yes.",
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
