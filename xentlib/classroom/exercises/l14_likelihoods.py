"""Lesson 14: the price of a number, when the forecast is a distribution of numbers."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._question import Question
from xentlib.classroom.exercises._shared import Array
from xentlib.likelihoods import gaussian_nll, poisson_nll

__all__ = ["EXERCISES", "QUIZ"]

COUNTS, MEANS = np.array([2, 0, 3]), np.array([1.5, 0.5, 2.0])
REAL, PREDICTED = np.array([1.0, 0.0, 1.0]), np.array([0.8, 0.3, 0.6])
HALF_LOG_2PI = 0.5 * np.log(2 * np.pi)


def log_factorial(n: Array) -> Array:
    """Logarithm of n factorial."""
    return np.array([math.lgamma(k + 1) for k in n])


def log_factorial_below(n: Array) -> Array:
    """Logarithm of (n − 1) factorial, infinite at 0."""
    return np.array([math.lgamma(k) if k > 0 else math.inf for k in n])


def kernel(y: Array, rate: Array) -> Array:
    """Part of a Poisson price that depends on the rate."""
    return rate - y * np.log(rate)


POISSON = Exercise(
    "14.poisson",
    reference=lambda counts, rate: poisson_nll(counts, rate).mean(),
    inputs=lambda rng: [
        (np.array([1]), np.array([2.0])),
        (COUNTS, MEANS),
        *((rng.poisson(4, size=n) + 1, rng.uniform(0.5, 6, size=n)) for n in (1, 4, 9)),
    ],
    hints=(
        "How probable are 3 calls when 2 are expected?",
        "P(y) = rate**y · exp(−rate) / y!: take minus its logarithm, term by term.",
        "Mean of rate − y log(rate) + log(y!), with math.lgamma(y + 1) for the last.",
    ),
    mistakes=(
        Mistake("constant dropped", lambda y, rate: kernel(y, rate).mean()),
        Mistake("constant dropped", lambda y, rate: kernel(y, rate).sum()),
        Mistake("invented likelihood", lambda y, rate: -(y * np.log(rate)).mean()),
        Mistake("invented likelihood", lambda y, rate: -(y * np.log(rate)).sum()),
        Mistake("invented likelihood", lambda y, rate: -(y * np.log(rate) + rate - y).mean()),
        Mistake("invented likelihood", lambda y, rate: -(y * np.log(rate) + rate - y).sum()),
        Mistake("sum", lambda y, rate: (kernel(y, rate) + log_factorial(y)).sum()),
        Mistake("squared error", lambda y, rate: ((y - rate) ** 2).mean()),
        Mistake("swapped pair", lambda y, rate: kernel(rate, y).mean()),
        Mistake(
            "factorial off by one", lambda y, r: (kernel(y, r) + log_factorial_below(y)).mean()
        ),
        Mistake("wrong sign inside", lambda y, r: (kernel(y, r) - log_factorial(y)).mean()),
        Mistake("no logarithm", lambda y, r: -np.exp(-kernel(y, r) - log_factorial(y)).mean()),
        Mistake("deviance", lambda y, r: 2 * (y * np.log(y / r) - y + r).mean()),
    ),
    right=(
        lambda counts, rate: np.mean(
            [m - y * math.log(m) + math.lgamma(y + 1) for y, m in zip(counts, rate, strict=True)]
        ),
        lambda counts, rate: (rate - counts * np.log(rate) + log_factorial(counts)).mean(),
        lambda counts, rate: (
            -np.mean(
                [
                    math.log(m**y * math.exp(-m) / math.factorial(y))
                    for y, m in zip(counts, rate, strict=True)
                ]
            )
        ),
    ),
    unit="nats",
    reread="Counts",
)


def terms(y: Array, mean: Array, scale: Array) -> Array:
    """Price of each number under a Gaussian."""
    return 0.5 * ((y - mean) / scale) ** 2 + np.log(scale) + HALF_LOG_2PI


def invented(y: Array, q: Array) -> Array:
    """Minus the logarithm of what is no density at all."""
    rest = 0.5 * np.log(2 * np.pi) + 0.5 * (1 / q + 1 / (1 - q))
    return -0.5 * (y * np.log(q) + (1 - y) * np.log(1 - q) + rest)


GAUSSIAN = Exercise(
    "14.gaussian",
    reference=lambda y, mean, scale: gaussian_nll(y, mean, scale).mean(),
    inputs=lambda rng: [
        (np.array([1.0]), np.array([3.0]), np.array([2.0])),
        (REAL, PREDICTED, np.ones(3)),
        *(
            (rng.normal(size=n), rng.uniform(0.1, 0.9, size=n), rng.uniform(0.4, 3, size=n))
            for n in (1, 4, 9)
        ),
    ],
    hints=(
        "The density falls with the square of the distance, in units of what?",
        "Minus its logarithm: half the squared standardised distance, log(scale), a constant.",
        "Mean of ((y − mean) / scale)² / 2 + log(scale) + log(2π) / 2.",
    ),
    mistakes=(
        Mistake("squared error", lambda y, m, _: ((y - m) ** 2).mean()),
        Mistake("squared error", lambda y, m, _: ((y - m) ** 2).mean() / 2),
        Mistake("constant dropped", lambda y, m, s: (terms(y, m, s) - HALF_LOG_2PI).mean()),
        Mistake("scale's price dropped", lambda y, m, s: (((y - m) / s) ** 2 / 2).mean()),
        Mistake("scale's price dropped", lambda y, m, s: (terms(y, m, s) - np.log(s)).mean()),
        Mistake("variance for scale", lambda y, m, v: terms(y, m, np.sqrt(v)).mean()),
        Mistake("variance for scale", lambda y, m, s: (terms(y, m, s) + np.log(s)).mean()),
        Mistake("scale ignored", lambda y, m, s: terms(y, m, np.ones_like(s)).mean()),
        Mistake("sum", lambda y, m, s: terms(y, m, s).sum()),
        Mistake("invented likelihood", lambda y, m, _: invented(y, m).mean()),
        Mistake("invented likelihood", lambda y, m, _: invented(y, m).sum()),
        Mistake("absolute error", lambda y, m, _: np.abs(y - m).mean()),
        Mistake("half forgotten", lambda y, m, s: (terms(y, m, s) + ((y - m) / s) ** 2 / 2).mean()),
        Mistake("no logarithm", lambda y, m, s: -np.exp(-terms(y, m, s)).mean()),
    ),
    right=(
        lambda y, mean, scale: (
            ((y - mean) / scale) ** 2 / 2 + np.log(scale) + np.log(2 * np.pi) / 2
        ).mean(),
        lambda y, mean, scale: (
            -np.log(
                np.exp(-((y - mean) ** 2) / (2 * scale**2)) / (scale * np.sqrt(2 * np.pi))
            ).mean()
        ),
        lambda y, mean, scale: np.mean([terms(*x) for x in zip(y, mean, scale, strict=True)]),
    ),
    unit="nats",
    reread="Real numbers",
)

EXERCISES = (POISSON, GAUSSIAN)
QUIZ: tuple[Question, ...] = ()
