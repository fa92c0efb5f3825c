"""Lesson 04: the Hessian, and the rate that it allows."""

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._shared import THETA, X4, Array
from xentlib.numerics import sigmoid

__all__ = ["HESSIAN", "SAFE_RATE"]

SUMMED = "That is the Hessian of the sum; the mean's is asked."
ALONE = "Only the diagonal: the slope along one parameter changes with the others, too."


def curvature(p: Array) -> Array:
    """Curvature of the loss in the logit."""
    return p * (1 - p)


def hessian(x: Array, theta: Array) -> Array:
    """Hessian of the mean loss."""
    return (x.T * curvature(sigmoid(x @ theta))) @ x / len(x)


HESSIAN = Exercise(
    "04.hessian",
    reference=hessian,
    inputs=lambda rng: [
        (np.array([[1.0, 2.0]]), np.array([0.5, 0.25])),
        (X4, 4 * THETA),
        *((rng.normal(size=s), rng.normal(size=s[1])) for s in ((3, 2), (6, 3), (4, 4))),
    ],
    hints=(
        "The gradient is x.T @ (p − y) / n. Differentiate it once more: what depends on theta?",
        "dp/dz = p(1 − p), one number per example, and z = x @ theta.",
        "(x.T * (p * (1 − p))) @ x / len(x), with p = sigmoid(x @ theta).",
    ),
    mistakes=(
        Mistake("missing 1/n", lambda x, t: hessian(x, t) * len(x), SUMMED),
        Mistake(
            "sign", lambda x, t: -hessian(x, t), "No direction curves downwards: p(1 − p) ≥ 0."
        ),
        Mistake(
            "means first",
            lambda x, t: curvature(sigmoid(x @ t)).mean() * x.T @ x / len(x),
            "Each example's p(1 − p) belongs to its own row of x, not their mean to all.",
        ),
        Mistake(
            "root",
            lambda x, t: (x.T * np.sqrt(curvature(sigmoid(x @ t)))) @ x / len(x),
            "A root goes to each of the two factors x; here it came in once.",
        ),
        Mistake(
            "not summed",
            lambda x, t: x.T @ curvature(sigmoid(x @ t)) / len(x),
            "One number per parameter; the Hessian has one per pair: where is the second x?",
        ),
        Mistake(
            "weights ignored",
            lambda x, _: x.T @ x / len(x),
            "The curvature of the squared error: where is p(1 − p), which differs by example?",
        ),
        Mistake(
            "bound",
            lambda x, _: x.T @ x / len(x) / 4,
            "That is the most it can be, with p = 1/2 everywhere. Is it?",
        ),
        Mistake(
            "term missing",
            lambda x, t: (x.T * sigmoid(x @ t)) @ x / len(x),
            "The slope of p in the logit is p(1 − p), not p.",
        ),
        Mistake(
            "squares",
            lambda x, t: (x.T * curvature(sigmoid(x @ t)) ** 2) @ x / len(x),
            "p(1 − p) stands there once; here it came in twice.",
        ),
        Mistake("diagonal only", lambda x, t: np.diag(np.diag(hessian(x, t))), ALONE),
        Mistake("diagonal only", lambda x, t: np.diag(hessian(x, t)), ALONE),
        Mistake(
            "transposed",
            lambda x, t: (x * curvature(sigmoid(x @ t))[:, None]) @ x.T / len(x),
            "That has a row per example; the Hessian has one per parameter.",
        ),
        Mistake("divided by d", lambda x, t: hessian(x, t) * len(x) / x.shape[1]),
        Mistake("sigmoid missing", lambda x, t: (x.T * ((x @ t) * (1 - x @ t))) @ x / len(x)),
    ),
    right=(
        lambda x, t: np.einsum("n,ni,nj->ij", curvature(sigmoid(x @ t)), x, x) / len(x),
        lambda x, t: x.T @ np.diag(curvature(sigmoid(x @ t))) @ x / x.shape[0],
        lambda x, t: (x * curvature(sigmoid(x @ t))[:, None]).T @ x / len(x),
    ),
    gradient=True,
    reread="How curved it is",
)


def top(x: Array) -> float:
    """Largest eigenvalue of xᵀx."""
    return float(np.linalg.eigvalsh(x.T @ x)[-1])


SAFE_RATE = Exercise(
    "04.safe_rate",
    reference=lambda x: 8 * len(x) / top(x),
    inputs=lambda rng: [
        (np.array([[2.0]]),),
        (X4,),
        *((rng.normal(size=s),) for s in ((3, 2), (7, 3), (5, 4))),
    ],
    hints=(
        "Which p makes p(1 − p) largest, and what is the Hessian if every p is that?",
        "The Hessian is at most x.T @ x / (4 n); the limit is 2 / its largest eigenvalue.",
        "2 / np.linalg.eigvalsh(x.T @ x / (4 * len(x)))[-1].",
    ),
    mistakes=(
        Mistake(
            "factor forgotten",
            lambda x: 2 * len(x) / top(x),
            "p(1 − p) is at most 1/4, not 1: you may go four times as fast.",
        ),
        Mistake(
            "half forgotten",
            lambda x: 4 * len(x) / top(x),
            "That is 1 / curvature: one step to the bottom of a parabola. Where does it diverge?",
        ),
        Mistake("missing 1/n", lambda x: 8 / top(x), "The loss is a mean: so is its curvature."),
        Mistake(
            "factor forgotten",
            lambda x: len(x) / top(x),
            "Two factors are missing: 2 / curvature, and p(1 − p) is at most 1/4.",
        ),
        Mistake(
            "inverse",
            lambda x: len(x) / top(x) / 2,
            "p(1 − p) is at most 1/4: it divides the curvature by 4.",
        ),
        Mistake(
            "wrong way round",
            lambda x: 8 * len(x) / np.linalg.eigvalsh(x.T @ x)[0],
            "The flattest direction allows that; the sharpest breaks first.",
        ),
        Mistake("divided by d", lambda x: 8 * x.shape[1] / top(x), "The mean is over examples."),
        Mistake(
            "root",
            lambda x: 8 * len(x) / np.sqrt(top(x)),
            "The largest singular value of x has to be squared to be an eigenvalue of xᵀx.",
        ),
        Mistake(
            "inverse",
            lambda x: top(x) / len(x) / 4,
            "That is the curvature. The steeper it curves, the shorter the steps.",
        ),
        Mistake(
            "inverse",
            lambda x: top(x) / len(x) / 8,
            "That is half of the curvature. The steeper it curves, the shorter the steps.",
        ),
        Mistake(
            "sum",
            lambda x: 8 * len(x) / np.square(x).sum(),
            "The trace adds up all curvatures; the sharpest alone decides.",
        ),
        Mistake(
            "diagonal only",
            lambda x: 8 * len(x) / np.square(x).sum(0).max(),
            "Along an axis, yes; is the sharpest direction along an axis?",
        ),
    ),
    right=(
        lambda x: 2 / np.linalg.eigvalsh(x.T @ x / (4 * len(x))).max(),
        lambda x: 8 * len(x) / np.linalg.norm(x, 2) ** 2,
        lambda x: 8 * len(x) / np.linalg.svd(x, compute_uv=False)[0] ** 2,
    ),
    reread="How far is too far?",
)
