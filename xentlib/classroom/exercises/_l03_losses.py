"""Lesson 03, first part: binary cross-entropy from probabilities and from logits."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._shared import (
    EDGE,
    EDGE_LOGITS,
    EPSILONS,
    P5,
    Y5,
    bce,
    bce_logits,
    clipped,
    coins,
    each,
    naive_sigmoid,
)
from xentlib.losses import binary_cross_entropy, sigmoid_cross_entropy
from xentlib.numerics import FloatArray, log_sigmoid, sigmoid, times


def exact(y: FloatArray, p: FloatArray) -> FloatArray:
    """Binary cross-entropy with 0 · ∞ = 0."""
    return -times(y, np.log(p)) - times(1 - y, np.log1p(-p))


def of_truth(y: FloatArray, p: FloatArray) -> FloatArray:
    """Probability given to what happened."""
    return y * p + (1 - y) * (1 - p)


def in_a_loop(y: FloatArray, p: FloatArray) -> float:
    """Mean loss, one example at a time."""
    prices = [
        (a and -a * (math.log(q) if q else -math.inf))
        + ((1 - a) and -(1 - a) * (math.log1p(-q) if q < 1 else -math.inf))
        for a, q in zip(y, p, strict=True)
    ]
    return sum(prices) / len(prices)


TO_BASE_2 = np.log(2)
SHARE = "A target may be a share, such as 0.3; here it was taken for a plain yes or no."
HUGE = "nan_to_num makes nan 0, and inf a huge number: what was ruled out, and came, costs inf."
MARGIN = "Where y is 0, y · z is 0, and this charges log 2 for any logit. What is that margin?"
ADDED = "logaddexp(a, b) is log(exp(a) + exp(b)): which a makes exp(a) equal to 1?"


def of_sides(y: FloatArray, p: FloatArray) -> FloatArray:
    """Price of the likelier side of a share."""
    return -np.log(np.where(y > 0.5, p, 1 - p))


BCE = Exercise(
    "03.bce",
    reference=lambda y, p: binary_cross_entropy(y, p).mean(),
    inputs=lambda rng: [
        (np.array([1.0]), np.array([0.25])),
        (np.array([1.0, 0.0]), np.array([1.0, 0.0])),
        (np.array([1.0, 0.0]), np.array([0.0, 0.5])),
        (Y5, P5),
        (np.ones(5), EDGE),
        (rng.random(4), rng.uniform(0.1, 0.9, size=4)),
        *((coins(rng, n), rng.uniform(0.02, 0.98, size=n)) for n in (3, 8)),
    ],
    hints=(
        "What does the forecast pay if it happens, and what if it does not?",
        "Surprise of p where y is 1, of 1 − p where y is 0: weight them by y and 1 − y.",
        "Mean of −y log p − (1 − y) log(1 − p), and 0 where a weight of 0 meets log 0.",
    ),
    mistakes=(
        Mistake("zero log zero", lambda y, p: bce(y, p).mean()),
        Mistake("term missing", lambda y, p: -times(y, np.log(p)).mean()),
        Mistake("term missing", lambda y, p: -times(y, np.log(p)).sum()),
        Mistake("term missing", lambda y, p: -times(y, np.log(p)).sum() / y.sum()),
        Mistake("term missing", lambda y, p: -(y * np.log(p)).mean()),
        Mistake("one logarithm", lambda y, p: -(y * np.log(p) + (1 - y) * np.log(p)).mean()),
        Mistake("sum", lambda y, p: exact(y, p).sum()),
        Mistake("sum", lambda y, p: bce(y, p).sum()),
        Mistake("sign", lambda y, p: -bce(y, p).mean()),
        Mistake("bits", lambda y, p: bce(y, p).mean() / TO_BASE_2),
        Mistake("argmax", lambda y, p: -np.log(np.where(y == 1, p, 1 - p)).mean(), SHARE),
        Mistake("argmax", lambda y, p: of_sides(y, p).mean(), SHARE),
        Mistake("clipped", lambda y, p: np.nan_to_num(bce(y, p)).mean(), HUGE),
        Mistake(
            "wrong sign inside", lambda y, p: -(y * np.log(p) - (1 - y) * np.log(1 - p)).mean()
        ),
        Mistake("complement", lambda y, p: exact(1 - y, p).mean()),
        Mistake("swapped pair", lambda y, p: exact(p, y).mean()),
        Mistake("swapped pair", lambda y, p: bce(p, y).mean()),
        Mistake("broadcast", lambda y, p: exact(y[:, None], p).mean()),
        Mistake("broadcast", lambda y, p: exact(y[:, None], p).sum() / len(y)),
        Mistake("broadcast", lambda y, p: bce(y[:, None], p).mean()),
        Mistake("sigmoid twice", lambda y, p: exact(y, sigmoid(p)).mean()),
        Mistake("squared error", lambda y, p: ((y - p) ** 2).mean()),
        Mistake("absolute error", lambda y, p: np.abs(y - p).mean()),
        Mistake("accuracy", lambda y, p: ((p > 0.5) == (y > 0.5)).mean()),
        Mistake("no logarithm", lambda y, p: -of_truth(y, p).mean()),
        Mistake("log of a mean", lambda y, p: -np.log(of_truth(y, p).mean())),
        Mistake("perplexity", lambda y, p: np.exp(exact(y, p).mean())),
        *each("clipped", EPSILONS, lambda e: lambda y, p: bce(y, clipped(p, e)).mean()),
        *each(
            "epsilon",
            EPSILONS,
            lambda e: lambda y, p: -(y * np.log(p + e) + (1 - y) * np.log(1 - p + e)).mean(),
        ),
    ),
    right=(
        lambda y, p: (-times(y, np.log(p)) - times(1 - y, np.log(1 - p))).mean(),
        in_a_loop,
        lambda y, p: -np.nansum(np.stack([y * np.log(p), (1 - y) * np.log(1 - p)])) / len(y),
    ),
    unit="nats",
    reread="Two terms",
)

NAIVE = (
    lambda y, z: bce(y, naive_sigmoid(z)),
    lambda y, z: bce(y, sigmoid(z)),
    lambda y, z: np.log(1 + np.exp(z)) - y * z,
    lambda y, z: y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z)),
    lambda y, z: -np.log(of_truth(y, naive_sigmoid(z))),
    lambda y, z: -np.log(np.where(y == 1, naive_sigmoid(z), 1 - naive_sigmoid(z))),
)

BCE_LOGITS = Exercise(
    "03.bce_logits",
    reference=lambda y, z: sigmoid_cross_entropy(y, z).mean(),
    inputs=lambda rng: [
        (np.array([1.0]), np.array([0.5])),
        (np.array([1.0, 0.0]), np.array([0.25, 0.75])),
        (np.array([1.0, 0.0, 1.0, 0.0]), np.array([-800.0, 800.0, 800.0, -800.0])),
        (np.array([0.0, 1.0]), np.array([800.0, 2.0])),
        (np.array([0.3, 0.8]), np.array([-2.0, 1.0])),
        (np.ones(5), EDGE_LOGITS),
        *((coins(rng, n), rng.normal(scale=2, size=n)) for n in (3, 8)),
    ],
    hints=(
        "What is the probability 1 / (1 + exp(−z)) at z = −800, and what is its logarithm?",
        "−log sigmoid(z) is log(1 + exp(−z)): for which z does exp overflow?",
        "np.logaddexp(0, -z) is that without overflow; with z for the examples where y is 0.",
    ),
    mistakes=(
        *each("overflow", NAIVE, lambda f: lambda y, z: f(y, z).mean()),
        Mistake("logits as probabilities", lambda y, z: bce(y, z).mean()),
        Mistake("term missing", lambda y, z: -(y * log_sigmoid(z)).mean()),
        Mistake("term missing", lambda _, z: np.logaddexp(0, z).mean()),
        Mistake("one logarithm", lambda _, z: -log_sigmoid(z).mean()),
        Mistake("sum", lambda y, z: bce_logits(y, z).sum()),
        Mistake("wrong sign inside", lambda y, z: (np.logaddexp(0, z) + y * z).mean()),
        Mistake("term missing", lambda y, z: np.logaddexp(0, -y * z).mean(), MARGIN),
        Mistake("argmax", lambda y, z: np.logaddexp(0, (1 - 2 * y) * z).mean(), SHARE),
        Mistake("argmax", lambda y, z: np.logaddexp(0, np.where(y == 1, -z, z)).mean(), SHARE),
        Mistake("wrong constant", lambda y, z: (np.logaddexp(1, z) - y * z).mean(), ADDED),
        Mistake(
            "wrong constant",
            lambda y, z: (y * np.logaddexp(1, -z) + (1 - y) * np.logaddexp(1, z)).mean(),
            ADDED,
        ),
        Mistake(
            "wrong base",
            lambda y, z: (y * np.logaddexp2(0, -z) + (1 - y) * np.logaddexp2(0, z)).mean(),
        ),
        Mistake("complement", lambda y, z: bce_logits(1 - y, z).mean()),
        Mistake("broadcast", lambda y, z: bce_logits(y[:, None], z).mean()),
        Mistake("sigmoid twice", lambda y, z: bce_logits(y, sigmoid(z)).mean()),
        Mistake("squared error", lambda y, z: ((y - sigmoid(z)) ** 2).mean()),
        Mistake("accuracy", lambda y, z: ((z > 0) == (y > 0.5)).mean()),
        Mistake("no logarithm", lambda y, z: -of_truth(y, sigmoid(z)).mean()),
        *each("clipped", EPSILONS, lambda e: lambda y, z: bce(y, clipped(sigmoid(z), e)).mean()),
        *each(
            "epsilon",
            EPSILONS,
            lambda e: (
                lambda y, z: (
                    -(y * np.log(sigmoid(z) + e) + (1 - y) * np.log(1 - sigmoid(z) + e)).mean()
                )
            ),
        ),
    ),
    right=(
        lambda y, z: (y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)).mean(),
        lambda y, z: (np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))).mean(),
        lambda y, z: -np.mean(y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z)),
    ),
    unit="nats",
    reread="From logits",
)

LOSSES = (BCE, BCE_LOGITS)
