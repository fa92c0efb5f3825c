"""Forecasts corrected for another prior."""

from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.guards import guarded
from xentlib.classroom.exercises._common.inputs import Array, Function, uniform
from xentlib.numerics import sigmoid


def odds(p: Any) -> Any:
    """For against against."""
    return p / (1 - p)


def corrected(p: Array, seen: float, true: float) -> Any:
    """Odds under another prior."""
    return odds(p) * odds(true) / odds(seen)


def by_logarithms(log: Function, p: Array, seen: float, true: float) -> Any:
    """Corrected forecast by a logarithm of one's own."""
    return sigmoid(log(p) - log(1 - p) + np.log(odds(true)) - np.log(odds(seen)))


EXERCISE = Exercise(
    reference=lambda p, seen, true: sigmoid(
        np.log(p / (1 - p)) + np.log(true / (1 - true)) - np.log(seen / (1 - seen))
    ),
    inputs=lambda rng: [
        (10.0 ** -np.array([2, 4, 7, 10, 13, 15, 18, 21]), 0.5, 0.1),
        (np.array([0.5]), 0.5, 0.1),
        (np.array([0.2, 0.7]), 0.25, 0.6),
        (np.array([0.001]), 0.5, 0.1),
        *(
            (uniform(rng, 0.05, 0.95, k), *uniform(rng, 0.3, 0.6, 1), *uniform(rng, 0.02, 0.2, 1))
            for k in (1, 3, 6)
        ),
    ],
    hints=(
        "Half of the machines failed in training. What changes where one in a hundred does?",
        "The evidence stays, the prior odds change: multiply the odds by their quotient.",
        "Odds of p, over the odds of `seen`, times those of `true`; then odds / (1 + odds).",
    ),
    mistakes=guarded(by_logarithms)
    | {
        "not normalised": lambda p, seen, true: p * true / seen,
        "odds": corrected,
        "logit": lambda p, seen, true: np.log(corrected(p, seen, true)),
        "wrong way round": lambda p, seen, true: sigmoid(np.log(corrected(p, true, seen))),
        "difference": lambda p, seen, true: p + true - seen,
        "one class only": lambda p, seen, true: p * true / seen / (p * true / seen + 1 - p),
        "seen forgotten": [
            lambda p, _, true: sigmoid(np.log(odds(p) * odds(true))),
            lambda p, _, true: p * true,
        ],
        "true forgotten": lambda p, seen, _: sigmoid(np.log(odds(p) / odds(seen))),
        "complement": lambda p, seen, true: sigmoid(-np.log(corrected(p, seen, true))),
        "argument ignored": lambda p, seen, true: p + 0 * (seen + true),
    },
    say={
        "clipped": "The forecast is held away from 0 and 1; a very small one needs its whole "
        "correction.",
        "complement": "That is the probability of the other class.",
        "difference": "The priors were subtracted; odds are multiplied.",
        "epsilon": "Something was added to the odds; a very small forecast needs its whole "
        "correction.",
        "not normalised": "The two classes' corrected shares no longer sum to 1.",
        "odds": "Those are the corrected odds; a probability is asked.",
        "one class only": "Only one of the two classes was corrected.",
        "seen forgotten": "The forecast contains the prior of the training data: divide the odds "
        "by its odds.",
        "true forgotten": "The true prior makes no difference here.",
        "argument ignored": "The priors make no difference here.",
    },
    right=(
        lambda p, seen, true: (
            p * true / seen / (p * true / seen + (1 - p) * (1 - true) / (1 - seen))
        ),
        lambda p, seen, true: 1 / (1 + (1 - p) / p * (1 - true) / true * seen / (1 - seen)),
        lambda p, seen, true: corrected(p, seen, true) / (1 + corrected(p, seen, true)),
    ),
    atol=0.0,
    reread="Another prior",
)
