"""A weighted mean from what Keras reports, which divides by the number of examples."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import uniform

EXERCISE = Exercise(
    reference=lambda reported, weights: reported * len(weights) / weights.sum(),
    inputs=lambda rng: [
        (2 * float(np.log(2)), np.array([3.0, 1.0])),
        (0.5, np.array([1.0, 1.0, 4.0])),
        *(
            (float(uniform(rng, 0.2, 3)), uniform(rng, 0.5, 9, n) * scale)
            for n, scale in ((4, 1.0), (7, 0.125), (3, 2.0))
        ),
    ],
    hints=(
        "Two examples of ln 2 with weights 3 and 1 became 2 ln 2. What was divided by what?",
        "Keras adds up w · loss, and divides by the number of examples.",
        "Multiply by the number of weights, divide by their sum.",
    ),
    mistakes={
        "as reported": lambda reported, weights: reported + 0 * weights.sum(),
        "upside down": lambda reported, weights: reported * weights.sum() / len(weights),
        "divided by the weights alone": lambda reported, weights: reported / weights.sum(),
        "sum of the losses": lambda reported, weights: reported * len(weights) + 0 * weights.sum(),
        "divided once more": lambda reported, weights: reported / len(weights) + 0 * weights.sum(),
        "maximum": lambda reported, weights: reported / weights.max(),
        "squares": lambda reported, weights: reported * weights.sum() / np.square(weights).sum(),
        "per example": lambda reported, weights: reported / weights,
        "median": lambda reported, weights: reported / np.median(weights),
        "times the weights": lambda reported, weights: reported * weights.sum(),
    },
    say={
        "as reported": "That is Keras's number. It grows if all weights are doubled; a weighted "
        "mean does not.",
        "upside down": "The ratio is upside down: what did Keras divide by, and what should it?",
        "divided by the weights alone": "Keras has divided by the number of examples already: "
        "take that back, too.",
        "sum of the losses": "That is the weighted sum. A mean divides it by the weights' sum.",
        "divided once more": "Keras has divided by the number of examples already.",
        "maximum": "The largest weight stands there. The sum of all weights divides.",
        "squares": "No squares are needed: the weighted sum over the sum of the weights.",
        "per example": "One number is asked: the mean over all examples.",
        "median": "The median weight stands there: take their mean.",
        "times the weights": "A weighted mean does not change if all weights are doubled.",
    },
    right=(
        lambda reported, weights: reported / weights.mean(),
        lambda reported, weights: reported / np.average(weights),
        lambda reported, weights: reported / (sum(weights) / len(weights)),
    ),
    unit="nats",
    reread="What weights do",
)
