"""Forecasts for all impressions, from a model that was fitted to some of those without a click."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Function, uniform
from xentlib.links import logit, sigmoid


def of_logits(combine: Function) -> Function:
    """Let a formula of logits act on probabilities."""
    return lambda p, kept: sigmoid(combine(logit(p), kept))


EXERCISE = Exercise(
    reference=of_logits(lambda z, kept: z + np.log(kept)),
    inputs=lambda rng: [
        (np.array([0.5, 0.2]), 0.1),
        *((uniform(rng, 0.1, 0.9, n), kept) for n, kept in ((3, 0.2), (5, 0.5), (4, 0.01))),
    ],
    hints=(
        "Thinning leaves the clicks, and divides the others. What does it do to the odds?",
        "The odds in the thinned data are 1 / kept times as high.",
        "Odds p / (1 − p) times kept; then o / (1 + o).",
    ),
    mistakes={
        "not corrected": lambda p, _: p,
        "multiplied": lambda p, kept: p * kept,
        "probability divided": [lambda p, kept: p / kept, lambda p, kept: 1 - (1 - p) / kept],
        "wrong way round": of_logits(lambda z, kept: z - np.log(kept)),
        "odds": lambda p, kept: kept * p / (1 - p),
        "logit": lambda p, kept: logit(p) + np.log(kept),
        "no logarithm": [
            of_logits(lambda z, kept: z + kept),
            of_logits(lambda z, kept: z - kept),
            of_logits(lambda z, kept: z * kept),
        ],
        "complement": of_logits(lambda z, kept: -(z + np.log(kept))),
        "wrong share": of_logits(lambda z, kept: z + np.log(1 - kept)),
        "share as odds": of_logits(lambda z, kept: z + logit(kept)),
    },
    say={
        "not corrected": "The thinned data have more clicks than all impressions.",
        "multiplied": "Near 0 that is nearly right. Which quantity does thinning multiply exactly?",
        "probability divided": "That leaves 0 to 1. Which quantity does thinning multiply?",
        "wrong way round": "Among all impressions, clicks are rarer, not more frequent.",
        "odds": "Those are the odds. A probability is asked.",
        "no logarithm": "The odds change by a factor; what does that add to a logit?",
        "wrong share": "`kept` is the share that stayed in the data.",
        "share as odds": "The odds change by the factor `kept` itself.",
    },
    right=(
        lambda p, kept: kept * p / (kept * p + 1 - p),
        lambda p, kept: 1 / (1 + (1 - p) / p / kept),
    ),
    reread="Clicks",
)
