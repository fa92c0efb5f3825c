"""Second derivatives of the mean loss."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import THETA, X2, X4, Array, normal
from xentlib.numerics import sigmoid

SUMMED = "That is the Hessian of the sum; the mean's is asked."

ALONE = "Only the diagonal: the slope along one parameter changes with the others, too."


def curvature(p: Array) -> Array:
    """Curvature of the loss in the logit."""
    return p * (1 - p)


def hessian(x: Array, theta: Array) -> Array:
    """Hessian of the mean loss."""
    return (x.T * curvature(sigmoid(x @ theta))) @ x / len(x)


EXERCISE = Exercise(
    reference=hessian,
    inputs=lambda rng: [
        (X2, THETA),
        (np.array([[1.0, 2.0]]), np.array([0.5, 0.25])),
        (X4, 4 * THETA),
        *((normal(rng, *s), normal(rng, s[1])) for s in ((3, 2), (6, 3), (4, 4))),
    ],
    hints=(
        "The gradient is x.T @ (p − y) / n. Differentiate it once more: what depends on theta?",
        "dp/dz = p(1 − p), one number per example, and z = x @ theta.",
        "(x.T * (p * (1 − p))) @ x / len(x), with p = sigmoid(x @ theta).",
    ),
    mistakes={
        "missing 1/n": lambda x, t: hessian(x, t) * len(x),
        "sign": lambda x, t: -hessian(x, t),
        "means first": lambda x, t: curvature(sigmoid(x @ t)).mean() * x.T @ x / len(x),
        "root": lambda x, t: (x.T * np.sqrt(curvature(sigmoid(x @ t)))) @ x / len(x),
        "not summed": lambda x, t: x.T @ curvature(sigmoid(x @ t)) / len(x),
        "weights ignored": lambda x, _: x.T @ x / len(x),
        "bound": lambda x, _: x.T @ x / len(x) / 4,
        "term missing": lambda x, t: (x.T * sigmoid(x @ t)) @ x / len(x),
        "squares": lambda x, t: (x.T * curvature(sigmoid(x @ t)) ** 2) @ x / len(x),
        "diagonal only": [
            lambda x, t: np.diag(np.diag(hessian(x, t))),
            lambda x, t: np.diag(hessian(x, t)),
        ],
        "transposed": lambda x, t: (x * curvature(sigmoid(x @ t))[:, None]) @ x.T / len(x),
        "divided by d": lambda x, t: hessian(x, t) * len(x) / x.shape[1],
        "sigmoid missing": lambda x, t: (x.T * ((x @ t) * (1 - x @ t))) @ x / len(x),
    },
    say={
        "missing 1/n": SUMMED,
        "sign": "No direction curves downwards: p(1 − p) ≥ 0.",
        "means first": "Each example's p(1 − p) belongs to its own row of x, not the mean of all.",
        "root": "p(1 − p) has a root here; it belongs there without one.",
        "not summed": "That is one number per parameter; the Hessian has one for each pair of "
        "them. The second x is missing.",
        "weights ignored": "That is the curvature of a squared error without a sigmoid. p(1 − p) "
        "is missing.",
        "bound": "That is the largest it can be, with p = 1/2 everywhere. Take each example's p.",
        "term missing": "The slope of p in the logit is p(1 − p), not p.",
        "squares": "p(1 − p) is a factor once; here it is one twice.",
        "diagonal only": ALONE,
        "transposed": "That has a row per example; the Hessian has one per parameter.",
    },
    right=(
        lambda x, t: np.einsum("n,ni,nj->ij", curvature(sigmoid(x @ t)), x, x) / len(x),
        lambda x, t: x.T @ np.diag(curvature(sigmoid(x @ t))) @ x / x.shape[0],
        lambda x, t: (x * curvature(sigmoid(x @ t))[:, None]).T @ x / len(x),
    ),
    gradient=True,
    kind="derivation",
    reread="How curved it is",
)
