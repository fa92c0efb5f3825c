"""Gradient of the mean softmax cross-entropy in the weights: a column for each class."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import flat_softmax, hot_like
from xentlib.classroom.exercises._common.inputs import Array, normal
from xentlib.numerics import sigmoid, softmax


def force(x: Array, labels: Array, theta: Array) -> Array:
    """Forecast minus what happened, in the logits."""
    return softmax(x @ theta) - hot_like(labels, x @ theta)


def gradient(x: Array, labels: Array, theta: Array) -> Array:
    """Mean gradient in the weights."""
    return x.T @ force(x, labels, theta) / len(x)


def case(rng: np.random.Generator, n: int, d: int, k: int) -> tuple[Array, Array, Array]:
    """Features, class ids and weights; the last class always comes."""
    labels = rng.integers(k, size=n)
    labels[:2] = k - 1, 0
    return normal(rng, n, d), labels, normal(rng, d, k)


EXERCISE = Exercise(
    reference=gradient,
    inputs=lambda rng: [
        (np.array([[1.0, 2.0]]), np.array([1]), np.zeros((2, 3))),
        (np.array([[1.0, 2], [0, 1], [-1, 1]]), np.array([2, 0, 1]), np.full((2, 3), 0.5)),
        (np.array([[400.0, 1], [300, 2]]), np.array([1, 0]), np.array([[3.0, 1], [0, 5]])),
        *(case(rng, *shape) for shape in ((4, 2, 3), (5, 3, 2), (3, 4, 5))),
    ],
    hints=(
        "How does the loss change with a logit, and the logit of class k with the column k?",
        "In the logits the slope is P − Y, with one-hot rows Y. Each row of x passes it on.",
        "x.T @ (softmax(x @ theta) − Y), divided by the number of examples.",
    ),
    mistakes={
        "times theta": [
            lambda x, y, t: np.mean(force(x, y, t) * (x @ t)),
            lambda x, y, t: np.mean(force(x, y, t) * (x @ t), axis=0),
            lambda x, y, t: t * gradient(x, y, t),
        ],
        "missing 1/n": lambda x, y, t: x.T @ force(x, y, t),
        "sign and 1/n": lambda x, y, t: -x.T @ force(x, y, t),
        "turned": lambda x, y, t: gradient(x, y, t).T,
        "features forgotten": [
            lambda x, y, t: force(x, y, t),
            lambda x, y, t: force(x, y, t) / len(x),
        ],
        "per class": lambda x, y, t: gradient(x, y, t) / t.shape[1],
        "divided by d": [
            lambda x, y, t: x.T @ force(x, y, t) / x.shape[1],
            lambda x, y, t: gradient(x, y, t) / x.shape[1],
        ],
        "flattened": lambda x, y, t: x.T @ (flat_softmax(x @ t) - hot_like(y, x @ t)) / len(x),
        "wrong axis": lambda x, y, t: x.T @ (softmax(x @ t, axis=0) - hot_like(y, x @ t)) / len(x),
        "softmax missing": lambda x, y, t: x.T @ (x @ t - hot_like(y, x @ t)) / len(x),
        "softmax twice": lambda x, y, t: (
            x.T @ (softmax(softmax(x @ t)) - hot_like(y, x @ t)) / len(x)
        ),
        "sigmoid": lambda x, y, t: x.T @ (sigmoid(x @ t) - hot_like(y, x @ t)) / len(x),
        "target forgotten": lambda x, y, t: x.T @ softmax(x @ t) / len(x),
        "only the target": lambda x, y, t: x.T @ (force(x, y, t) * hot_like(y, x @ t)) / len(x),
        "off by one": lambda x, y, t: gradient(x, (y - 1) % t.shape[1], t),
    },
    say={
        "turned": "Rows and columns are exchanged: give it the shape of theta, (d, K).",
        "wrong axis": "The softmax ran along the examples: each row needs a sum of 1.",
    },
    right=(
        lambda x, y, t: np.einsum("nd,nk->dk", x, force(x, y, t)) / len(x),
        lambda x, y, t: (force(x, y, t).T @ x / len(x)).T,
        lambda x, y, t: sum(map(np.outer, x, force(x, y, t))) / len(y),
    ),
    gradient=True,
    reread="Programs for the exam",
)
