"""Which weight each multi-hot row got, read off from what a program printed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.classroom.checking import Exercise

Array = NDArray[Any]
ROWS = np.array([[0, 1, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]])


def multi_hot(rng: np.random.Generator, n: int, k: int) -> Array:
    """Random rows; one without a label, one with all of them."""
    y = (rng.random((n, k)) < 0.4).astype(int)
    y[0], y[1] = 0, 1
    return y


def last(y: Array) -> Array:
    """Return the number of each row's last label; 0 where there is none."""
    there: Array = np.where(y.any(1), y.shape[1] - 1 - y[:, ::-1].argmax(1), 0)
    return there


def smallest(y: Array, w: Array, empty: float) -> Array:
    """Return the smallest weight of each row's labels; `empty` where there is none."""
    there: Array = np.where(y == 1, w, np.inf).min(1)
    return np.where(y.any(1), there, empty)


EXERCISE = Exercise(
    reference=lambda y, w: w[y.argmax(1)],
    inputs=lambda rng: [
        (ROWS, np.array([2.0, 1, 5, 100])),
        (ROWS[:, ::-1].copy(), np.array([4.0, 1, 0.5, 3])),
        *(
            (multi_hot(rng, n, k), rng.uniform(0.2, 20, k).round(1))
            for n, k in ((5, 3), (8, 6), (6, 10))
        ),
    ],
    hints=(
        "Compare the rows {1, 2} and {0, 1}: which label's weight did each of them get?",
        "Each row got the weight of one label, the first that is there. What if none is?",
        "argmax gives the place of the first 1, and 0 for a row of zeros: w[y.argmax(1)].",
    ),
    mistakes={
        "sum": lambda y, w: y @ w,
        "means averaged": lambda y, w: y @ w / np.maximum(y.sum(1), 1),
        "maximum": lambda y, w: (y * w).max(1),
        "smallest": [
            lambda y, w: smallest(y, w, 1.0),
            lambda y, w: smallest(y, w, w[0]),
        ],
        "last label": lambda y, w: w[last(y)],
        "product": lambda y, w: np.where(y == 1, w, 1.0).prod(1),
        "empty rows weigh 1": lambda y, w: np.where(y.any(1), w[y.argmax(1)], 1.0),
        "empty rows weigh 0": lambda y, w: np.where(y.any(1), w[y.argmax(1)], 0.0),
        "number of labels": lambda y, w: w[np.minimum(y.sum(1), len(w) - 1)],
        "weights ignored": lambda y, w: np.ones(len(y)) + 0 * w[0],
        "all weights": lambda y, w: np.full(len(y), w.sum()),
        "mean weight": lambda y, w: np.full(len(y), w.mean()),
        "table": lambda y, w: y * w,
        "place of the label": lambda y, w: y.argmax(1) + 0.0 * w[0],
    },
    say={
        "sum": "The printed numbers are no sums: look at the row with two labels, {1, 2}.",
        "means averaged": "The printed numbers are no means: look at the row {1, 2}.",
        "maximum": "The row {2, 3} did not get the largest weight of its labels.",
        "smallest": "The row {0, 1} did not get the smallest weight of its labels.",
        "last label": "That is the weight of the last label. The row {0, 1} got another one.",
        "product": "The printed numbers are no products: look at the row {1, 2}.",
        "empty rows weigh 1": "The row without a label got 2. Whose weight is that?",
        "empty rows weigh 0": "The row without a label was not weighted by 0. By which one?",
        "number of labels": "The rows {1, 2} and {0, 1} have two labels each, and two weights.",
        "weights ignored": "The weights make a difference in the printed table.",
        "all weights": "The rows got different weights.",
        "mean weight": "The rows got different weights.",
        "table": "Each row got one weight, and not one for each label.",
        "place of the label": "That is the number of the label. Look up its weight.",
    },
    right=(
        lambda y, w: np.array([w[np.argmax(row)] for row in y]),
        lambda y, w: np.where(y.any(1), (y * w)[np.arange(len(y)), y.argmax(1)], w[0]),
    ),
    reread="A weight that does nothing",
    kind="reading",
)
