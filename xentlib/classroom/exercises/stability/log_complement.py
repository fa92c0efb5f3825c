"""Logarithm of 1 − p where p is given by its surprise."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import clipped
from xentlib.classroom.exercises._common.inputs import EPSILONS, Array


def log_complement(s: Array) -> Array:
    """Logarithm of 1 - exp(s)."""
    return np.where(s > -math.log(2), np.log(-np.expm1(s)), np.log1p(-np.exp(s)))


def rest(s: Array) -> Array:
    """Probability that it does not happen."""
    return 1 - np.exp(s)


EXERCISE = Exercise(
    reference=lambda s: log_complement(s),
    inputs=lambda rng: [
        (np.array([-40.0]),),
        (np.array([-1e-20]),),
        (np.array([-1e-20, -1e-9, -0.1, -1.0, -20.0, -40.0]),),
        # Beyond -80 a float32, which is a right answer elsewhere, is 0.
        *((-np.minimum(np.exp(rng.normal(scale=2, size=n)), 80),) for n in (2, 5)),
    ],
    hints=(
        "expm1(s) is exp(s) − 1, log1p(x) is log(1 + x): both keep what is tiny.",
        "Write it with log and expm1, or with log1p and exp. Where does each meet almost 1?",
        "np.where(s > −log 2, np.log(−np.expm1(s)), np.log1p(−np.exp(s))).",
    ),
    mistakes={
        "cancellation": [
            lambda s: np.log(rest(s)),
            lambda s: np.log(-np.expm1(s)),
            lambda s: np.log1p(-np.exp(s)),
        ],
        "no logarithm": [lambda s: -np.expm1(s), rest],
        "odds": [lambda s: s - log_complement(s), lambda s: log_complement(s) - s],
        "log of each": lambda s: -s,
        "clipped": [
            *[lambda s, e=e: np.log(clipped(rest(s), e)) for e in EPSILONS],
            *[lambda s, e=e: np.log(np.maximum(rest(s), e)) for e in EPSILONS],
        ],
        "epsilon": [lambda s, e=e: np.log(rest(s) + e) for e in EPSILONS],
    },
    right=(
        lambda s: np.where(s > -0.5, np.log(-np.expm1(s)), np.log1p(-np.exp(s))),
        lambda s: [math.log(-math.expm1(x)) if x > -1 else math.log1p(-math.exp(x)) for x in s],
    ),
    unit="nats",
    atol=0.0,
    reread="The tail that becomes zero",
)
