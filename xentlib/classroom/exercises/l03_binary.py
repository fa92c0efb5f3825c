"""Lesson 03: yes and no, their price, their slope, and what to do about them."""

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._l03_losses import LOSSES
from xentlib.classroom.exercises._l03_patients import PATIENTS
from xentlib.classroom.exercises._shared import THETA, X4, Y4, coins
from xentlib.classroom.exercises.q03_binary import QUIZ
from xentlib.losses import sigmoid_cross_entropy_grad
from xentlib.numerics import FloatArray, expectation, sigmoid, surprise

__all__ = ["EXERCISES", "QUIZ"]


def binary_entropy(r: FloatArray) -> FloatArray:
    """Entropy of a coin in nats."""
    both = np.stack([r, 1 - r])
    return expectation(both, surprise(both), axis=0)


BASE_RATE = Exercise(
    "03.base_rate",
    reference=lambda y: binary_entropy(y.mean()),
    inputs=lambda rng: [
        (np.array([1.0, 0, 0, 0]),),
        (np.ones(3),),
        (np.zeros(2),),
        *(((np.arange(n) < k).astype(float)[rng.permutation(n)],) for n, k in ((5, 3), (9, 2))),
        (np.append(coins(rng, 20), [1.0, 1.0, 1.0]),),
    ],
    hints=(
        "The model says the same for everybody. What is the best it can say?",
        "The best constant forecast is the share of ones. What does it pay, on average?",
        "With r = y.mean(): −r log r − (1 − r) log(1 − r), and 0 where r is 0 or 1.",
    ),
    mistakes=(
        Mistake("bound", lambda _: np.log(2), "That is what a half pays. Is a half the best?"),
        Mistake("bound", lambda y: np.log(len(y))),
        Mistake("zero log zero", lambda y: -sum(r * np.log(r) for r in (y.mean(), 1 - y.mean()))),
        Mistake("sum", lambda y: len(y) * binary_entropy(y.mean())),
        Mistake("term missing", lambda y: y.mean() * surprise(y.mean()) if y.any() else 0.0),
        Mistake("term missing", lambda y: -y.mean() * np.log(y.mean())),
        Mistake("one logarithm", lambda y: -np.log(y.mean())),
        Mistake("each alike", lambda y: -(np.log(y.mean()) + np.log(1 - y.mean())) / 2),
        Mistake("squared error", lambda y: y.mean() * (1 - y.mean())),
        Mistake("squared error", lambda y: 2 * y.mean() * (1 - y.mean())),
        Mistake("squared error", lambda y: y.var(ddof=1)),
        Mistake("sign", lambda y: sum(r * np.log(r) for r in (y.mean(), 1 - y.mean()))),
        Mistake("bits", lambda y: -sum(r * np.log2(r) for r in (y.mean(), 1 - y.mean()))),
        Mistake("no logarithm", lambda y: y.mean(), "That is the forecast. What does it pay?"),
        Mistake("accuracy", lambda y: max(y.mean(), 1 - y.mean())),
        Mistake("accuracy", lambda y: min(y.mean(), 1 - y.mean())),
        Mistake("perplexity", lambda y: np.exp(binary_entropy(y.mean())), "Without exp."),
    ),
    right=(
        lambda y: sum(m * np.log(1 / m) for m in (y.mean(), 1 - y.mean()) if m > 0),
        lambda y: -np.log(np.where(y == 1, y.mean(), 1 - y.mean())).mean(),
        lambda y: -np.nansum([m * np.log(m) for m in (y.mean(), 1 - y.mean())]),
    ),
    unit="nats",
    reread="The price of knowing nothing",
)

ODDS = "A ratio of costs is a threshold for the odds p / (1 − p). Which p has these odds?"
ONE = "A false alarm need not cost 1: where does its own cost come in?"

THRESHOLD = Exercise(
    "03.threshold",
    reference=lambda false_alarm, miss: false_alarm / (false_alarm + miss),
    inputs=lambda rng: [
        (1.0, 4.0),
        (3.0, 1.0),
        *((rng.uniform(1, 9), rng.uniform(10, 40)) for _ in range(3)),
        (rng.uniform(1, 9, size=3), rng.uniform(1, 9, size=3)),
    ],
    hints=(
        "Act: what may it cost? Do nothing: what may that cost? With which probabilities?",
        "Acting costs (1 − p) · false_alarm, waiting p · miss. For which p are they equal?",
        "The false alarm's share of both costs together.",
    ),
    mistakes=(
        Mistake("swapped costs", lambda false_alarm, miss: miss / (false_alarm + miss)),
        Mistake("odds", lambda false_alarm, miss: false_alarm / miss, ODDS),
        Mistake("odds", lambda false_alarm, miss: miss / false_alarm, ODDS),
        Mistake("costs ignored", lambda false_alarm, miss: 1 / (1 + miss) + 0 * false_alarm, ONE),
        Mistake(
            "costs ignored", lambda false_alarm, miss: miss / (1 + miss) + 0 * false_alarm, ONE
        ),
        Mistake("costs ignored", lambda false_alarm, miss: 1 / (false_alarm + miss), ONE),
        Mistake(
            "difference", lambda false_alarm, miss: (miss - false_alarm) / (miss + false_alarm)
        ),
        Mistake("difference", lambda false_alarm, miss: false_alarm / (miss - false_alarm)),
        Mistake("mean", lambda false_alarm, miss: (false_alarm + miss) / 2, "That is a cost."),
        Mistake("costs ignored", lambda false_alarm, miss: 0.5 + 0 * (false_alarm + miss)),
        Mistake("inverse", lambda false_alarm, miss: 1 + miss / false_alarm, "Upside down."),
        Mistake("logit", lambda false_alarm, miss: np.log(false_alarm / miss)),
        Mistake("not normalised", lambda false_alarm, miss: false_alarm + 0 * miss),
        Mistake("difference", lambda false_alarm, miss: miss - false_alarm),
    ),
    right=(
        lambda false_alarm, miss: 1 / (1 + miss / false_alarm),
        lambda false_alarm, miss: 1 - miss / (false_alarm + miss),
        lambda false_alarm, miss: sigmoid(np.log(false_alarm) - np.log(miss)),
    ),
    reread="What to do about it",
)


TWO = "A factor of 2 comes from a square. Where is one in this loss?"


def slope(p: FloatArray) -> FloatArray:
    """Slope of the sigmoid where it is p."""
    return p * (1 - p)


GRADIENT = Exercise(
    "03.gradient",
    reference=lambda y, z: sigmoid_cross_entropy_grad(y, z) / len(y),
    inputs=lambda rng: [
        (np.array([1.0, 0.0]), np.array([0.0, 2.0])),
        (Y4, X4 @ THETA),
        (np.array([1.0, 0.0, 0.5]), np.array([-800.0, 800.0, 1.0])),
        *((coins(rng, n), rng.normal(scale=2, size=n)) for n in (3, 7)),
    ],
    hints=(
        "By how much does the loss change when one logit grows by a little?",
        "The slope of −log sigmoid(z) is sigmoid(z) − 1, that of −log(1 − sigmoid(z)) sigmoid(z).",
        "Forecast minus what happened, (sigmoid(z) − y), divided by their number.",
    ),
    mistakes=(
        Mistake("missing 1/n", lambda y, z: sigmoid(z) - y),
        Mistake("missing 1/n", lambda y, z: y - sigmoid(z), "The sum's, with the sign turned."),
        Mistake("all axes", lambda y, z: (sigmoid(z) - y).mean(), "Each logit has its own slope."),
        Mistake("all axes", lambda y, z: (sigmoid(z) - y).sum(), "Each logit has its own slope."),
        Mistake("squared error", lambda y, z: 2 * (sigmoid(z) - y) / len(y), TWO),
        Mistake("squared error", lambda y, z: 2 * (sigmoid(z) - y) * slope(sigmoid(z))),
        Mistake("sigmoid twice", lambda y, z: (sigmoid(sigmoid(z)) - y) / len(y)),
        Mistake("argmax", lambda y, z: (np.round(sigmoid(z)) - y) / len(y)),
        Mistake("term missing", lambda y, z: (1 - y) * sigmoid(z) / len(y), "And of a yes?"),
        Mistake("squared error", lambda y, z: 2 * (sigmoid(z) - y) * slope(sigmoid(z)) / len(y)),
        Mistake("squared error", lambda y, z: (sigmoid(z) - y) * slope(sigmoid(z)) / len(y)),
        Mistake("term missing", lambda y, z: -y * (1 - sigmoid(z)) / len(y)),
        Mistake("link forgotten", lambda y, z: (sigmoid(z) - y) / slope(sigmoid(z)) / len(y)),
        Mistake("sigmoid missing", lambda y, z: (z - y) / len(y)),
        Mistake("target forgotten", lambda y, z: sigmoid(z) / len(y)),
        Mistake("complement", lambda y, z: (sigmoid(z) - 1 + y) / len(y)),
    ),
    right=(
        lambda y, z: ((1 - y) * sigmoid(z) - y * sigmoid(-z)) / y.size,
        lambda y, z: (1 / (1 + np.exp(-z)) - y) / y.shape[0],
        lambda y, z: [(0.5 * (1 + np.tanh(b / 2)) - a) / len(y) for a, b in zip(y, z, strict=True)],
    ),
    gradient=True,
    reread="The slope",
)

EXERCISES = (*LOSSES, BASE_RATE, *PATIENTS, THRESHOLD, GRADIENT)
