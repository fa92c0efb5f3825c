"""Gradient of the mean loss in the parameters."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import THETA, X2, X4, Y2, Y4
from xentlib.classroom.exercises.descent._shared import gradient, problem, residual, squared
from xentlib.numerics import sigmoid

DOWNHILL = "That points downhill. The gradient points uphill: p − y, not y − p."

EXERCISE = Exercise(
    reference=lambda x, y, theta: x.T @ (sigmoid(x @ theta) - y) / len(y),
    inputs=lambda rng: [
        (np.array([[1.0, 2.0]]), np.array([1.0]), np.array([0.5, 0.0])),
        (X2, Y2, THETA),
        (X4, Y4, THETA),
        (X4, Y4, 900 * THETA),
        *(problem(rng, n, d) for n, d in ((3, 2), (6, 3), (5, 5))),
    ],
    hints=(
        "How does the loss of one example change with its logit, and the logit with theta?",
        "The slope in the logit is p − y; the logit x @ theta has the slope x.",
        "x.T @ (sigmoid(x @ theta) − y), divided by the number of examples.",
    ),
    mistakes={
        "times theta": [
            lambda x, y, t: np.mean(residual(x, y, t) * (x @ t)),
            lambda x, y, t: np.sum(residual(x, y, t) * (x @ t)),
            lambda x, y, t: t * gradient(x, y, t),
        ],
        "missing 1/n": lambda x, y, t: x.T @ residual(x, y, t),
        "sign": lambda x, y, t: -gradient(x, y, t),
        "sign and 1/n": lambda x, y, t: -x.T @ residual(x, y, t),
        "sigmoid upside down": [
            lambda x, y, t: x.T @ (sigmoid(-x @ t) - y) / len(y),
            lambda x, y, t: x.T @ (sigmoid(-x @ t) - y),
        ],
        "argmax": lambda x, y, t: x.T @ ((x @ t > 0) - y) / len(y),
        "wrong base": lambda x, y, t: gradient(x, y, t) / np.log(2),
        "squared error": [squared, lambda x, y, t: squared(x, y, t) / 2],
        "term missing": lambda x, y, t: -x.T @ (y * (1 - sigmoid(x @ t))) / len(y),
        "link forgotten": lambda x, y, t: (
            x.T @ (residual(x, y, t) / sigmoid(x @ t) / (1 - sigmoid(x @ t))) / len(y)
        ),
        "sigmoid missing": [
            lambda x, y, t: x.T @ (x @ t - y) / len(y),
            lambda x, y, t: x.T @ (x @ t - y),
        ],
        "target forgotten": lambda x, y, t: x.T @ sigmoid(x @ t) / len(y),
        "complement": lambda x, y, t: x.T @ (sigmoid(x @ t) - 1 + y) / len(y),
        "not summed": [
            lambda x, y, t: x * residual(x, y, t)[:, None],
            lambda x, y, t: x * residual(x, y, t)[:, None] / len(y),
        ],
        "divided by d": [
            lambda x, y, t: x.T @ residual(x, y, t) / x.shape[1],
            lambda x, y, t: (x * residual(x, y, t)[:, None]).mean(1),
        ],
        "all axes": lambda x, y, t: (x * residual(x, y, t)[:, None]).mean(),
        "features forgotten": [
            lambda x, y, t: residual(x, y, t),
            lambda x, y, t: residual(x, y, t) / len(y),
        ],
    },
    say={
        "sign": DOWNHILL,
        "argmax": "The forecasts were rounded to 0 and 1; the slope needs the probability.",
        "term missing": "Half of the formula is missing: what is the slope of a no?",
        "complement": "That is the slope where yes and no are exchanged.",
        "all axes": "Each parameter has its own slope: one number for each is asked.",
        "squared error": "That is the slope of the squared error: its factor p (1 − p) does not "
        "belong here.",
        "wrong base": "That is the slope in bits: the loss of this lesson counts nats.",
    },
    right=(
        lambda x, y, theta: ((sigmoid(x @ theta) - y)[:, None] * x).mean(axis=0),
        lambda x, y, theta: (sigmoid(x @ theta) - y) @ x / len(x),
        lambda x, y, theta: np.einsum("n,nd->d", sigmoid(x.dot(theta)) - y, x) / y.size,
        lambda x, y, theta: sum(map(np.multiply, residual(x, y, theta), x)) / len(y),
    ),
    gradient=True,
    kind="derivation",
    reread="The gradient",
)
