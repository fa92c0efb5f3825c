"""Retrieval questions; every number is computed."""

import math

import numpy as np

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

K = 10
LOSSES, BATCH = np.array([0.2, 0.2, 0.2, 0.2, 1.2]), 4
MEANS = LOSSES[:BATCH].mean(), LOSSES[BATCH:].mean()
SIZE, FILTERS = 32, 16


def nats(x: float) -> str:
    """Write an amount of nats."""
    return shown(float(x), "nats")


def side(size: int) -> int:
    """Return what a convolution of 3 × 3 and a pooling of 2 × 2 leave of a side."""
    return (size - 2) // 2


QUIZ = (
    Question(
        f"A model of {K} classes has a last layer without activation, and the loss is "
        "`SparseCategoricalCrossentropy()`. What is wrong?",
        "the loss expects probabilities: from_logits=True is missing",
        "Logits went where Keras expects probabilities. It clips them, and says nothing.",
        {
            "the targets must be one-hot rows": "This loss takes class ids.",
            "the last layer needs a sigmoid": "The classes exclude one another.",
            "nothing: Keras finds the logits by itself": "It finds those behind a softmax of its "
            "own. Here there is no softmax.",
            "the loss needs sample weights": "Without weights each example counts once.",
        },
    ),
    Question(
        f"An evaluation has two batches: four losses of {LOSSES[0]} nats, and one of "
        f"{LOSSES[-1]}. What is the mean loss?",
        nats(LOSSES.mean()),
        "Each batch counts by its size.",
        {
            nats(float(np.mean(MEANS))): "That is the mean of the batch means.",
            nats(MEANS[1]): "That is the last batch alone.",
            nats(MEANS[0]): "That is the first batch alone.",
            nats(LOSSES.sum()): "That is the sum.",
        },
    ),
    Question(
        "A label is there in 1 of 100 examples. Which bias should its sigmoid start with?",
        nats(math.log(0.01 / 0.99)),
        "The log-odds of the rate, ln(0.01 / 0.99): σ of it is 0.01.",
        {
            nats(math.log(0.01)): "That is the logarithm of the rate. Which z has σ(z) = 0.01?",
            nats(0.01): "That is the rate itself; a bias is a logit.",
            nats(0.0): "That says a half.",
            nats(math.log(0.99 / 0.01)): "That says 0.99.",
        },
    ),
    Question(
        f"Images of {SIZE} × {SIZE} pass two convolutions of 3 × 3 without padding, the second "
        f"with {FILTERS} filters, each followed by a pooling of 2 × 2. How many numbers are left?",
        f"{FILTERS * side(side(SIZE)) ** 2}",
        f"{SIZE} → {SIZE - 2} → {side(SIZE)} → {side(SIZE) - 2} → {side(side(SIZE))}, squared, "
        f"times {FILTERS}.",
        {
            f"{FILTERS * (SIZE // 4) ** 2}": "Each convolution loses two pixels at the border.",
            f"{side(side(SIZE)) ** 2}": "There is such an image for each filter.",
            f"{FILTERS * (SIZE - 4) ** 2}": "The poolings are missing.",
            f"{FILTERS * side(side(SIZE)) ** 2 + FILTERS}": "Parameters have a bias; numbers that "
            "are passed on do not.",
        },
    ),
)
