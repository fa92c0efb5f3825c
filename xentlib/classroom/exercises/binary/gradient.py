"""Gradient of the mean loss in the logits."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import THETA, X4, Y4, coins, normal
from xentlib.losses import sigmoid_cross_entropy_grad
from xentlib.numerics import FloatArray, sigmoid

TWO = "There is no square in this loss, and so no factor of 2 or 1/2 in its slope."


OVER = "exp(z) / (1 + exp(z)) is inf / inf at a large z: divide both by exp(z), or use expit."


def slope(p: FloatArray) -> FloatArray:
    """Slope of the sigmoid where it is p."""
    return p * (1 - p)


EXERCISE = Exercise(
    reference=lambda y, z: sigmoid_cross_entropy_grad(y, z) / len(y),
    inputs=lambda rng: [
        (np.array([1.0, 0.0]), np.array([0.0, 2.0])),
        (Y4, X4 @ THETA),
        (np.array([0.25, 0.75]), np.array([0.5, 1.0])),
        (np.array([1.0, 0.0, 0.5]), np.array([-800.0, 800.0, 1.0])),
        *((coins(rng, n), normal(rng, n, scale=2)) for n in (3, 7)),
    ],
    hints=(
        "By how much does the loss change when one logit grows by a little?",
        "The slope of −log sigmoid(z) is sigmoid(z) − 1, that of −log(1 − sigmoid(z)) sigmoid(z).",
        "Forecast minus what happened, (sigmoid(z) − y), divided by their number.",
    ),
    mistakes={
        "missing 1/n": lambda y, z: sigmoid(z) - y,
        "sign and 1/n": lambda y, z: y - sigmoid(z),
        "all axes": [lambda y, z: (sigmoid(z) - y).mean(), lambda y, z: (sigmoid(z) - y).sum()],
        "factor of two": [
            lambda y, z: 2 * (sigmoid(z) - y) / len(y),
            lambda y, z: (sigmoid(z) - y) / 2 / len(y),
            lambda y, z: (sigmoid(z) - y) / 2,
        ],
        "overflow": lambda y, z: (np.exp(z) / (1 + np.exp(z)) - y) / len(y),
        "hard label": [
            lambda y, z: np.where(y == 1, sigmoid(z) - 1, sigmoid(z)) / len(y),
            lambda y, z: np.where(y == 1, sigmoid(z) - 1, sigmoid(z)),
            lambda y, z: (sigmoid(z) - (y > 0.5)) / len(y),
        ],
        "wrong sign inside": [
            lambda y, z: (y * (1 - sigmoid(z)) + (1 - y) * sigmoid(z)) / len(y),
            lambda y, z: y * (1 - sigmoid(z)) + (1 - y) * sigmoid(z),
            lambda y, z: (sigmoid(z) + y) / len(y),
        ],
        "labels averaged": [
            lambda y, z: (sigmoid(z) - y.mean()) / len(y),
            lambda y, z: sigmoid(z) - y.mean(),
        ],
        "squared error": [
            lambda y, z: 2 * (sigmoid(z) - y) * slope(sigmoid(z)),
            lambda y, z: 2 * (sigmoid(z) - y) * slope(sigmoid(z)) / len(y),
            lambda y, z: (sigmoid(z) - y) * slope(sigmoid(z)) / len(y),
        ],
        "sigmoid twice": lambda y, z: (sigmoid(sigmoid(z)) - y) / len(y),
        "argmax": lambda y, z: (np.round(sigmoid(z)) - y) / len(y),
        "yes missing": lambda y, z: (1 - y) * sigmoid(z) / len(y),
        "term missing": lambda y, z: -y * (1 - sigmoid(z)) / len(y),
        "link forgotten": lambda y, z: (sigmoid(z) - y) / slope(sigmoid(z)) / len(y),
        "sigmoid missing": [lambda y, z: (z - y) / len(y), lambda y, z: z - y],
        "sigmoid upside down": [
            lambda y, z: (sigmoid(-z) - y) / len(y),
            lambda y, z: sigmoid(-z) - y,
        ],
        "target forgotten": lambda y, z: sigmoid(z) / len(y),
        "complement": lambda y, z: (sigmoid(z) - 1 + y) / len(y),
    },
    say={
        "all axes": "Each logit has its own slope: one number for each is asked.",
        "factor of two": TWO,
        "overflow": OVER,
        "wrong sign inside": "One of the two slopes has the wrong sign. A higher logit makes a yes "
        "cheaper: which sign has the slope of a yes?",
        "labels averaged": "Each patient has an outcome of his own; y.mean() is the same for all.",
        "argmax": "The forecasts were rounded to 0 and 1; the slope needs the probability.",
        "complement": "That is the slope where yes and no are exchanged.",
        "term missing": "Half of the formula is missing: what is the slope of a no?",
        "yes missing": "Half of the formula is missing: what is the slope of a yes?",
    },
    right=(
        lambda y, z: ((1 - y) * sigmoid(z) - y * sigmoid(-z)) / y.size,
        lambda y, z: (1 / (1 + np.exp(-z)) - y) / y.shape[0],
        lambda y, z: [(0.5 * (1 + np.tanh(b / 2)) - a) / len(y) for a, b in zip(y, z, strict=True)],
    ),
    gradient=True,
    reread="The slope",
)
