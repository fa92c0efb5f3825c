"""Lesson 04: a slope from a step in the imaginary direction."""

from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._shared import Function, each, naive_sigmoid
from xentlib.numerics import sigmoid

__all__ = ["COMPLEX_STEP"]

STEP_LEFT = "That is the slope times the step: how long was the step?"
FALLS = "The loss of a yes falls when the logit rises: its slope is negative."
TOO_LONG = "The step is too long: its square must not matter beside 1."


def yes_loss(z: Any) -> Any:
    """Loss of a yes, for a real or complex logit."""
    return np.log(1 + np.exp(-z))


def difference(h: float) -> Function:
    """Difference quotient with a real step."""
    return lambda z: (yes_loss(z + h) - yes_loss(z)) / h


def central(h: float) -> Function:
    """Central difference quotient."""
    return lambda z: (yes_loss(z + h) - yes_loss(z - h)) / (2 * h)


def imaginary(h: float, *, divided: bool) -> Function:
    """Imaginary part after an imaginary step."""
    return lambda z: yes_loss(z + 1j * h).imag / (h if divided else 1)


def real(h: float) -> Function:
    """Real part after an imaginary step."""
    return lambda z: yes_loss(z + 1j * h).real / h


def size(h: float) -> Function:
    """Absolute value after an imaginary step."""
    return lambda z: abs(yes_loss(z + 1j * h)) / h


COMPLEX_STEP = Exercise(
    "04.complex_step",
    reference=imaginary(1e-100, divided=True),
    inputs=lambda rng: [
        (np.array([0.0, 30.0]),),
        (np.array([-3.0, 1.0, 32.0]),),
        *((rng.normal(scale=2, size=size),) for size in (4, (2, 3))),
    ],
    hints=(
        "Expand f(z + ih): which part of it holds f′(z)?",
        "f(z + ih) = f(z) + ih f′(z) − …, so f′ stands in the imaginary part, times h.",
        "loss(z + 1j * h).imag / h, with h = 1e-100: nothing is subtracted, so h may be tiny.",
    ),
    mistakes=(
        *each("cancellation", (1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-12), difference),
        *each("cancellation", (1e-4, 1e-5, 1e-6, 1e-7, 1e-8), central),
        Mistake("cancellation", lambda z: naive_sigmoid(z) - 1),
        *(
            Mistake("step alone", imaginary(h, divided=False), STEP_LEFT)
            for h in (1e-100, 1e-30, 1e-20, 1e-8)
        ),
        *each("cancellation", (1e-9, 1e-11, 1e-13, 1e-14, 1e-15), difference),
        *(
            Mistake("rounded", rule(1e-3), "A real step this long is off by far; see the picture.")
            for rule in (difference, central)
        ),
        Mistake("sign", lambda z: sigmoid(-z), FALLS),
        Mistake("sign", sigmoid, "That is the slope of log(1 + exp(z)): f has −z there."),
        *(
            Mistake("swapped", part(h), "That is the loss over h: the slope is in the other part.")
            for h in (1e-100, 1e-30, 1e-20, 1e-8)
            for part in (real, size)
        ),
        Mistake("term missing", yes_loss, "That is the loss itself; how steep is it?"),
        *(Mistake("rounded", imaginary(h, divided=True), TOO_LONG) for h in (1.0, 0.5, 0.1)),
        Mistake(
            "sigmoid missing", lambda z: -np.exp(-z), "The slope of the outer part is missing."
        ),
        Mistake("wrong base", lambda z: imaginary(1e-100, divided=True)(z) / np.log(2)),
    ),
    right=(
        imaginary(1e-20, divided=True),
        lambda z: np.imag(yes_loss(z - 1e-50j)) / -1e-50,
        lambda z: np.log1p(np.exp(-(z + 1e-30j))).imag / 1e-30,
        lambda z: -sigmoid(-z),
    ),
    atol=0.0,
    gradient=True,
    reread="Checked without calculus",
)
