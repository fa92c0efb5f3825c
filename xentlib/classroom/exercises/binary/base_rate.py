"""Loss of the best forecast that is the same for everybody."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import coins
from xentlib.numerics import FloatArray, expectation, surprise


def binary_entropy(r: FloatArray) -> FloatArray:
    """Entropy of a coin in nats."""
    both = np.stack([r, 1 - r])
    return expectation(both, surprise(both), axis=0)


EXERCISE = Exercise(
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
    mistakes={
        "one half": lambda _: np.log(2),
        "bound": lambda y: np.log(len(y)),
        "zero log zero": lambda y: -sum(r * np.log(r) for r in (y.mean(), 1 - y.mean())),
        "sum": lambda y: len(y) * binary_entropy(y.mean()),
        "term missing": [
            lambda y: y.mean() * surprise(y.mean()) if y.any() else 0.0,
            lambda y: -y.mean() * np.log(y.mean()),
        ],
        "one logarithm": lambda y: -np.log(y.mean()),
        "each alike": lambda y: -(np.log(y.mean()) + np.log(1 - y.mean())) / 2,
        "squared error": [
            lambda y: y.mean() * (1 - y.mean()),
            lambda y: 2 * y.mean() * (1 - y.mean()),
            lambda y: y.var(ddof=1),
        ],
        "sign": lambda y: sum(r * np.log(r) for r in (y.mean(), 1 - y.mean())),
        "bits": lambda y: -sum(r * np.log2(r) for r in (y.mean(), 1 - y.mean())),
        "no logarithm": lambda y: y.mean(),
        "accuracy": [lambda y: max(y.mean(), 1 - y.mean()), lambda y: min(y.mean(), 1 - y.mean())],
        "perplexity": lambda y: np.exp(binary_entropy(y.mean())),
    },
    say={
        "one half": "That is what a half pays. Is a half the best?",
        "no logarithm": "That is the forecast. What does it pay?",
        "perplexity": "Without exp.",
    },
    right=(
        lambda y: sum(m * np.log(1 / m) for m in (y.mean(), 1 - y.mean()) if m > 0),
        lambda y: -np.log(np.where(y == 1, y.mean(), 1 - y.mean())).mean(),
        lambda y: -np.nansum([m * np.log(m) for m in (y.mean(), 1 - y.mean())]),
    ),
    unit="nats",
    reread="The price of knowing nothing",
)
