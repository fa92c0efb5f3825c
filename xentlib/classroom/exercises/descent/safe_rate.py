"""Limit below which every learning rate is safe, whatever the labels and the start."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import X2, X4, Array, normal


def top(x: Array) -> float:
    """Largest eigenvalue of xᵀx."""
    return float(np.linalg.eigvalsh(x.T @ x)[-1])


EXERCISE = Exercise(
    reference=lambda x: 8 * len(x) / top(x),
    inputs=lambda rng: [
        (X2,),
        (np.array([[2.0]]),),
        (X4,),
        *((normal(rng, *s),) for s in ((3, 2), (7, 3), (5, 4))),
    ],
    hints=(
        "Which p makes p(1 − p) largest, and what is the Hessian if every p is that?",
        "The Hessian is at most x.T @ x / (4 n); the limit is 2 / its largest eigenvalue.",
        "2 / np.linalg.eigvalsh(x.T @ x / (4 * len(x)))[-1].",
    ),
    mistakes={
        "factor forgotten": lambda x: 2 * len(x) / top(x),
        "half forgotten": lambda x: 4 * len(x) / top(x),
        "missing 1/n": lambda x: 8 / top(x),
        "two factors forgotten": lambda x: len(x) / top(x),
        "multiplied by a quarter": lambda x: len(x) / top(x) / 2,
        "wrong way round": lambda x: 8 * len(x) / np.linalg.eigvalsh(x.T @ x)[0],
        "divided by d": lambda x: 8 * x.shape[1] / top(x),
        "root": lambda x: 8 * len(x) / np.sqrt(top(x)),
        "curvature": lambda x: top(x) / len(x) / 4,
        "half the curvature": lambda x: top(x) / len(x) / 8,
        "sum": lambda x: 8 * len(x) / np.square(x).sum(),
        "each curvature": lambda x: 8 * len(x) / np.linalg.eigvalsh(x.T @ x)[-x.shape[1] :],
        "diagonal only": lambda x: 8 * len(x) / np.square(x).sum(0).max(),
    },
    say={
        "factor forgotten": "p(1 − p) is at most 1/4, not 1: the limit is four times as high.",
        "half forgotten": "That is 1 / curvature, which reaches the bottom of a parabola in one "
        "step. It diverges beyond twice that rate.",
        "missing 1/n": "The loss is a mean: so is its curvature.",
        "two factors forgotten": "Two factors are missing: 2 / curvature, and p(1 − p) is at "
        "most 1/4.",
        "multiplied by a quarter": "p(1 − p) is at most 1/4: it divides the curvature by 4.",
        "wrong way round": "That is the limit along the direction of the smallest curvature. The "
        "largest curvature sets the limit for all.",
        "divided by d": "The number of features stands there; the mean is over examples.",
        "root": "The largest singular value of x has to be squared to be an eigenvalue of xᵀx.",
        "curvature": "That is the curvature. The larger it is, the smaller the rate must be.",
        "half the curvature": "That is half of the curvature. The larger that is, the smaller the "
        "rate must be.",
        "sum": "That is the sum of all curvatures, the trace; only the largest one counts.",
        "each curvature": "One rate serves all directions. Which curvature sets its limit?",
        "diagonal only": "That is the largest curvature along an axis. In another direction it may "
        "be larger: take the largest eigenvalue.",
    },
    right=(
        lambda x: 2 / np.linalg.eigvalsh(x.T @ x / (4 * len(x))).max(),
        lambda x: 8 * len(x) / np.linalg.norm(x, 2) ** 2,
        lambda x: 8 * len(x) / np.linalg.svd(x, compute_uv=False)[0] ** 2,
    ),
    reread="How far is too far?",
)
