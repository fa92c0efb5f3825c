"""A slope from one step along the imaginary axis."""

from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import naive_sigmoid
from xentlib.classroom.exercises._common.inputs import Function, normal
from xentlib.numerics import sigmoid

STEP_LEFT = "That is the slope times the step: how long was the step?"

FALLS = "The loss of a yes falls when the logit rises: its slope is negative."

TOO_LONG = "The step is too long: its error is of the size of its square."


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


EXERCISE = Exercise(
    reference=imaginary(1e-100, divided=True),
    inputs=lambda rng: [
        (np.array([0.0, 30.0]),),
        (np.array([-3.0, 1.0, 32.0]),),
        *((normal(rng, *size, scale=2),) for size in ((4,), (2, 3))),
    ],
    hints=(
        "Expand f(z + ih): which part of it holds f′(z)?",
        "f(z + ih) = f(z) + ih f′(z) − …, so f′ stands in the imaginary part, times h.",
        "f(z + 1j * h).imag / h, with h = 1e-100: nothing is subtracted, so h may be tiny.",
    ),
    mistakes={
        "cancellation": [
            *map(difference, (1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-12)),
            *map(central, (1e-4, 1e-5, 1e-6, 1e-7, 1e-8)),
            lambda z: naive_sigmoid(z) - 1,
            *map(difference, (1e-9, 1e-11, 1e-13, 1e-14, 1e-15)),
        ],
        "step alone": [imaginary(h, divided=False) for h in (1e-100, 1e-30, 1e-20, 1e-8)],
        "real step too long": [rule(1e-3) for rule in (difference, central)],
        "sign": lambda z: sigmoid(-z),
        "sign of the logit": sigmoid,
        "swapped": [part(h) for h in (1e-100, 1e-30, 1e-20, 1e-8) for part in (real, size)],
        "term missing": yes_loss,
        "step too long": [imaginary(h, divided=True) for h in (1.0, 0.5, 0.1)],
        "sigmoid missing": lambda z: -np.exp(-z),
        "wrong base": lambda z: imaginary(1e-100, divided=True)(z) / np.log(2),
    },
    say={
        "step alone": STEP_LEFT,
        "real step too long": "With a real step as long as that the slope is far off.",
        "sign": FALLS,
        "sign of the logit": "That is the slope of log(1 + exp(z)): f has −z there.",
        "swapped": "That is the loss over h: the slope is in the imaginary part.",
        "cancellation": "A difference of nearly equal numbers has lost the digits that matter, "
        "where the slope is small. An imaginary step subtracts nothing.",
        "term missing": "That is the loss itself; how steep is it?",
        "step too long": TOO_LONG,
        "sigmoid missing": "The slope of the logarithm is missing: it divides by 1 + exp(−z).",
        "wrong base": "That is the slope in bits: np.log has the base e.",
    },
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
