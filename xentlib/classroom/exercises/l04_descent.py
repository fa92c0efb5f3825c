"""Lesson 04: the gradient of logistic regression, and one step down."""

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._l04_complex_step import COMPLEX_STEP
from xentlib.classroom.exercises._l04_curvature import HESSIAN, SAFE_RATE
from xentlib.classroom.exercises._l04_hidden import HIDDEN_UNIT
from xentlib.classroom.exercises._l04_penalty import PENALTY
from xentlib.classroom.exercises._shared import THETA, X4, Y4, Array, coins
from xentlib.classroom.exercises.q04_descent import QUIZ
from xentlib.numerics import sigmoid

__all__ = ["EXERCISES", "QUIZ"]

DOWNHILL = "That points downhill. The gradient points uphill: p − y, not y − p."


def residual(x: Array, y: Array, theta: Array) -> Array:
    """Forecast minus what happened."""
    return sigmoid(x @ theta) - y


def gradient(x: Array, y: Array, theta: Array) -> Array:
    """Gradient of the mean loss."""
    return x.T @ residual(x, y, theta) / len(y)


def squared(x: Array, y: Array, theta: Array) -> Array:
    """Gradient of the mean squared error."""
    p = sigmoid(x @ theta)
    return 2 * x.T @ ((p - y) * p * (1 - p)) / len(y)


def problem(rng: np.random.Generator, n: int, d: int) -> tuple[Array, Array, Array]:
    """Random features, labels and parameters."""
    return rng.normal(size=(n, d)), coins(rng, n), rng.normal(size=d)


GRADIENT = Exercise(
    "04.gradient",
    reference=lambda x, y, theta: x.T @ (sigmoid(x @ theta) - y) / len(y),
    inputs=lambda rng: [
        (np.array([[1.0, 2.0]]), np.array([1.0]), np.array([0.5, 0.0])),
        (X4, Y4, THETA),
        (X4, Y4, 900 * THETA),
        *(problem(rng, n, d) for n, d in ((3, 2), (6, 3), (5, 5))),
    ],
    hints=(
        "How does the loss of one example change with its logit, and the logit with theta?",
        "The slope in the logit is h − y; the logit x @ theta has the slope x.",
        "x.T @ (sigmoid(x @ theta) − y), divided by the number of examples.",
    ),
    mistakes=(
        Mistake("times theta", lambda x, y, t: np.mean(residual(x, y, t) * (x @ t))),
        Mistake("times theta", lambda x, y, t: np.sum(residual(x, y, t) * (x @ t))),
        Mistake("times theta", lambda x, y, t: t * gradient(x, y, t)),
        Mistake("missing 1/n", lambda x, y, t: x.T @ residual(x, y, t)),
        Mistake("sign", lambda x, y, t: -gradient(x, y, t), DOWNHILL),
        Mistake(
            "sign",
            lambda x, y, t: x.T @ (sigmoid(-x @ t) - y) / len(y),
            "The forecast falls where the logit rises: the sigmoid is 1 / (1 + exp(−z)).",
        ),
        Mistake(
            "rounded",
            lambda x, y, t: x.T @ ((x @ t > 0) - y) / len(y),
            "A decision has no slope: keep the probability.",
        ),
        Mistake(
            "wrong base",
            lambda x, y, t: gradient(x, y, t) / np.log(2),
            "That is the slope in bits: the loss of this lesson counts nats.",
        ),
        Mistake("squared error", squared),
        Mistake("squared error", lambda x, y, t: squared(x, y, t) / 2),
        Mistake("term missing", lambda x, y, t: -x.T @ (y * (1 - sigmoid(x @ t))) / len(y)),
        Mistake(
            "link forgotten",
            lambda x, y, t: (
                x.T @ (residual(x, y, t) / sigmoid(x @ t) / (1 - sigmoid(x @ t))) / len(y)
            ),
        ),
        Mistake("sigmoid missing", lambda x, y, t: x.T @ (x @ t - y) / len(y)),
        Mistake("target forgotten", lambda x, y, t: x.T @ sigmoid(x @ t) / len(y)),
        Mistake("complement", lambda x, y, t: x.T @ (sigmoid(x @ t) - 1 + y) / len(y)),
        Mistake("not summed", lambda x, y, t: x * residual(x, y, t)[:, None]),
        Mistake("not summed", lambda x, y, t: x * residual(x, y, t)[:, None] / len(y)),
        Mistake("divided by d", lambda x, y, t: x.T @ residual(x, y, t) / x.shape[1]),
        Mistake("divided by d", lambda x, y, t: (x * residual(x, y, t)[:, None]).mean(1)),
        Mistake("all axes", lambda x, y, t: (x * residual(x, y, t)[:, None]).mean()),
        Mistake("features forgotten", lambda x, y, t: residual(x, y, t)),
        Mistake("features forgotten", lambda x, y, t: residual(x, y, t) / len(y)),
    ),
    right=(
        lambda x, y, theta: ((sigmoid(x @ theta) - y)[:, None] * x).mean(axis=0),
        lambda x, y, theta: (sigmoid(x @ theta) - y) @ x / len(x),
        lambda x, y, theta: np.einsum("n,nd->d", sigmoid(x.dot(theta)) - y, x) / y.size,
        lambda x, y, theta: sum(map(np.multiply, residual(x, y, theta), x)) / len(y),
    ),
    gradient=True,
    reread="The gradient",
)


def uphill_from(theta: Array, x: Array, y: Array, rate: float) -> Array:
    """One step along the gradient."""
    return theta + rate * gradient(x, y, theta)


STEP = Exercise(
    "04.step",
    reference=lambda x, y, theta, rate: theta - rate * gradient(x, y, theta),
    inputs=lambda rng: [
        (np.array([[1.0, 2.0]]), np.array([1.0]), np.array([0.5, 0.25]), 0.5),
        (X4, Y4, THETA, 2.0),
        *((*problem(rng, n, d), rng.uniform(0.5, 3)) for n, d in ((3, 2), (6, 3), (5, 4))),
    ],
    hints=(
        "Where does the gradient point: uphill or downhill?",
        "From where you stand, walk against the gradient: how far does the rate say?",
        "theta − rate · gradient, with the gradient of the mean loss.",
    ),
    mistakes=(
        Mistake("uphill", lambda x, y, t, rate: t + rate * gradient(x, y, t)),
        Mistake("missing 1/n", lambda x, y, t, rate: t - rate * x.T @ residual(x, y, t)),
        Mistake("rate ignored", lambda x, y, t, _: t - gradient(x, y, t)),
        Mistake("step alone", lambda x, y, t, rate: -rate * gradient(x, y, t)),
        Mistake("step alone", lambda x, y, t, rate: rate * gradient(x, y, t)),
        Mistake("step alone", lambda x, y, t, _: gradient(x, y, t)),
        Mistake("squared error", lambda x, y, t, rate: t - rate * squared(x, y, t)),
        Mistake("squared error", lambda x, y, t, rate: t - rate * squared(x, y, t) / 2),
        Mistake(
            "times theta", lambda x, y, t, rate: t - rate * np.mean(residual(x, y, t) * (x @ t))
        ),
        Mistake("times theta", lambda x, y, t, rate: t - rate * t * gradient(x, y, t)),
        Mistake("sigmoid missing", lambda x, y, t, rate: t - rate * x.T @ (x @ t - y) / len(y)),
        Mistake(
            "one more",
            lambda x, y, t, rate: uphill_from(uphill_from(t, x, y, -rate), x, y, -rate),
            "That is two steps.",
        ),
        Mistake(
            "swapped",
            lambda x, y, t, rate: gradient(x, y, t) - rate * t,
            "The rate belongs to the gradient: you start from theta.",
        ),
        Mistake(
            "scale ignored",
            lambda x, y, t, rate: t - rate * gradient(x, y, t) / np.linalg.norm(gradient(x, y, t)),
            "Every step has the same length there; a gentle slope asks for a short one.",
        ),
        Mistake(
            "scale ignored",
            lambda x, y, t, rate: t - rate * np.sign(gradient(x, y, t)),
            "Only the sign of each slope is left: how steep is it?",
        ),
        Mistake("divided by d", lambda x, y, t, r: t - r * x.T @ residual(x, y, t) / x.shape[1]),
        Mistake("rate divides", lambda x, y, t, rate: t - gradient(x, y, t) / rate),
    ),
    right=(
        lambda x, y, theta, rate: theta + rate * x.T @ (y - sigmoid(x @ theta)) / len(y),
        lambda x, y, theta, rate: theta - rate * ((sigmoid(x @ theta) - y) @ x) / len(x),
        lambda x, y, theta, rate: theta - rate * (x * residual(x, y, theta)[:, None]).mean(0),
    ),
    gradient=True,
    reread="One step",
)

EXERCISES = (GRADIENT, COMPLEX_STEP, STEP, HESSIAN, SAFE_RATE, HIDDEN_UNIT, PENALTY)
