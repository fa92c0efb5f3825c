"""Where the loss of one softmax over a whole table starts, and how low it gets: derived."""

import numpy as np

from xentlib.classroom.checking import Exercise

EXERCISE = Exercise(
    reference=lambda n, k: np.array([np.log(n * k), np.log(n)]),
    inputs=lambda rng: [
        (2, 3),
        (1, 4),
        (10, 10),
        *((int(rng.integers(5, 900)), int(rng.integers(2, 40))) for _ in range(3)),
    ],
    hints=(
        "The table has n · K cells, and all their probabilities sum to 1.",
        "With logits of 0 each cell gets the same. At best, only the n right cells share the 1.",
        "[ln(n K), ln n].",
    ),
    mistakes={
        "softmax of rows": [
            lambda _n, k: np.array([np.log(k), 0.0]),
            lambda n, k: np.array([np.log(n * k), 0.0]),
        ],
        "start and floor exchanged": lambda n, k: np.array([np.log(n), np.log(n * k)]),
        "classes for examples": lambda n, k: np.array([np.log(n * k), np.log(k)]),
        "start of rows": lambda n, k: np.array([np.log(k), np.log(n)]),
        "start by n": lambda n, k: np.array([np.log(n), np.log(n)]) + 0.0 * k,
        "no logarithm": lambda n, k: np.array([n * k, n], dtype=float),
        "chances": lambda n, k: np.array([1 / (n * k), 1 / n]),
        "bits": lambda n, k: np.log2([n * k, n]),
        "over all examples": lambda n, k: n * np.array([np.log(n * k), np.log(n)]),
        "floor below the rows": lambda n, k: np.array([np.log(n * k), np.log(n) - np.log(k)]),
    },
    say={
        "softmax of rows": "That is so if each row has a sum of 1. Here the table has.",
        "start and floor exchanged": "First the start, then the lowest value.",
        "classes for examples": "How many cells of the table are right ones?",
        "start of rows": "At the start all cells of the table are alike. How many are there?",
        "start by n": "At the start all n · K cells are alike.",
        "chances": "Those are the probabilities of a right cell. What does each cost?",
        "over all examples": "The program takes a mean over the examples, and no sum.",
        "floor below the rows": "At best each right cell has the probability 1/n: what does it "
        "cost?",
        "bits": "Right in bits; in nats the logarithm is natural.",
    },
    right=(
        lambda n, k: [np.log(n) + np.log(k), np.log(n)],
        lambda n, k: (-np.log(1 / n / k), -np.log(1 / n)),
    ),
    reread="One softmax over the whole table",
    kind="derivation",
)
