"""Slope of the price of a count whose belief has the most entropy, derived."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, Function, uniform


def mean_of(theta: Array) -> Array:
    """Mean of a count with the probabilities exp(θ y − A(θ)), from 0."""
    return 1 / np.expm1(-theta)


def of_share(combine: Function) -> Function:
    """Let a formula have the counts and exp(θ)."""
    return lambda y, theta: combine(y, np.exp(theta))


def cut_off(n: int) -> Function:
    """Slope by a sum over the first n counts alone."""

    def slope(y: Array, theta: Array) -> Array:
        p = np.exp(np.outer(theta, np.arange(n)))
        return p @ np.arange(n) / p.sum(1) - y

    return slope


EXERCISE = Exercise(
    reference=lambda y, theta: mean_of(theta) - y,
    inputs=lambda rng: [
        (np.array([0.0, 1.0, 4.0]), np.log([0.5, 0.5, 0.8])),
        (np.array([3.0]), np.log([0.75])),
        (np.array([2.0, 0.0]), np.array([-4.0, -0.01])),
        *((rng.poisson(3, n) + 1.0, -uniform(rng, 0.1, 2.5, n)) for n in (1, 4, 9)),
    ],
    hints=(
        "All probabilities exp(θ y − A) sum to 1. Which sum does exp(A) have to be?",
        "1 + e^θ + e^2θ + … = 1 / (1 − e^θ), so A = −ln(1 − e^θ). The slope is A′(θ) − y.",
        "A′ = e^θ / (1 − e^θ). Subtract y.",
    ),
    mistakes={
        "Poisson": of_share(lambda y, share: share - y),
        "Bernoulli": of_share(lambda y, share: share / (1 + share) - y),
        "counted from 1": of_share(lambda y, share: 1 / (1 - share) - y),
        "probability of 0": of_share(lambda y, share: 1 - share - y),
        "upside down": [
            of_share(lambda y, share: (1 - share) / share - y),
            of_share(lambda y, share: 1 / share - y),
        ],
        "target forgotten": lambda y, theta: mean_of(theta) + 0 * y,
        "price": [
            of_share(lambda y, share: -np.log(1 - share) - y * np.log(share)),
            of_share(lambda y, share: np.log(1 - share) - y * np.log(share)),
        ],
        "normaliser's sign": [
            lambda y, theta: -mean_of(theta) - y,
            lambda y, theta: 1 / np.expm1(theta) - y,
        ],
        "sum cut off": [cut_off(n) for n in (50, 100, 101, 200, 500)],
        "normaliser alone": [
            of_share(lambda y, share: -np.log(1 - share) - y),
            of_share(lambda y, share: -np.log(1 - share) + 0 * y),
        ],
        "chain rule": of_share(lambda y, share: 1 / (1 - share) - y / share),
        "averaged": [
            lambda y, theta: np.mean(mean_of(theta) - y),
            lambda y, theta: np.sum(mean_of(theta) - y),
        ],
        "wrong sign inside": lambda y, theta: mean_of(theta) + y,
    },
    say={
        "Poisson": "exp(θ) is the mean of a Poisson count, which has the weight c(y) = 1/y!. Here "
        "every weight is 1.",
        "Bernoulli": "That is for y = 0 and 1 alone. Here y may be any whole number from 0.",
        "counted from 1": "The sum begins at y = 0: 1 + e^θ + e^2θ + …",
        "probability of 0": "1 − e^θ is the probability of y = 0. What is the mean of y?",
        "sum cut off": "Near θ = 0, counts beyond the end of your sum matter. The whole sum has a "
        "formula.",
        "price": "That is the price; its slope in θ is asked.",
        "normaliser's sign": "exp(A) is the sum 1 / (1 − e^θ), so A = −ln(1 − e^θ): it grows with "
        "θ.",
        "normaliser alone": "A itself stands there. The slope needs A′(θ), and −y.",
        "chain rule": "That is the slope in e^θ. The one in θ is asked.",
        "averaged": "Each count has a slope of its own: return all of them.",
        "target forgotten": "That is the mean. The observation enters as well.",
        "upside down": "Your mean falls where θ rises. But a larger θ makes large counts likelier.",
    },
    right=(
        lambda y, theta: np.exp(theta) / (1 - np.exp(theta)) - y,
        lambda y, theta: 1 / (1 - np.exp(theta)) - 1 - y,
        lambda y, theta: 1 / (np.exp(-theta) - 1) - y,
    ),
    unit="nats",
    reread="One slope for many families",
    kind="derivation",
)
