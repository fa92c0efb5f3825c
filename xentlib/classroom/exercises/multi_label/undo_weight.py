"""Honest forecast behind that of a model with a weight on every yes."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, uniform


def honest(p: Array, w: float) -> Array:
    """Odds divided by w, as a probability."""
    return p / (p + w * (1 - p))


def heavier(p: Array, w: float) -> Array:
    """Odds multiplied by w, as a probability."""
    return w * p / (w * p + 1 - p)


def cases(rng: np.random.Generator) -> list[tuple[Array, float]]:
    """Forecasts of several shapes, with weights above and below 1."""
    shapes = ((2, 3.0), (4, 20.0), (5, 0.25))
    return [(uniform(rng, 0.05, 0.95, n), w) for n, w in shapes]


EXERCISE = Exercise(
    reference=honest,
    inputs=lambda rng: [
        (np.array([0.5]), 3.0),
        (np.array([0.2, 0.9]), 1.0),
        (np.array([0.1, 0.5, 0.8]), 9.0),
        *cases(rng),
    ],
    hints=(
        "What is the slope of -w q ln p - (1 - q) ln(1 - p) in p?",
        "It is 0 where w q / p = (1 - q) / (1 - p). Get all that holds q to one side.",
        "q / (1 - q) = p / (w (1 - p)), and odds o belong to the probability o / (1 + o).",
    ),
    mistakes={
        "argument ignored": lambda p, w: p + 0 * w,
        "divided": [lambda p, w: p / w, lambda p, w: np.minimum(p / w, 1)],
        "weighted twice": heavier,
        "odds": [lambda p, w: p / (w * (1 - p)), lambda p, w: np.log(p / (1 - p)) - np.log(w)],
        "weight in the logit": lambda p, w: 1 / (1 + np.exp(w) * (1 - p) / p),
        "complement": lambda p, w: 1 - honest(p, w),
        "logit": lambda p, w: 1 / (1 + np.exp(-(p - np.log(w)))),
        "not normalised": lambda p, w: p / (w * p + 1 - p),
        "term missing": lambda p, w: p / (p + w),
    },
    say={
        "argument ignored": "The weight makes no difference here: then p would be honest already.",
        "divided": "The weight multiplies the odds, and not the probability.",
        "weighted twice": "That multiplies the odds by w once more. Undo it.",
        "odds": "Those are odds, or a logit; a probability is asked.",
        "weight in the logit": "w was subtracted from the logit; it adds ln w.",
        "complement": "That is the honest forecast that the label is not there.",
        "logit": "ln w belongs to the logit; p was used as if it were one.",
        "not normalised": "The weight stands at the wrong one of the two terms below the line.",
        "term missing": "Those are not the odds of p: where did 1 − p go?",
    },
    right=(
        lambda p, w: 1 / (1 + w * (1 - p) / p),
        lambda p, w: 1 / (1 + np.exp(np.log(w) - np.log(p / (1 - p)))),
        lambda p, w: (p / w) / (1 - p + p / w),
    ),
    reread="Rare labels weigh more",
    kind="derivation",
)
