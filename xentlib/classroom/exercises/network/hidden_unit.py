"""Gradient through one hidden unit."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, Function, coins, normal, uniform
from xentlib.numerics import sigmoid


def spread(z: Array) -> Array:
    """Slope of the forecast in the logit."""
    return sigmoid(z) * sigmoid(-z)


def unit_slopes(x: Array, y: Array, v: float, w: float) -> Array:
    """Slopes of the mean loss of the logit v · tanh(w x)."""
    h = np.tanh(w * x)
    e = sigmoid(v * h) - y
    return np.array([np.mean(e * h), np.mean(e * v * (1 - h**2) * x)])


def altered_unit(of_a: Function, of_b: Function) -> Function:
    """Mistaken slopes, from error, input, hidden value, and outer weight."""

    def wrong(x: Array, y: Array, v: float, w: float) -> Array:
        h = np.tanh(w * x)
        e = sigmoid(v * h) - y
        return np.array([np.mean(of_a(e, x, h, v)), np.mean(of_b(e, x, h, v))])

    return wrong


def outer(e: Array, x: Array, h: Array, v: float) -> Array:  # noqa: ARG001
    """Slope in v, as it should be."""
    return e * h


def unit_problem(rng: np.random.Generator, n: int) -> tuple[Array, Array, float, float]:
    """Random inputs, labels and weights of a hidden unit."""
    v, w = uniform(rng, 0.5, 2, 2)
    return normal(rng, n), coins(rng, n), float(v), float(w)


EXERCISE = Exercise(
    reference=unit_slopes,
    inputs=lambda rng: [
        (np.array([1.0, -1.0]), np.array([1.0, 0.0]), 2.0, 2.0),
        (np.array([1.0, -2.0, 0.5]), np.array([0.0, 1.0, 1.0]), -1.5, 0.5),
        *(unit_problem(rng, n) for n in (3, 5, 8)),
    ],
    hints=(
        "Take it apart: u = w x, h = tanh(u), z = v h, the loss. Which slope has each step?",
        "The loss has the slope p − y in z, and so h · (p − y) in v, and v · (p − y) in h.",
        "tanh adds a factor 1 − h², and u = w x a factor x. Take means over examples.",
    ),
    mistakes={
        "link forgotten": altered_unit(outer, lambda e, x, h, v: e * v * x),
        "multiplied": altered_unit(outer, lambda e, x, h, v: e * v * h * x),
        "sigmoid's slope": [
            altered_unit(outer, lambda e, x, h, v: e * v * h * (1 - h) * x),
            altered_unit(outer, lambda e, x, h, v: e * v * (1 + h**2) * x),
        ],
        "not a square": altered_unit(outer, lambda e, x, h, v: e * v * (1 - h) * x),
        "not averaged": lambda x, y, v, w: [
            (sigmoid(v * np.tanh(w * x)) - y) * np.tanh(w * x),
            (sigmoid(v * np.tanh(w * x)) - y) * v * (1 - np.tanh(w * x) ** 2) * x,
        ],
        "weights ignored": altered_unit(outer, lambda e, x, h, v: e * (1 - h**2) * x),
        "features forgotten": altered_unit(outer, lambda e, x, h, v: e * v * (1 - h**2)),
        "hidden value forgotten": altered_unit(
            lambda e, x, h, v: e * x,
            lambda e, x, h, v: e * v * (1 - h**2) * x,
        ),
        "sign": lambda x, y, v, w: -unit_slopes(x, y, v, w),
        "tanh twice": altered_unit(outer, lambda e, x, h, v: e * v * (1 - np.tanh(h) ** 2) * x),
        "u for h": altered_unit(outer, lambda e, x, h, v: e * v * (1 - np.arctanh(h) ** 2) * x),
        "handed on": altered_unit(outer, lambda e, x, h, v: e * h * v * (1 - h**2) * x),
        "swapped": altered_unit(
            lambda e, x, h, v: e * v, lambda e, x, h, v: e * v * (1 - h**2) * x
        ),
        "weight for input": lambda x, y, v, w: (
            unit_slopes(x, y, v, w) * [1, 0]
            + [0, np.mean((sigmoid(v * np.tanh(w * x)) - y) * v * w / np.cosh(w * x) ** 2)]
        ),
        "term missing": altered_unit(outer, lambda e, x, h, v: e * (1 - h**2)),
        "missing 1/n": lambda x, y, v, w: unit_slopes(x, y, v, w) * len(x),
        "transposed": lambda x, y, v, w: unit_slopes(x, y, v, w)[::-1],
        "sigmoid's slope again": altered_unit(
            lambda e, x, h, v: e * h * spread(v * h),
            lambda e, x, h, v: e * v * (1 - h**2) * x * spread(v * h),
        ),
    },
    say={
        "link forgotten": "w acts on the loss through tanh, too: what is the slope of tanh?",
        "multiplied": "tanh enters the slope in w by its slope, 1 − h², not by its value.",
        "weights ignored": "w acts on the loss through z = v h: the factor v is missing.",
        "features forgotten": "w multiplies x, so its slope has a factor x.",
        "hidden value forgotten": "v multiplies h, not x, so its slope has a factor h.",
        "sign": "That points downhill: the slope in z is p − y, not y − p.",
        "u for h": "The slope of tanh is 1 − h², with h = tanh(u), not u.",
        "handed on": "The slope in w has a factor h too many: the slope in h is v · (p − y).",
        "swapped": "z = v h: its slope in v is h.",
        "weight for input": "u = w x: its slope in w is x, not w.",
        "term missing": "Two factors are missing on the way to w: v, and x.",
        "transposed": "The two are exchanged: first the slope in v, then that in w.",
        "not a square": "tanh has the slope 1 − h², with a square.",
        "not averaged": "Those are the slopes of single examples. Take the mean over the examples.",
        "sigmoid's slope again": "p − y is the slope in the logit already: there is no factor "
        "p (1 − p).",
    },
    right=(
        lambda x, y, v, w: [
            np.mean((sigmoid(v * np.tanh(w * x)) - y) * np.tanh(w * x)),
            np.mean((sigmoid(v * np.tanh(w * x)) - y) * v * x / np.cosh(w * x) ** 2),
        ],
        lambda x, y, v, w: (
            np.array([np.tanh(w * x), v * x * (1 - np.tanh(w * x) ** 2)])
            @ (sigmoid(v * np.tanh(w * x)) - y)
            / len(x)
        ),
    ),
    gradient=True,
    reread="A hidden unit",
)
