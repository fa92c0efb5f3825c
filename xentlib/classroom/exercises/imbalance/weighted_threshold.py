"""Threshold, by the costs, for the forecasts of a model that was trained with weights."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import uniform

EXERCISE = Exercise(
    reference=lambda w, a, m: w * a / (w * a + m),
    inputs=lambda rng: [
        (9.0, 1.0, 9.0),
        (1.0, 1.0, 9.0),
        (32.0, 1.0, 20.0),
        (0.5, 3.0, 2.0),
        *(
            (uniform(rng, low, 40, k), uniform(rng, 1, 5, k), uniform(rng, 5, 50, k))
            for low, k in ((2, 1), (0.2, 3), (2, 4))
        ),
    ],
    hints=(
        "From which honest forecast on would you act, with these costs? Which odds are that?",
        "The honest odds are a : m there. What does a weight w do to odds?",
        "The weighted odds are w a : m. Odds o belong to the probability o / (1 + o).",
    ),
    mistakes={
        "weights ignored": lambda w, a, m: a / (a + m) + 0 * w,
        "weighted the wrong way": [
            lambda w, a, m: a / (a + w * m),
            lambda w, a, m: a / w / (a / w + m),
        ],
        "weight times the threshold": [
            lambda w, a, m: w * a / (a + m),
            lambda w, a, m: np.minimum(w * a / (a + m), 1),
        ],
        "odds": lambda w, a, m: w * a / m,
        "upside down": lambda w, a, m: m / (w * a + m),
        "costs exchanged": lambda w, a, m: w * m / (w * m + a),
        "half": lambda w, a, m: 0.5 + 0 * (w + a + m),
        "costs ignored": [
            lambda w, a, m: w / (1 + w) + 0 * (a + m),
            lambda w, a, m: 1 / (1 + w) + 0 * (a + m),
        ],
        "logit": lambda w, a, m: np.log(w * a / m),
        "brackets": lambda w, a, m: w * a / w * a + m,
        "weight in the logit": lambda w, a, m: a * np.exp(w) / (a * np.exp(w) + m),
    },
    say={
        "weights ignored": "That is the threshold for honest forecasts. Weighted ones are higher.",
        "odds": "Those are odds; the forecast itself is asked.",
        "upside down": "That is 1 less the threshold.",
        "costs exchanged": "The two costs are exchanged: a dear miss must lower the threshold.",
        "half": "½ is right only where w a = m.",
        "logit": "That is the logit at the threshold; a probability is asked.",
        "weight in the logit": "w was added to the logit; the weight adds ln w.",
    },
    right=(
        lambda w, a, m: 1 / (1 + m / (w * a)),
        lambda w, a, m: a / (a + m / w),
        lambda w, a, m: 1 / (1 + np.exp(-np.log(w) - np.log(a) + np.log(m))),
    ),
    reread="What a weight does",
    kind="derivation",
)
