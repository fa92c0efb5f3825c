"""Mean negative log-likelihood of measurements."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.guards import forms_of, guarded
from xentlib.classroom.exercises._common.inputs import Array, Function, normal, uniform
from xentlib.likelihoods import gaussian_nll

REAL, PREDICTED = np.array([1.0, 0.0, 1.0]), np.array([0.8, 0.3, 0.6])

HALF_LOG_2PI = 0.5 * np.log(2 * np.pi)


def terms(y: Array, mean: Array, scale: Array) -> Array:
    """Price of each number under a Gaussian."""
    return 0.5 * ((y - mean) / scale) ** 2 + np.log(scale) + HALF_LOG_2PI


def invented(y: Array, q: Array) -> Array:
    """Minus the logarithm of what is no density at all."""
    rest = 0.5 * np.log(2 * np.pi) + 0.5 * (1 / q + 1 / (1 - q))
    return -0.5 * (y * np.log(q) + (1 - y) * np.log(1 - q) + rest)


def price(log: Function, y: Array, mean: Array, scale: Array) -> Array:
    """Mean price by a logarithm of one's own, of the density."""
    return -log(np.exp(-0.5 * ((y - mean) / scale) ** 2) / (scale * np.sqrt(2 * np.pi))).mean()


def narrow(log: Function, y: Array, mean: Array, scale: Array) -> Array:
    """Mean price by a logarithm of one's own, of the scale."""
    return (0.5 * ((y - mean) / scale) ** 2 + log(scale) + HALF_LOG_2PI).mean()


AWAY = np.array([3.0, 5, 6, 7, 8, 9, 10, 11])

FAR = np.array([45.0, -90.0])  # so far away that exp makes the density 0

NARROW = 10.0 ** -np.array([1, 3, 6, 9, 12, 15, 18, 21])

GUARDED = [guarded(form) for form in (price, narrow)]

EXERCISE = Exercise(
    reference=lambda y, mean, scale: gaussian_nll(y, mean, scale).mean(),
    inputs=lambda rng: [
        (AWAY, 0 * AWAY, np.ones(8)),
        (0 * AWAY, 0 * AWAY, NARROW),
        (FAR, 0 * FAR, np.array([1.0, 2.0])),
        (np.array([1.0]), np.array([3.0]), np.array([2.0])),
        (REAL, PREDICTED, np.ones(3)),
        (np.array([8.0]), np.array([0.0]), np.array([1.0])),
        *((normal(rng, n), uniform(rng, 0.1, 0.9, n), uniform(rng, 0.4, 3, n)) for n in (1, 4, 9)),
    ],
    hints=(
        "The density falls with the square of the distance, in units of what?",
        "Minus its logarithm: half the squared standardised distance, log(scale), a constant.",
        "Mean of ((y − mean) / scale)² / 2 + log(scale) + log(2π) / 2.",
    ),
    mistakes={
        "squared error": [
            lambda y, m, _: ((y - m) ** 2).mean(),
            lambda y, m, _: ((y - m) ** 2).mean() / 2,
        ],
        "constant dropped": lambda y, m, s: (terms(y, m, s) - HALF_LOG_2PI).mean(),
        "term missing": [
            lambda y, m, s: (((y - m) / s) ** 2 / 2).mean(),
            lambda y, m, s: (terms(y, m, s) - np.log(s)).mean(),
        ],
        "variance for scale": [
            lambda y, m, v: terms(y, m, np.sqrt(v)).mean(),
            lambda y, m, s: (terms(y, m, s) + np.log(s)).mean(),
        ],
        "scale ignored": lambda y, m, s: terms(y, m, np.ones_like(s)).mean(),
        "sum": lambda y, m, s: terms(y, m, s).sum(),
        "invented likelihood": [
            lambda y, m, _: invented(y, m).mean(),
            lambda y, m, _: invented(y, m).sum(),
        ],
        "absolute error": lambda y, m, _: np.abs(y - m).mean(),
        "half forgotten": [
            lambda y, m, s: (terms(y, m, s) + ((y - m) / s) ** 2 / 2).mean(),
            lambda y, m, s: (terms(y, m, s) + HALF_LOG_2PI).mean(),
        ],
        "brackets": [
            lambda y, m, s: ((y - m) ** 2 / 2 * s**2 + np.log(s) + HALF_LOG_2PI).mean(),
            lambda y, m, s: (terms(y, m, s) - 2 * HALF_LOG_2PI).mean(),
        ],
        "not squared": lambda y, m, s: ((y - m) ** 2 / (2 * s) + np.log(s) + HALF_LOG_2PI).mean(),
        "underflow": lambda y, m, s: price(np.log, y, m, s),
        "logarithm of the mean": lambda y, m, s: -np.log(np.exp(-terms(y, m, s)).mean()),
        "no logarithm": lambda y, m, s: -np.exp(-terms(y, m, s)).mean(),
        "not averaged": terms,
        "clipped": forms_of("clipped", *GUARDED),
        "epsilon": forms_of("epsilon", *GUARDED),
    },
    say={
        "absolute error": "That is the absolute distance; the squared one, in units of the scale, "
        "is asked.",
        "clipped": "The density, or the scale, is held between limits. A density may be very "
        "small, and above 1 as well.",
        "epsilon": "Something was added inside the logarithm: it changes small densities and "
        "scales.",
        "no logarithm": "That is the density; minus its logarithm is asked.",
        "brackets": "a / b * c divides by b alone: put the denominator into brackets.",
        "half forgotten": "Half of the square is asked, and half of ln 2π (the root).",
        "logarithm of the mean": "First the logarithm of each density, then their mean.",
        "not squared": "In the exponent, the square of the width divides.",
        "underflow": "Far from the mean, exp becomes 0 and its logarithm infinite: take the "
        "logarithm of the formula by hand first.",
        "not averaged": "One number is asked: the mean over all measurements.",
        "squared error": "That is the squared error: the scale and the constant are missing.",
        "term missing": "The term log(scale) is missing: without it, the widest "
        "forecast would always be the best.",
    },
    right=(
        lambda y, mean, scale: (
            ((y - mean) / scale) ** 2 / 2 + np.log(scale) + np.log(2 * np.pi) / 2
        ).mean(),
        lambda y, mean, scale: np.mean([terms(*x) for x in zip(y, mean, scale, strict=True)]),
    ),
    unit="nats",
    reread="Real numbers",
)
