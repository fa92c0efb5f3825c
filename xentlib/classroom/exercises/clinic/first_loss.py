"""The first loss of a model whose last layer has weights of 0 and some biases."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import normal

Array = NDArray[Any]


def lse(b: Array) -> float:
    """Return the logarithm of the sum of the exponentials."""
    return float(np.log(np.exp(b - b.max()).sum()) + b.max())


def shares(counts: Array) -> Array:
    """Return the share of each class."""
    part: Array = counts / counts.sum()
    return part


def charged(weights: Callable[[Array], Array]) -> Callable[[Array, Array], float]:
    """Charge each class's surprise with some weights of the counts."""
    return lambda counts, b: float(weights(counts) @ (lse(b) - b))


EXERCISE = Exercise(
    reference=charged(shares),
    inputs=lambda rng: [
        (np.array([1, 1]), np.array([0.0, 0.0])),
        (np.array([90, 10]), np.array([2.0, -1.0])),
        (np.array([50, 30, 20]), np.log([0.5, 0.3, 0.2])),
        *((rng.integers(1, 90, k), normal(rng, k, scale=1.5)) for k in (4, 7, 10)),
    ],
    hints=(
        "With weights of 0 every example gets the same forecast. Which one?",
        "The forecast is softmax(b). Class c costs −ln softmax(b)_c, and has the share n_c / n.",
        "Sum n_c / n · (lse(b) − b_c) over the classes.",
    ),
    mistakes={
        "biases ignored": lambda counts, b: float(np.log(len(counts))) + 0 * b[0],
        "entropy of the shares": lambda counts, b: (
            float(-shares(counts) @ np.log(shares(counts))) + 0 * b[0]
        ),
        "classes alike": charged(lambda counts: np.full(len(counts), 1 / len(counts))),
        "sum": charged(lambda counts: counts * 1.0),
        "not averaged": charged(lambda counts: np.ones(len(counts))),
        "truth and belief": lambda counts, b: float(-np.exp(b - lse(b)) @ np.log(shares(counts))),
        "entropy of the forecast": lambda counts, b: (
            float(np.exp(b - lse(b)) @ (lse(b) - b)) + 0 * counts[0]
        ),
        "not normalised": lambda counts, b: float(-shares(counts) @ b),
        "likeliest class": lambda counts, b: float(lse(b) - b[counts.argmax()]),
        "sigmoid": lambda counts, b: float(shares(counts) @ np.log1p(np.exp(-b))),
        "divergence": lambda counts, b: float(
            shares(counts) @ (lse(b) - b + np.log(shares(counts)))
        ),
        "log of a mean": lambda counts, b: float(-np.log(shares(counts) @ np.exp(b - lse(b)))),
    },
    say={
        "biases ignored": "That holds for equal biases. These differ, and so do the forecasts.",
        "entropy of the shares": "That holds if the biases are the logarithms of the shares.",
        "classes alike": "A class that comes more often is charged more often.",
        "sum": "That is the loss of all examples together. Divide by their number.",
        "not averaged": "Each class's charge is right. How often does each of them come?",
        "not normalised": "Biases are logits: which term makes them logarithms of probabilities?",
        "likeliest class": "The other classes come, too, and are charged.",
        "sigmoid": "The classes exclude one another: they share one softmax.",
        "divergence": "That is what lies above the entropy of the shares. The whole loss is asked.",
    },
    right=(
        lambda counts, b: float(-(counts / counts.sum()) @ np.log(np.exp(b) / np.exp(b).sum())),
        lambda counts, b: float(lse(b) - np.average(b, weights=counts)),
    ),
    unit="nats",
    reread="A map of losses",
)
