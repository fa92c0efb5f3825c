"""One step of gradient descent."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import THETA, X2, X4, Y2, Y4, Array, uniform
from xentlib.classroom.exercises.descent._shared import gradient, problem, residual, squared
from xentlib.numerics import sigmoid


def uphill_from(theta: Array, x: Array, y: Array, rate: float) -> Array:
    """One step along the gradient."""
    return theta + rate * gradient(x, y, theta)


EXERCISE = Exercise(
    reference=lambda x, y, theta, rate: theta - rate * gradient(x, y, theta),
    inputs=lambda rng: [
        (np.array([[1.0, 2.0]]), np.array([1.0]), np.array([0.5, 0.25]), 0.5),
        (X2, Y2, THETA, 2.0),
        (X4, Y4, THETA, 2.0),
        *((*problem(rng, n, d), float(uniform(rng, 0.5, 3))) for n, d in ((3, 2), (6, 3), (5, 4))),
    ],
    hints=(
        "Where does the gradient point: uphill or downhill?",
        "Go from theta against the gradient. How far? The rate says how many gradients.",
        "theta − rate · gradient, with the gradient of the mean loss.",
    ),
    mistakes={
        "uphill": [
            lambda x, y, t, rate: t + rate * gradient(x, y, t),
            lambda x, y, t, rate: t + rate * x.T @ residual(x, y, t),
        ],
        "missing 1/n": lambda x, y, t, rate: t - rate * x.T @ residual(x, y, t),
        "rate ignored": lambda x, y, t, _: t - gradient(x, y, t),
        "step alone": [
            lambda x, y, t, rate: -rate * gradient(x, y, t),
            lambda x, y, t, rate: rate * gradient(x, y, t),
            lambda x, y, t, _: gradient(x, y, t),
        ],
        "squared error": [
            lambda x, y, t, rate: t - rate * squared(x, y, t),
            lambda x, y, t, rate: t - rate * squared(x, y, t) / 2,
        ],
        "times theta": [
            lambda x, y, t, rate: t - rate * np.mean(residual(x, y, t) * (x @ t)),
            lambda x, y, t, rate: t - rate * t * gradient(x, y, t),
        ],
        "sigmoid upside down": lambda x, y, t, rate: (
            t - rate * x.T @ (sigmoid(-x @ t) - y) / len(y)
        ),
        "sigmoid missing": lambda x, y, t, rate: t - rate * x.T @ (x @ t - y) / len(y),
        "one more": lambda x, y, t, rate: uphill_from(uphill_from(t, x, y, -rate), x, y, -rate),
        "swapped": lambda x, y, t, rate: gradient(x, y, t) - rate * t,
        "scale ignored": lambda x, y, t, rate: (
            t - rate * gradient(x, y, t) / np.linalg.norm(gradient(x, y, t))
        ),
        "signs alone": lambda x, y, t, rate: t - rate * np.sign(gradient(x, y, t)),
        "divided by d": lambda x, y, t, r: t - r * x.T @ residual(x, y, t) / x.shape[1],
        "rate divides": lambda x, y, t, rate: t - gradient(x, y, t) / rate,
    },
    say={
        "uphill": "That step goes uphill: go against the gradient, theta − rate · gradient.",
        "rate ignored": "The rate makes no difference here.",
        "rate divides": "A larger rate makes a larger step.",
        "one more": "Those are two steps; one is asked.",
        "step alone": "That is the step, or the gradient, alone. The new theta is asked.",
        "squared error": "That is a step on the squared error: its factor p (1 − p) does not "
        "belong here.",
        "times theta": "The gradient was multiplied by theta. It has a slope for each parameter: "
        "multiply the errors by the features.",
        "swapped": "The rate belongs to the gradient: you start from theta.",
        "scale ignored": "The gradient was divided by its length: so every step is equally long, "
        "however small the slope.",
        "signs alone": "Only the sign of each slope is left: how steep is it?",
    },
    right=(
        lambda x, y, theta, rate: theta + rate * x.T @ (y - sigmoid(x @ theta)) / len(y),
        lambda x, y, theta, rate: theta - rate * ((sigmoid(x @ theta) - y) @ x) / len(x),
        lambda x, y, theta, rate: theta - rate * (x * residual(x, y, theta)[:, None]).mean(0),
    ),
    gradient=True,
    reread="One step",
)
