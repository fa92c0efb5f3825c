"""Slope of a Gaussian price in the logarithm of its width, derived."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, Function, normal, uniform
from xentlib.likelihoods import gaussian_nll


def squares(y: Array, mean: Array, log_scale: Array) -> Array:
    """Squared errors in units of the width."""
    return np.square((y - mean) / np.exp(log_scale))


def of_squares(combine: Function) -> Function:
    """Let a formula have the squared errors in units of the width, and the width."""
    return lambda y, m, s: combine(squares(y, m, s), np.exp(s))


def case(rng: np.random.Generator, n: int) -> tuple[Array, Array, Array]:
    """Random measurements, means and logarithms of widths, none of them 0."""
    return normal(rng, n), normal(rng, n), uniform(rng, -1.2, -0.2, n) * rng.choice([-1, 1], n)


EXERCISE = Exercise(
    reference=of_squares(lambda r2, _: 1 - r2),
    inputs=lambda rng: [
        (np.array([3.0, 1.0, 1.0]), np.array([1.0, 1.0, 3.0]), np.log([1.0, 2.0, 2.0])),
        (np.array([5.0]), np.array([2.0]), np.log([6.0])),
        (np.array([5.0, 5.0]), np.array([2.0, 2.0]), np.array([-1.0, 3.0])),
        *(case(rng, n) for n in (1, 4, 9)),
    ],
    hints=(
        "Write the price with s alone: 1/σ² is exp(−2s), and ln σ is s. Then differentiate.",
        "The slope of exp(−2s) / 2 · (y − μ)² is −exp(−2s) · (y − μ)². What does s itself add?",
        "1 − ((y − μ) / σ)², with σ = exp(log_scale).",
    ),
    mistakes={
        "slope in the scale": of_squares(lambda r2, scale: (1 - r2) / scale),
        "logarithm missing": of_squares(lambda r2, _: -r2),
        "half forgotten": [
            of_squares(lambda r2, _: 1 - r2 / 2),
            of_squares(lambda r2, _: 1 - 2 * r2),
        ],
        "log variance": of_squares(lambda r2, _: 0.5 - r2 / 2),
        "upside down": lambda y, m, s: 1 - np.square((y - m) * np.exp(s)),
        "not differentiated": of_squares(lambda r2, scale: np.log(scale) - r2),
        "width not exponentiated": [
            lambda y, m, s: 1 - np.square((y - m) / s),
            lambda y, m, s: (1 - np.square((y - m) / s)) / s,
            lambda y, m, s: 1 / s - np.square(y - m) / s**3,
        ],
        "variance for scale": [
            lambda y, m, s: 1 - np.square(y - m) / np.exp(s),
            lambda y, m, s: (1 - np.square(y - m) / np.exp(s)) / 2,
        ],
        "slope in the mean": [
            lambda y, m, s: (m - y) / np.exp(2 * s),
            lambda y, m, s: (y - m) / np.exp(2 * s),
        ],
        "price": [
            lambda y, m, s: gaussian_nll(y, m, np.exp(s)),
            of_squares(lambda r2, scale: r2 / 2 + np.log(scale)),
        ],
        "not squared": [
            lambda y, m, s: 1 - abs(y - m) / np.exp(s),
            lambda y, m, s: 1 - (y - m) / np.exp(s),
        ],
        "scale ignored": lambda y, m, _: 1 - np.square(y - m),
        "wrong sign inside": of_squares(lambda r2, _: 1 + r2),
        "averaged": [
            of_squares(lambda r2, _: np.mean(1 - r2)),
            of_squares(lambda r2, _: np.sum(1 - r2)),
        ],
        "divided by n": of_squares(lambda r2, _: (1 - r2) / np.size(r2)),
    },
    say={
        "slope in the scale": "That is the slope in σ. The model outputs s = ln σ, so multiply by "
        "dσ/ds.",
        "logarithm missing": "The price has the term ln σ = s. What is its slope in s?",
        "log variance": "That is the slope in ln σ². The model outputs s = ln σ.",
        "upside down": "The error is divided by the width: 1/σ² is exp(−2s).",
        "not differentiated": "The price has the term s. Its slope in s is not s.",
        "half forgotten": "The price has half of the square, and exp(−2s) brings a factor of 2 "
        "down.",
        "width not exponentiated": "The model outputs s = ln σ: the width is exp(s).",
        "variance for scale": "exp(log_scale) is the width; the square of it divides the squared "
        "error.",
        "slope in the mean": "That is the slope in the mean. The one in s = ln σ is asked.",
        "price": "That is the price. Its slope is asked.",
        "not squared": "The error counts squared, in units of the width.",
        "averaged": "Each measurement has a slope of its own: return all of them.",
        "divided by n": "Each price has a slope of its own: there is no mean here.",
        "scale ignored": "The error is measured in units of its width. Where is the width?",
    },
    right=(
        lambda y, mean, log_scale: 1 - (y - mean) ** 2 * np.exp(-2 * log_scale),
        lambda y, mean, log_scale: (
            (np.exp(log_scale) - (y - mean))
            * (np.exp(log_scale) + y - mean)
            / np.exp(log_scale) ** 2
        ),
    ),
    unit="nats",
    reread="How wide?",
    kind="derivation",
)
