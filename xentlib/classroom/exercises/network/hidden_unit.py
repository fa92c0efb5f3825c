"""Gradient through one hidden unit."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, Function, coins, normal, uniform
from xentlib.numerics import sigmoid

TANH = "tanh has the slope 1 − h²; h(1 − h) is the sigmoid's."


def spread(z: Array) -> Array:
    """Slope of the forecast in the logit."""
    return sigmoid(z) * sigmoid(-z)


def unit_slopes(x: Array, y: Array, a: float, b: float) -> Array:
    """Slopes of the mean loss of the logit a · tanh(b x)."""
    h = np.tanh(b * x)
    e = sigmoid(a * h) - y
    return np.array([np.mean(e * h), np.mean(e * a * (1 - h**2) * x)])


def altered_unit(of_a: Function, of_b: Function) -> Function:
    """Mistaken slopes, from error, input, hidden value, and outer weight."""

    def wrong(x: Array, y: Array, a: float, b: float) -> Array:
        h = np.tanh(b * x)
        e = sigmoid(a * h) - y
        return np.array([np.mean(of_a(e, x, h, a)), np.mean(of_b(e, x, h, a))])

    return wrong


def outer(e: Array, x: Array, h: Array, a: float) -> Array:  # noqa: ARG001
    """Slope in a, as it should be."""
    return e * h


def unit_problem(rng: np.random.Generator, n: int) -> tuple[Array, Array, float, float]:
    """Random inputs, labels and weights of a hidden unit."""
    a, b = uniform(rng, 0.5, 2, 2)
    return normal(rng, n), coins(rng, n), float(a), float(b)


EXERCISE = Exercise(
    reference=unit_slopes,
    inputs=lambda rng: [
        (np.array([1.0, -1.0]), np.array([1.0, 0.0]), 2.0, 2.0),
        (np.array([1.0, -2.0, 0.5]), np.array([0.0, 1.0, 1.0]), -1.5, 0.5),
        *(unit_problem(rng, n) for n in (3, 5, 8)),
    ],
    hints=(
        "Take it apart: u = b x, h = tanh(u), z = a h, the loss. Which slope has each step?",
        "The loss has the slope p − y in z, and so h · (p − y) in a, and a · (p − y) in h.",
        "tanh adds a factor 1 − h², and u = b x a factor x. Take means over examples.",
    ),
    mistakes={
        "link forgotten": altered_unit(outer, lambda e, x, h, a: e * a * x),
        "multiplied": altered_unit(outer, lambda e, x, h, a: e * a * h * x),
        "sigmoid's slope": [
            altered_unit(outer, lambda e, x, h, a: e * a * (1 - h) * x),
            altered_unit(outer, lambda e, x, h, a: e * a * h * (1 - h) * x),
            altered_unit(outer, lambda e, x, h, a: e * a * (1 + h**2) * x),
        ],
        "weights ignored": altered_unit(outer, lambda e, x, h, a: e * (1 - h**2) * x),
        "features forgotten": altered_unit(outer, lambda e, x, h, a: e * a * (1 - h**2)),
        "hidden value forgotten": altered_unit(
            lambda e, x, h, a: e * x,
            lambda e, x, h, a: e * a * (1 - h**2) * x,
        ),
        "sign": lambda x, y, a, b: -unit_slopes(x, y, a, b),
        "tanh twice": altered_unit(outer, lambda e, x, h, a: e * a * (1 - np.tanh(h) ** 2) * x),
        "u for h": altered_unit(outer, lambda e, x, h, a: e * a * (1 - np.arctanh(h) ** 2) * x),
        "handed on": altered_unit(outer, lambda e, x, h, a: e * h * a * (1 - h**2) * x),
        "swapped": altered_unit(
            lambda e, x, h, a: e * a, lambda e, x, h, a: e * a * (1 - h**2) * x
        ),
        "weight for input": lambda x, y, a, b: (
            unit_slopes(x, y, a, b) * [1, 0]
            + [0, np.mean((sigmoid(a * np.tanh(b * x)) - y) * a * b / np.cosh(b * x) ** 2)]
        ),
        "term missing": altered_unit(outer, lambda e, x, h, a: e * (1 - h**2)),
        "missing 1/n": lambda x, y, a, b: unit_slopes(x, y, a, b) * len(x),
        "transposed": lambda x, y, a, b: unit_slopes(x, y, a, b)[::-1],
        "sigmoid's slope again": altered_unit(
            lambda e, x, h, a: e * h * spread(a * h),
            lambda e, x, h, a: e * a * (1 - h**2) * x * spread(a * h),
        ),
    },
    say={
        "link forgotten": "b acts on the loss through tanh, too: what is the slope of tanh?",
        "multiplied": "tanh enters the slope in b by its slope, 1 − h², not by its value.",
        "sigmoid's slope": TANH,
        "weights ignored": "b acts on the loss through z = a h: the factor a is missing.",
        "features forgotten": "b multiplies x, so its slope has a factor x.",
        "hidden value forgotten": "a multiplies h, not x, so its slope has a factor h.",
        "sign": "That points downhill: the slope in z is p − y, not y − p.",
        "tanh twice": "h is tanh(u) already: its slope is 1 − h².",
        "u for h": "The slope of tanh is 1 − h², with h = tanh(u), not u.",
        "handed on": "The slope in b has a factor h too many: the slope in h is a · (p − y).",
        "swapped": "z = a h: its slope in a is h.",
        "weight for input": "u = b x: its slope in b is x, not b.",
        "term missing": "Two factors are missing on the way to b: a, and x.",
        "transposed": "The two are exchanged: first the slope in a, then that in b.",
        "sigmoid's slope again": "p − y is the slope in the logit already: there is no factor "
        "p (1 − p).",
    },
    right=(
        lambda x, y, a, b: [
            np.mean((sigmoid(a * np.tanh(b * x)) - y) * np.tanh(b * x)),
            np.mean((sigmoid(a * np.tanh(b * x)) - y) * a * x / np.cosh(b * x) ** 2),
        ],
        lambda x, y, a, b: (
            np.array([np.tanh(b * x), a * x * (1 - np.tanh(b * x) ** 2)])
            @ (sigmoid(a * np.tanh(b * x)) - y)
            / len(x)
        ),
    ),
    gradient=True,
    reread="A hidden unit",
)
