"""Gradient with a penalty on the weights and none on the bias."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import (
    X2,
    X4,
    Y2,
    Y4,
    Array,
    Function,
    coins,
    normal,
    uniform,
)
from xentlib.numerics import sigmoid


def pulled(x: Array, y: Array, theta: Array, l2: float) -> Array:
    """Gradient of the mean loss with an L2 penalty, the bias in column 0 left free."""
    return x.T @ (sigmoid(x @ theta) - y) / len(y) + l2 * np.r_[0, theta[1:]]


def pulled_by(pull: Function) -> Function:
    """Gradient with another pull, from parameters, strength and number of examples."""

    def wrong(x: Array, y: Array, theta: Array, l2: float) -> Array:
        return pulled(x, y, theta, 0) + pull(theta, np.r_[0, theta[1:]], l2, len(y))

    return wrong


def penalised_problem(
    rng: np.random.Generator, n: int, d: int
) -> tuple[Array, Array, Array, float]:
    """Draw features with a bias, labels, parameters and strength."""
    x = np.c_[np.ones(n), normal(rng, n, d)]
    return x, coins(rng, n), normal(rng, d + 1), float(uniform(rng, 0.2, 2))


EXERCISE = Exercise(
    reference=pulled,
    inputs=lambda rng: [
        (np.array([[1.0, 2.0]]), np.array([1.0]), np.array([0.5, -3.0]), 0.1),
        (X2, Y2, np.array([0.5, -2.0]), 0.5),
        (np.c_[np.ones(4), X4], Y4, np.array([1.0, 0.5, -2.0]), 0.5),
        *(penalised_problem(rng, n, d) for n, d in ((3, 2), (6, 3), (5, 4))),
    ],
    hints=(
        "The gradient of a sum is the sum of the gradients. What is the slope of w²/2?",
        "The penalty adds l2 · w to each slope but the bias's, which is theta[0].",
        "x.T @ (p − y) / n, and l2 * theta added to it with the first entry set to 0.",
    ),
    mistakes={
        "bias pulled": pulled_by(lambda t, w, l2, n: l2 * t),
        "swapped": pulled_by(lambda t, w, l2, n: l2 * np.r_[t[:-1], 0]),
        "squares": pulled_by(lambda t, w, l2, n: l2 * w**2),
        "penalty itself": pulled_by(lambda t, w, l2, n: l2 / 2 * w**2),
        "absolute value": pulled_by(lambda t, w, l2, n: l2 * np.abs(w)),
        "bias pulled by another factor": [
            pulled_by(lambda t, w, l2, n, c=c: c * l2 * t) for c in (0.5, 2)
        ],
        "sign": lambda x, y, t, l2: l2 * np.r_[0, t[1:]] - pulled(x, y, t, 0),
        "bias left out": lambda x, y, t, l2: pulled(x, y, np.r_[0, t[1:]], l2),
        "factor forgotten": pulled_by(lambda t, w, l2, n: 2 * l2 * w),
        "half forgotten": pulled_by(lambda t, w, l2, n: l2 * w / 2),
        "divided by n": pulled_by(lambda t, w, l2, n: l2 * w / n),
        "missing 1/n": lambda x, y, t, l2: pulled(x, y, t, 0) * len(y) + l2 * np.r_[0, t[1:]],
        "wrong sign inside": pulled_by(lambda t, w, l2, n: -l2 * w),
        "penalty added": pulled_by(lambda t, w, l2, n: l2 / 2 * w @ w),
        "L1": pulled_by(lambda t, w, l2, n: l2 * np.sign(w)),
        "weights ignored": lambda x, y, t, _: pulled(x, y, t, 0),
        "step alone": lambda x, y, t, l2: l2 * np.r_[0, t[1:]],
    },
    say={
        "bias pulled": "The penalty pulls the bias, too; only the weights are to be pulled.",
        "swapped": "The bias is the first entry, not the last.",
        "squares": "The slope of w²/2 is w, not w²: a negative weight is to be pulled up.",
        "penalty itself": "That is each weight's penalty; its slope is asked.",
        "absolute value": "A pull towards zero has the sign of the weight.",
        "bias pulled by another factor": "The penalty pulls the bias, too, and the factor is "
        "wrong: the slope of w²/2 is w.",
        "sign": "The loss's part points downhill: p − y, not y − p.",
        "bias left out": "The forecast needs the bias, too: only the penalty leaves it out.",
        "factor forgotten": "The penalty is half of l2 times the squares: which slope has w²/2?",
        "half forgotten": "The slope of w²/2 is w: there is no half in it.",
        "divided by n": "The penalty stands beside the mean loss: it is not divided once more.",
        "wrong sign inside": "The penalty has the wrong sign: it makes large weights larger.",
        "penalty added": "That adds the penalty to each slope; its slope is asked.",
        "L1": "That is the pull of L1, of the same strength for all weights.",
        "weights ignored": "The penalty makes no difference here.",
        "step alone": "That is the penalty's part alone; what does the loss add?",
    },
    right=(
        lambda x, y, t, l2: (sigmoid(x @ t) - y) @ x / len(x) + l2 * t * (np.arange(len(t)) > 0),
        lambda x, y, t, l2: x.T @ (sigmoid(x @ t) - y) / len(x) + l2 * np.append(0, t[1:]),
    ),
    gradient=True,
    reread="What a penalty says",
)
