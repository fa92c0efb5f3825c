"""Mean Brier score over classes."""

import numpy as np

from xentlib.calibration import brier_score
from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import hot_like, of_target
from xentlib.classroom.exercises._common.inputs import Array, hundredths, labels_for
from xentlib.numerics import softmax


def forecasts(rng: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    """Labels and forecasts in hundredths."""
    p = hundredths(rng, n, k)
    return labels_for(rng, p), p


EXERCISE = Exercise(
    reference=lambda labels, p: brier_score(labels, p).mean(),
    inputs=lambda rng: [
        (np.array([1]), np.array([[0.25, 0.75]])),
        *(forecasts(rng, n, k) for n, k in ((2, 3), (3, 2), (5, 4), (9, 3))),
    ],
    hints=(
        "How far is the forecast from what happened, written as a one-hot row?",
        "Squared differences of every class, not only of the one that came.",
        "((p − one_hot) ** 2) summed along each row, then the mean over rows.",
    ),
    mistakes={
        "per class": lambda y, p: ((p - hot_like(y, p)) ** 2).mean(),
        "only the target": lambda y, p: ((1 - of_target(y, p)) ** 2).mean(),
        "root": [
            lambda y, p: np.sqrt(((p - hot_like(y, p)) ** 2).sum(1)).mean(),
            lambda y, p: np.sqrt(((p - hot_like(y, p)) ** 2).sum(1).mean()),
        ],
        "absolute error": lambda y, p: np.abs(p - hot_like(y, p)).sum(1).mean(),
        "sum": lambda y, p: ((p - hot_like(y, p)) ** 2).sum(),
        "log score": lambda y, p: -np.log(of_target(y, p)).mean(),
        "not summed": [
            lambda y, p: ((p - hot_like(y, p)) ** 2).sum(1),
            lambda y, p: (p - hot_like(y, p)) ** 2,
        ],
        "accuracy": lambda y, p: (p.argmax(1) == y).mean(),
        "off by one": lambda y, p: ((p - hot_like(y - 1, p)) ** 2).sum(1).mean(),
        "squares": lambda _, p: (1 - (p**2).sum(1)).mean(),
        "softmax twice": lambda y, p: ((softmax(p) - hot_like(y, p)) ** 2).sum(1).mean(),
    },
    say={
        "absolute error": "Those are absolute differences; their squares are asked.",
        "not summed": "One number is asked: the sum over classes, the mean over examples.",
        "squares": "That is 1 − Σ p²: what happened does not enter.",
        "log score": "That is the logarithmic score; squares of differences are asked.",
    },
    right=(
        lambda labels, p: ((p - np.eye(p.shape[1])[labels]) ** 2).sum(1).mean(),
        lambda labels, p: (1 - 2 * p[np.arange(len(labels)), labels] + (p**2).sum(1)).mean(),
        lambda labels, p: np.mean(
            [
                sum((q - (j == k)) ** 2 for j, q in enumerate(row))
                for k, row in zip(labels, p, strict=True)
            ]
        ),
    ),
    reread="Two scores",
)
