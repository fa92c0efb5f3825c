"""Mean negative log-likelihood of counts."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.guards import forms_of, guarded
from xentlib.classroom.exercises._common.inputs import Array, Function, uniform
from xentlib.likelihoods import poisson_nll

COUNTS, MEANS = np.array([2, 0, 3]), np.array([1.5, 0.5, 2.0])


def log_factorial(n: Array) -> Array:
    """Logarithm of n factorial."""
    return np.array([math.lgamma(k + 1) for k in n])


def log_factorial_below(n: Array) -> Array:
    """Logarithm of (n − 1) factorial, infinite at 0."""
    return np.array([math.lgamma(k) if k > 0 else math.inf for k in n])


def factorial(n: Array) -> Array:
    """Factorials as floats, infinite where they are too large."""
    return np.array([np.prod(np.arange(1.0, k + 1)) for k in n])


def kernel(y: Array, rate: Array) -> Array:
    """Part of a Poisson price that depends on the rate."""
    return rate - y * np.log(rate)


def price(log: Function, y: Array, rate: Array) -> Array:
    """Mean price by a logarithm of one's own, of the rate."""
    return (rate - y * log(rate) + log_factorial(y)).mean()


def of_probability(log: Function, y: Array, rate: Array) -> Array:
    """Mean price by a logarithm of one's own, of the probability."""
    return -log(np.exp(-kernel(y, rate) - log_factorial(y))).mean()


LARGE, AROUND = np.array([250, 240, 60]), np.array([240.0, 251.0, 150.0])

SMALL = 10.0 ** -np.array([2, 4, 7, 10, 13, 15, 18, 21])

GUARDED = [guarded(form) for form in (price, of_probability)]

EXERCISE = Exercise(
    reference=lambda counts, rate: poisson_nll(counts, rate).mean(),
    inputs=lambda rng: [
        (np.ones(8, int), SMALL),
        (LARGE, AROUND),
        (np.array([1]), np.array([2.0])),
        (COUNTS, MEANS),
        (np.array([1]), np.array([0.001])),
        *((rng.poisson(4, size=n) + 1, uniform(rng, 0.5, 6, n)) for n in (1, 4, 9)),
    ],
    hints=(
        "The logarithm of a product is a sum. Which three terms come out of P(y)?",
        "P(y) = rate**y · exp(−rate) / y!: take minus its logarithm, term by term.",
        "Mean of rate − y log(rate) + log(y!), with special.gammaln(counts + 1) for the last.",
    ),
    mistakes={
        "constant dropped": [
            lambda y, rate: kernel(y, rate).mean(),
            lambda y, rate: kernel(y, rate).sum(),
        ],
        "invented likelihood": [
            lambda y, rate: -(y * np.log(rate)).mean(),
            lambda y, rate: -(y * np.log(rate)).sum(),
            lambda y, rate: -(y * np.log(rate) + rate - y).mean(),
            lambda y, rate: -(y * np.log(rate) + rate - y).sum(),
        ],
        "sum": lambda y, rate: (kernel(y, rate) + log_factorial(y)).sum(),
        "squared error": lambda y, rate: ((y - rate) ** 2).mean(),
        "swapped pair": lambda y, rate: kernel(rate, y).mean(),
        "one fewer": lambda y, r: (kernel(y, r) + log_factorial_below(y)).mean(),
        "wrong sign inside": [
            lambda y, r: (kernel(y, r) - log_factorial(y)).mean(),
            lambda y, r: (kernel(y, r) - 2 * r + log_factorial(y)).mean(),
            lambda y, r: (r + y * np.log(r) + log_factorial(y)).mean(),
        ],
        "no logarithm": [
            lambda y, r: -np.exp(-kernel(y, r) - log_factorial(y)).mean(),
            lambda y, r: np.exp(-kernel(y, r) - log_factorial(y)).mean(),
        ],
        "rate as a logarithm": lambda y, r: (np.exp(r) - y * r + log_factorial(y)).mean(),
        "overflow": [
            lambda y, r: -np.log(r**y * np.exp(-r) / factorial(y)).mean(),
            lambda y, r: (kernel(y, r) + np.log(factorial(y))).mean(),
            lambda y, r: np.mean(kernel(y, r) + [np.log(np.prod(np.arange(1, k + 1))) for k in y]),
        ],
        "deviance": lambda y, r: 2 * (y * np.log(y / r) - y + r).mean(),
        "not averaged": lambda y, rate: kernel(y, rate) + log_factorial(y),
        "clipped": forms_of("clipped", *GUARDED),
        "epsilon": forms_of("epsilon", *GUARDED),
    },
    say={
        "clipped": "The rate, or the probability, is held between limits. Both may be very small, "
        "and a rate is often above 1.",
        "epsilon": "Something was added inside the logarithm: it changes small rates and "
        "probabilities.",
        "no logarithm": "That is the probability; minus its logarithm is asked.",
        "overflow": "Right for small counts. The factorial of a large one, or a power, is too "
        "large for a float: add logarithms instead (special.gammaln(counts + 1) is ln y!).",
        "rate as a logarithm": "The rate is μ itself here, not its logarithm.",
        "wrong sign inside": "A term has the wrong sign: the price is μ − y ln μ + ln y!.",
        "not averaged": "One number is asked: the mean over all counts.",
        "squared error": "That is the squared error; the Poisson's price is asked.",
        "swapped pair": "Count and rate are exchanged: the rate goes into the logarithm.",
        "one fewer": "lgamma(n) is the logarithm of (n − 1)!; the one of n! is lgamma(n + 1).",
        "deviance": "That is twice what the forecast costs more than the best one.",
    },
    right=(
        lambda counts, rate: np.mean(
            [m - y * math.log(m) + math.lgamma(y + 1) for y, m in zip(counts, rate, strict=True)]
        ),
        lambda counts, rate: (rate - counts * np.log(rate) + log_factorial(counts)).mean(),
        lambda counts, rate: (
            -np.mean(
                [
                    y * math.log(m) - m - math.log(math.factorial(y))
                    for y, m in zip(counts, rate, strict=True)
                ]
            )
        ),
    ),
    unit="nats",
    reread="Counts",
)
