"""A colleague's step of gradient descent on a two-layer network, to be mended."""

from collections.abc import Callable
from itertools import product

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, coins, normal
from xentlib.numerics import sigmoid

Step = Callable[[Array, Array, Array, Array, float], Array]


def step(*, mean: bool = True, old: bool = True, once: bool = True) -> Step:
    """Logits after one step, with any of the three faults left in: mean, old weights, tanh once."""

    def logits(x: Array, y: Array, inner: Array, outer: Array, rate: float) -> Array:
        h = np.tanh(x @ inner)
        error = (sigmoid(h @ outer) - y) / (len(y) if mean else 1)
        after = outer - rate * h.T @ error
        slope = 1 - (h if once else np.tanh(h)) ** 2
        back = np.outer(error, outer if old else after) * slope
        return np.tanh(x @ (inner - rate * x.T @ back)) @ after

    return logits


def with_faults(how_many: int) -> list[Step]:
    """Every step that has so many of the three faults."""
    rights = [
        rights for rights in product([True, False], repeat=3) if rights.count(False) == how_many
    ]
    return [step(mean=mean, old=old, once=once) for mean, old, once in rights]


def mended(x: Array, y: Array, inner: Array, outer: Array, rate: float) -> Array:
    """Logits after one step, written another way."""
    u = x @ inner
    error = sigmoid(np.tanh(u) @ outer) - y
    of_inner = x.T @ (error[:, None] * outer / np.cosh(u) ** 2) / len(x)
    of_outer = (error @ np.tanh(u)) / len(x)
    return np.tanh(x @ (inner - rate * of_inner)) @ (outer - rate * of_outer)


def uphill(x: Array, y: Array, inner: Array, outer: Array, rate: float) -> Array:
    """Logits after a step in the wrong direction."""
    return step()(x, y, inner, outer, -rate)


def before(x: Array, y: Array, inner: Array, outer: Array, rate: float) -> Array:  # noqa: ARG001
    """Logits before the step."""
    return np.tanh(x @ inner) @ outer


def half(x: Array, y: Array, inner: Array, outer: Array, rate: float) -> Array:
    """Logits after a step of the outer weights alone."""
    h = np.tanh(x @ inner)
    return h @ (outer - rate * h.T @ (sigmoid(h @ outer) - y) / len(y))


def network(
    rng: np.random.Generator, n: int, d: int, m: int
) -> tuple[Array, Array, Array, Array, float]:
    """Random examples, weights and a rate."""
    return normal(rng, n, d), coins(rng, n), normal(rng, d, m), normal(rng, m), 0.5


EXERCISE = Exercise(
    reference=step(),
    inputs=lambda rng: [
        (
            np.array([[1.0, 1], [-1, 1]]),
            np.array([1.0, 0]),
            np.array([[0.5, -1], [0.25, 1]]),
            np.array([1.0, -2]),
            1.0,
        ),
        *(network(rng, *shape) for shape in ((4, 3, 2), (5, 2, 4), (8, 3, 3))),
    ],
    hints=(
        "Go line by line: what is each name's value, and what would the mean's slope need?",
        "Send one example through, then two alike: what doubles? Which outer weights made z?",
        "error / len(y); 1 − h**2; and `back` from the outer weights before they change.",
    ),
    mistakes={
        "missing 1/n": step(mean=False),
        "updated too early": step(old=False),
        "tanh twice": step(once=False),
        "two faults left": with_faults(2),
        "as it was": step(mean=False, old=False, once=False),
        "sign": uphill,
        "before the step": before,
        "half a step": half,
        "probability": lambda *args: sigmoid(step()(*args)),
    },
    say={
        "missing 1/n": "Two faults are mended. The loss is a mean: where is its 1/n?",
        "updated too early": "Two faults are mended. The slope in h meets the outer weights: the "
        "old ones, or the new ones?",
        "tanh twice": "Two faults are mended. h is tanh(u) already: what is its slope?",
        "two faults left": "One fault is mended, two are left.",
        "as it was": "That is the colleague's step: all three faults are in it.",
        "sign": "That step goes uphill.",
        "before the step": "Those are the logits before the step.",
        "half a step": "Only the outer weights have moved: the inner ones take their step, too.",
        "probability": "Those are probabilities; return the logits.",
    },
    right=(mended,),
    reread="A whole layer",
    kind="reading",
)
