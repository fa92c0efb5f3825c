"""The best forecast of a judge who tells real from forged, derived."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, Function, uniform


def mass(rng: np.random.Generator, k: int) -> Array:
    """Random distribution."""
    weights = uniform(rng, 0.1, 1, k)
    return np.asarray(weights / weights.sum())


def forecast(combine: Function) -> Function:
    """Let a formula have both distributions as arrays, and the share."""
    return lambda real, forged, share: combine(np.asarray(real), np.asarray(forged), share)


EXERCISE = Exercise(
    reference=forecast(lambda p, q, s: s * p / (s * p + (1 - s) * q)),
    inputs=lambda rng: [
        (np.array([0.5, 0.5]), np.array([0.1, 0.9]), 0.25),
        *((mass(rng, k), mass(rng, k), share) for k, share in ((3, 0.7), (4, 0.4), (6, 0.2))),
    ],
    hints=(
        "For one outcome x, the judge pays −s p ln D − (1 − s) q ln(1 − D). Where is it least?",
        "Its slope is −s p / D + (1 − s) q / (1 − D). Set it to 0.",
        "D = s p / (s p + (1 − s) q).",
    ),
    mistakes={
        "prior ignored": forecast(lambda p, q, _: p / (p + q)),
        "complement": forecast(lambda p, q, s: (1 - s) * q / (s * p + (1 - s) * q)),
        "odds": [
            forecast(lambda p, q, s: s * p / ((1 - s) * q)),
            forecast(lambda p, q, s: np.log(s * p / ((1 - s) * q))),
            forecast(lambda p, q, _: p / q),
        ],
        "both at once": forecast(lambda p, _, s: s * p),
        "denominator": forecast(lambda p, q, s: p / (s * p + (1 - s) * q)),
        "share of the forged": forecast(lambda p, q, s: (1 - s) * p / ((1 - s) * p + s * q)),
        "share of the forged forgotten": forecast(lambda p, q, s: s * p / (s * p + q)),
        "hard": forecast(lambda p, q, s: (s * p > (1 - s) * q).astype(float)),
        "difference": forecast(lambda p, q, s: s * p - (1 - s) * q),
        "share alone": forecast(lambda p, _, s: s + 0 * p),
    },
    say={
        "prior ignored": "Real and forged ones need not be equally many. Where is the share?",
        "complement": "That is the probability that it is forged.",
        "odds": "Those are odds, or their logarithm. A probability is asked.",
        "both at once": "That is the probability of real and x together. x is known here.",
        "denominator": "What is on top must be a part of what is below.",
        "share of the forged": "The share belongs to the real ones.",
        "share of the forged forgotten": "Which share do the forged ones have?",
        "hard": "That is the judge's answer. The forecast that costs least is asked.",
        "share alone": "The judge sees x. Where x is likelier among the real ones, D rises.",
    },
    right=(
        lambda real, forged, share: 1 / (1 + (1 - share) * forged / (share * real)),
        lambda real, forged, share: (
            1 / (1 + np.exp(-np.log(share * real / ((1 - share) * forged))))
        ),
    ),
    reread="A forger and a judge",
    kind="derivation",
)
