"""Slope of a lamp's loss in the logits of its months."""

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import Array
from xentlib.classroom.exercises.a6_capstone._lamps import SURE, lamps, last, watched
from xentlib.numerics import sigmoid, softmax


def lamp_slope(months: Array, died: Array, z: Array) -> Array:
    """Slopes of each lamp's loss in its logits, (n, T)."""
    return watched(months, z) * sigmoid(z) - died[:, None] * last(months, z)


def by_loop(months: Array, died: Array, z: Array) -> Array:
    """Go through the months of one lamp after the other."""
    slope = np.zeros(z.shape)
    for i, (m, dead) in enumerate(zip(months, died, strict=True)):
        for s in range(m):
            slope[i, s] = 1 / (1 + np.exp(-z[i, s])) - (dead and s == m - 1)
    return slope


def by_exp(months: Array, died: Array, z: Array) -> Array:
    """Take the sigmoid as the exponential of its logarithm."""
    pull = np.exp(-np.logaddexp(0, -z))
    return np.where(watched(months, z) > 0, pull, 0) - died[:, None] * last(months, z)


def in_place(months: Array, died: Array, z: Array) -> Array:
    """Write zeros behind the end, and take 1 away at the deaths."""
    slope = 0.5 * (1 + np.tanh(z / 2))
    slope[np.arange(z.shape[1])[None, :] >= months[:, None]] = 0
    slope[np.arange(len(z)), months - 1] -= died
    return slope


EXERCISE = Exercise(
    reference=lamp_slope,
    inputs=Parts(
        {
            "ordinary logits": lambda rng: [
                (np.array([2]), np.array([1]), np.array([[0.0, 0.0, 0.0]])),
                (np.array([3, 1]), np.array([1, 1]), np.zeros((2, 3))),
                (np.array([2]), np.array([0]), np.array([[0.0, 1.0, 2.0]])),
                *(lamps(rng, n, t) for n, t in ((3, 4), (5, 6), (4, 4))),
            ],
            "sure forecasts": lambda rng: [*SURE, lamps(rng, 3, 3)],
        }
    ),
    hints=(
        "Which logits does the loss of a lamp depend on? The slope in the others is 0.",
        "Each month that was watched is a binary cross-entropy, with the slope p − y.",
        "σ(z) in the months watched, less 1 in the month of the death.",
    ),
    mistakes={
        "after the end": lambda m, d, z: sigmoid(z) - d[:, None] * last(m, z),
        "censored left out": lambda m, d, z: d[:, None] * lamp_slope(m, d, z),
        "censored as events": lambda m, d, z: lamp_slope(m, 1 + 0 * d, z),
        "target forgotten": lambda m, d, z: watched(m, z) * sigmoid(z),
        "last step alone": lambda m, d, z: last(m, z) * (sigmoid(z) - d[:, None]),
        "last step missing": lambda m, d, z: (
            lamp_slope(m, d, z) * (1 - (1 - d[:, None]) * last(m, z))
        ),
        "link forgotten": [
            lambda m, d, z: (
                watched(m, z) / sigmoid(-z)
                - d[:, None] * last(m, z) * (1 / sigmoid(z) + 1 / sigmoid(-z))
            ),
        ],
        "slope of squares": lambda m, d, z: lamp_slope(m, d, z) * sigmoid(z) * sigmoid(-z),
        "a death in every month": lambda m, d, z: watched(m, z) * (sigmoid(z) - d[:, None]),
        "divided twice": lambda m, d, z: lamp_slope(m, d, z) / len(z),
        "divided by n": lambda m, d, z: lamp_slope(m, d, z) / m[:, None],
        "summed over lamps": [
            lambda m, d, z: lamp_slope(m, d, z).sum(0),
            lambda m, d, z: lamp_slope(m, d, z).mean(0),
        ],
        "softmax for labels": lambda m, d, z: softmax(z) - last(m, z),
        "overflow": lambda m, d, z: (
            watched(m, z) * np.exp(z) / (1 + np.exp(z)) - d[:, None] * last(m, z)
        ),
        "counted from 0": lambda m, d, z: lamp_slope(np.minimum(m + 1, z.shape[1]), d, z),
        "complement": lambda m, d, z: lamp_slope(m, d, -z),
    },
    say={
        "link forgotten": "That is the slope in the probability. How does it depend on the logit?",
        "slope of squares": "There is a factor p (1 − p) too many.",
        "a death in every month": "The lamp died in its last month, and not in those before.",
        "divided twice": "The loss of each lamp alone is asked. Nothing is divided.",
        "divided by n": "The months of a lamp are added. Nothing is divided.",
        "summed over lamps": "One slope for each lamp and month is asked.",
        "softmax for labels": "Each logit is a yes or a no of its own. The months do not "
        "share a sum of 1.",
        "overflow": "Right for small logits. Somewhere exp is infinite.",
        "counted from 0": "Month 1 has the first logit, which Python calls z[:, 0].",
        "complement": "σ(z) is the chance to die in the month, not to survive it.",
        "target forgotten": "In the month of its death, the forecast is compared with a yes.",
    },
    right=(
        by_loop,
        in_place,
        by_exp,
        lambda m, d, z: watched(m, z) * 0.5 * (1 + np.tanh(z / 2)) - (d[:, None] * last(m, z) > 0),
        lambda m, d, z: lamp_slope(m, d, z.astype(np.float32)),
    ),
    kind="derivation",
    reread="lesson 03, The slope",
)
