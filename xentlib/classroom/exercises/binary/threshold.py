"""From which probability on to act, given two costs."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import uniform
from xentlib.numerics import sigmoid

ODDS = "A ratio of costs is a threshold for the odds p / (1 − p). Which p has these odds?"

ONE = "A false alarm counts as 1 on top of the fraction. Here it has a cost of its own."

EXERCISE = Exercise(
    reference=lambda false_alarm, miss: false_alarm / (false_alarm + miss),
    inputs=lambda rng: [
        (1.0, 4.0),
        (3.0, 1.0),
        *((float(uniform(rng, 1, 9)), float(uniform(rng, 10, 40))) for _ in range(3)),
        (uniform(rng, 1, 9, 3), uniform(rng, 1, 9, 3)),
    ],
    hints=(
        "What does acting cost on average, and what does waiting cost on average?",
        "Acting costs (1 − p) · false_alarm, waiting p · miss. For which p are they equal?",
        "The false alarm's share of both costs together.",
    ),
    mistakes={
        "swapped costs": [
            lambda false_alarm, miss: miss / (false_alarm + miss),
            lambda _, miss: miss / (1 + miss),
        ],
        "odds": [
            lambda false_alarm, miss: false_alarm / miss,
            lambda false_alarm, miss: 1 - false_alarm / miss,
        ],
        "brackets": [
            lambda false_alarm, miss: false_alarm / false_alarm + miss,
            lambda false_alarm, miss: miss / false_alarm + miss,
        ],
        "false alarm ignored": [
            lambda false_alarm, miss: 1 / (false_alarm + miss),
            lambda _, miss: 1 / miss,
            lambda _, miss: 1 / (1 + miss),
        ],
        "difference": [
            lambda false_alarm, miss: (miss - false_alarm) / (miss + false_alarm),
            lambda false_alarm, miss: false_alarm / (miss - false_alarm),
            lambda false_alarm, miss: miss - false_alarm,
        ],
        "mean": lambda false_alarm, miss: (false_alarm + miss) / 2,
        "costs ignored": [
            lambda false_alarm, miss: 0.5 + 0 * (false_alarm + miss),
            lambda *_: 0.5,
        ],
        "upside down": [
            lambda false_alarm, miss: miss / false_alarm,
            lambda false_alarm, miss: 1 + miss / false_alarm,
        ],
        "logit": lambda false_alarm, miss: np.log(false_alarm / miss),
        "not normalised": lambda false_alarm, miss: false_alarm + 0 * miss,
    },
    say={
        "swapped costs": "The two costs are exchanged: the more a false alarm costs, the higher "
        "is the threshold.",
        "costs ignored": "Your answer ignores the costs: 1/2 is right only where both are equal.",
        "odds": ODDS,
        "false alarm ignored": ONE,
        "mean": "That is a cost, the mean of both; a probability is asked.",
        "not normalised": "That is a cost; a share of both costs is asked.",
        "difference": "A difference of costs is no threshold: compare (1 − p) · false_alarm with "
        "p · miss.",
        "upside down": "The fraction is upside down: the more a miss costs, the lower is the "
        "threshold.",
        "brackets": "The sum below the fraction needs brackets: a / a + b is 1 + b.",
    },
    right=(
        lambda false_alarm, miss: 1 / (1 + miss / false_alarm),
        lambda false_alarm, miss: 1 - miss / (false_alarm + miss),
        lambda false_alarm, miss: sigmoid(np.log(false_alarm) - np.log(miss)),
    ),
    reread="What to do about it",
    kind="derivation",
)
