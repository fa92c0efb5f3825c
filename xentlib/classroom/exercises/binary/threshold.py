"""From which probability on to act, given two costs."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.numerics import sigmoid

ODDS = "A ratio of costs is a threshold for the odds p / (1 − p). Which p has these odds?"

ONE = "A false alarm need not cost 1: where does its own cost come in?"

EXERCISE = Exercise(
    reference=lambda false_alarm, miss: false_alarm / (false_alarm + miss),
    inputs=lambda rng: [
        (1.0, 4.0),
        (3.0, 1.0),
        *((rng.uniform(1, 9), rng.uniform(10, 40)) for _ in range(3)),
        (rng.uniform(1, 9, size=3), rng.uniform(1, 9, size=3)),
    ],
    hints=(
        "Act: what may it cost? Do nothing: what may that cost? With which probabilities?",
        "Acting costs (1 − p) · false_alarm, waiting p · miss. For which p are they equal?",
        "The false alarm's share of both costs together.",
    ),
    mistakes={
        "swapped costs": lambda false_alarm, miss: miss / (false_alarm + miss),
        "odds": [
            lambda false_alarm, miss: false_alarm / miss,
            lambda false_alarm, miss: miss / false_alarm,
        ],
        "false alarm ignored": [
            lambda false_alarm, miss: 1 / (1 + miss) + 0 * false_alarm,
            lambda false_alarm, miss: miss / (1 + miss) + 0 * false_alarm,
            lambda false_alarm, miss: 1 / (false_alarm + miss),
        ],
        "difference": [
            lambda false_alarm, miss: (miss - false_alarm) / (miss + false_alarm),
            lambda false_alarm, miss: false_alarm / (miss - false_alarm),
            lambda false_alarm, miss: miss - false_alarm,
        ],
        "mean": lambda false_alarm, miss: (false_alarm + miss) / 2,
        "costs ignored": lambda false_alarm, miss: 0.5 + 0 * (false_alarm + miss),
        "inverse": lambda false_alarm, miss: 1 + miss / false_alarm,
        "logit": lambda false_alarm, miss: np.log(false_alarm / miss),
        "not normalised": lambda false_alarm, miss: false_alarm + 0 * miss,
    },
    say={
        "swapped costs": "The costs are exchanged: is acting cheap where a false alarm is dear?",
        "costs ignored": "The costs make no difference here.",
        "odds": ODDS,
        "false alarm ignored": ONE,
        "mean": "That is a cost.",
        "inverse": "Upside down.",
    },
    right=(
        lambda false_alarm, miss: 1 / (1 + miss / false_alarm),
        lambda false_alarm, miss: 1 - miss / (false_alarm + miss),
        lambda false_alarm, miss: sigmoid(np.log(false_alarm) - np.log(miss)),
    ),
    reread="What to do about it",
)
