"""Lesson 04: the way back through a hidden unit."""

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._shared import Array, Function, coins
from xentlib.numerics import sigmoid

__all__ = ["HIDDEN_UNIT"]

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
    a, b = rng.uniform(0.5, 2, size=2)
    return rng.normal(size=n), coins(rng, n), float(a), float(b)


HIDDEN_UNIT = Exercise(
    "04.hidden_unit",
    reference=unit_slopes,
    inputs=lambda rng: [
        (np.array([1.0, -1.0]), np.array([1.0, 0.0]), 2.0, 2.0),
        (np.array([1.0, -2.0, 0.5]), np.array([0.0, 1.0, 1.0]), -1.5, 0.5),
        *(unit_problem(rng, n) for n in (3, 5, 8)),
    ],
    hints=(
        "Chop it: u = b x, h = tanh(u), z = a h, the loss. What does each hand back?",
        "The loss hands p − y to z; z hands h · (p − y) to a and a · (p − y) to h.",
        "Through tanh comes a factor 1 − h², and u = b x hands on x. Take means over examples.",
    ),
    mistakes=(
        Mistake(
            "link forgotten",
            altered_unit(outer, lambda e, x, h, a: e * a * x),  # noqa: ARG005
            "The way back to b leads through tanh, too: what is its slope?",
        ),
        Mistake(
            "multiplied",
            altered_unit(outer, lambda e, x, h, a: e * a * h * x),
            "On the way back tanh counts by its slope, not by its value.",
        ),
        Mistake("squares", altered_unit(outer, lambda e, x, h, a: e * a * (1 - h) * x), TANH),
        Mistake("squares", altered_unit(outer, lambda e, x, h, a: e * a * h * (1 - h) * x), TANH),
        Mistake(
            "weights ignored",
            altered_unit(outer, lambda e, x, h, a: e * (1 - h**2) * x),  # noqa: ARG005
            "b acts on the loss through a: how much of the error does a hand on?",
        ),
        Mistake(
            "features forgotten",
            altered_unit(outer, lambda e, x, h, a: e * a * (1 - h**2)),  # noqa: ARG005
            "b multiplies x, so its slope does.",
        ),
        Mistake(
            "features forgotten",
            altered_unit(
                lambda e, x, h, a: e * x,  # noqa: ARG005
                lambda e, x, h, a: e * a * (1 - h**2) * x,
            ),
            "a multiplies h, not x, so its slope does.",
        ),
        Mistake(
            "sign",
            lambda x, y, a, b: -unit_slopes(x, y, a, b),
            "That points downhill: the error handed back is p − y.",
        ),
        Mistake(
            "squares",
            altered_unit(outer, lambda e, x, h, a: e * a * (1 - np.tanh(h) ** 2) * x),
            "h is tanh(u) already: its slope is 1 − h².",
        ),
        Mistake("squares", altered_unit(outer, lambda e, x, h, a: e * a * (1 + h**2) * x), TANH),
        Mistake(
            "squares",
            altered_unit(outer, lambda e, x, h, a: e * a * (1 - np.arctanh(h) ** 2) * x),
            "The slope of tanh is 1 − h², with h = tanh(u), not u.",
        ),
        Mistake(
            "multiplied",
            altered_unit(outer, lambda e, x, h, a: e * h * a * (1 - h**2) * x),
            "The slope in a was handed on to b; what goes through h is the error times a.",
        ),
        Mistake(
            "swapped",
            altered_unit(lambda e, x, h, a: e * a, lambda e, x, h, a: e * a * (1 - h**2) * x),  # noqa: ARG005
            "z = a h: its slope in a is h.",
        ),
        Mistake(
            "swapped",
            lambda x, y, a, b: (
                unit_slopes(x, y, a, b) * [1, 0]
                + [0, np.mean((sigmoid(a * np.tanh(b * x)) - y) * a * b / np.cosh(b * x) ** 2)]
            ),
            "u = b x: its slope in b is x, not b.",
        ),
        Mistake(
            "term missing",
            altered_unit(outer, lambda e, x, h, a: e * (1 - h**2)),  # noqa: ARG005
            "Two factors are missing on the way to b: a, and x.",
        ),
        Mistake("missing 1/n", lambda x, y, a, b: unit_slopes(x, y, a, b) * len(x)),
        Mistake(
            "transposed",
            lambda x, y, a, b: unit_slopes(x, y, a, b)[::-1],
            "The two are exchanged: first the slope in a, then that in b.",
        ),
        Mistake(
            "link forgotten",
            altered_unit(
                lambda e, x, h, a: e * h * spread(a * h),  # noqa: ARG005
                lambda e, x, h, a: e * a * (1 - h**2) * x * spread(a * h),
            ),
            "p − y is the slope in the logit already: the sigmoid has been passed.",
        ),
    ),
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
