"""A colleague's loop with three faults, to be mended."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import (
    THETA,
    X2,
    X4,
    Y2,
    Y4,
    Array,
    Function,
    uniform,
)
from xentlib.classroom.exercises.descent._shared import gradient, problem, residual, squared
from xentlib.numerics import sigmoid


def loop(
    *, uphill: bool = False, summed: bool = False, stale: bool = False, more: int = 0
) -> Function:
    """Descent with some of the colleague's faults, or with more steps than asked."""

    def walk(x: Array, y: Array, theta: Array, rate: float, steps: int) -> Array:
        way = (1 if uphill else -1) * rate / (1 if summed else len(y))
        error = residual(x, y, theta)
        for _ in range(steps + more):
            error = error if stale else residual(x, y, theta)
            theta = theta + way * x.T @ error
        return theta

    return walk


def along(slope: Function) -> Function:
    """Descent along another slope."""

    def walk(x: Array, y: Array, theta: Array, rate: float, steps: int) -> Array:
        for _ in range(steps):
            theta = theta - rate * slope(x, y, theta)
        return theta

    return walk


def one_by_one(x: Array, y: Array, theta: Array, rate: float, steps: int) -> Array:
    """Descent that steps along each example's slope in turn."""
    for _ in range(steps):
        for row, label in zip(x, y, strict=True):
            theta = theta - rate * row * (sigmoid(row @ theta) - label)
    return theta


EXERCISE = Exercise(
    reference=lambda x, y, theta, rate, steps: loop()(x, y, theta, rate, steps),
    inputs=lambda rng: [
        (np.array([[1.0, 2.0]]), np.array([1.0]), np.array([0.5, 0.25]), 0.5, 2),
        (X2, Y2, THETA, 2.0, 2),
        (X4, Y4, THETA, 2.0, 3),
        *(
            (*problem(rng, n, d), float(uniform(rng, 0.5, 2)), steps)
            for n, d, steps in ((3, 2, 1), (6, 3, 2), (5, 4, 4))
        ),
    ],
    hints=(
        "Follow two rounds with a pencil. Which numbers change, and which should?",
        "Look at three places: where p is computed, the step's sign, and the mean's divisor.",
        "Each round: p = sigmoid(x @ theta), then theta − rate * x.T @ (p − y) / len(y).",
    ),
    mistakes={
        "as printed": loop(uphill=True, summed=True, stale=True),
        "uphill": loop(uphill=True),
        "missing 1/n": loop(summed=True),
        "stale forecast": loop(stale=True),
        "stale and uphill": loop(stale=True, uphill=True),
        "stale and a sum": loop(stale=True, summed=True),
        "uphill and a sum": loop(uphill=True, summed=True),
        "one more": loop(more=1),
        "one fewer": loop(more=-1),
        "steps ignored": lambda x, y, t, rate, _: t - rate * gradient(x, y, t),
        "same rate for all": lambda x, y, t, _, steps: loop()(x, y, t, 1.0, steps),
        "start ignored": lambda x, y, t, rate, steps: loop()(x, y, 0 * t, rate, steps),
        "divided by d": along(lambda x, y, t: x.T @ residual(x, y, t) / x.shape[1]),
        "sigmoid missing": along(lambda x, y, t: x.T @ (x @ t - y) / len(y)),
        "sigmoid upside down": along(lambda x, y, t: x.T @ (sigmoid(-x @ t) - y) / len(y)),
        "squared error": [along(squared), along(lambda x, y, t: squared(x, y, t) / 2)],
        "times theta": along(lambda x, y, t: np.mean(residual(x, y, t) * (x @ t))),
        "one by one": one_by_one,
        "step alone": [
            lambda x, y, t, rate, steps: loop()(x, y, t, rate, steps) - t,
            lambda x, y, t, rate, steps: (
                -rate * gradient(x, y, loop(more=-1)(x, y, t, rate, steps))
            ),
        ],
    },
    say={
        "as printed": "All three faults are still there. Follow two rounds with a pencil.",
        "uphill": "One fault is left: that loop walks uphill. The gradient points uphill.",
        "missing 1/n": "One fault is left: the loop follows the gradient of the sum, and the "
        "mean's is asked.",
        "stale forecast": "One fault is left: p is computed once, before the loop. After the first "
        "step it is out of date.",
        "stale and uphill": "Two faults are left: where is p computed, and which sign has the "
        "step?",
        "stale and a sum": "Two faults are left: where is p computed, and is the gradient a sum "
        "or a mean?",
        "uphill and a sum": "Two faults are left: the sign of the step, and a sum where the mean "
        "is asked.",
        "one more": "That loop takes one step more than it is asked for.",
        "one fewer": "That loop takes one step fewer than it is asked for.",
        "steps ignored": "That is one step, however many are asked for. Does the return stand "
        "inside the loop?",
        "same rate for all": "The rate makes no difference here.",
        "start ignored": "That walk starts at zero; it should start where theta is.",
        "squared error": "Those are steps on the squared error: its factor p (1 − p) does not "
        "belong here.",
        "times theta": "The gradient was multiplied by theta. It has a slope for each parameter: "
        "multiply the errors by the features.",
        "one by one": "That steps after each example; one step per round is asked, along the "
        "mean of all slopes.",
        "step alone": "That is how far the walk, or its last step, leads. The parameters at its "
        "end are asked.",
    },
    right=(
        along(gradient),
        along(lambda x, y, t: (x * residual(x, y, t)[:, None]).mean(0)),
        along(lambda x, y, t: -((y - sigmoid(x @ t)) @ x) / len(x)),
    ),
    gradient=True,
    kind="reading",
    reread="One step at a time",
)
