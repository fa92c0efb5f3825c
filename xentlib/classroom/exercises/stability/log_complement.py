"""Logarithm of 1 − p where p is given by its surprise."""

import math
from functools import partial

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.guards import guarded
from xentlib.classroom.exercises._common.inputs import Array, Function
from xentlib.classroom.exercises._common.limits import LIMITS


def log_complement(s: Array, switch: float = -math.log(2)) -> Array:
    """Logarithm of 1 - exp(s), by one formula above the switch and by another below."""
    return np.where(s > switch, np.log(-np.expm1(s)), np.log1p(-np.exp(s)))


def rest(s: Array) -> Array:
    """Probability that it does not happen."""
    return 1 - np.exp(s)


def guarded_by(log: Function, s: Array) -> Array:
    """Logarithm of one's own, of the probability that it does not happen."""
    return log(rest(s))


# Between each two of the inputs in the tails, a switch that fails on one of them.
LATE, EARLY = (-39.9, -35.0, -32.0), (-1e-15, -1e-18)

# Below these, 1 − exp(s) is 0 or far above: a clip and a sum are the same.
FLOORS = [e for e in LIMITS if e >= 1e-16]

EXERCISE = Exercise(
    reference=lambda s: log_complement(s),
    inputs=lambda rng: [
        (np.array([-40.0]),),
        (np.array([-1e-20]),),
        (np.array([-1e-20, -1e-9, -0.1, -1.0, -20.0, -40.0]),),
        (np.array([-36.0, -33.0, -30.0]),),
        (np.array([-1e-16, -1e-14]),),
        # Beyond -80 a float32, which is a right answer elsewhere, is 0.
        *((-np.exp(rng.normal(scale=2, size=n)).clip(0.01, 80).round(2),) for n in (2, 5)),
    ],
    hints=(
        "expm1(s) is exp(s) − 1, log1p(x) is log(1 + x): both keep what is tiny.",
        "Write it with log and expm1, or with log1p and exp. Where does each meet almost 1?",
        "np.where(s > −log 2, np.log(−np.expm1(s)), np.log1p(−np.exp(s))).",
    ),
    mistakes=guarded(guarded_by, FLOORS)
    | {
        "cancellation": [
            lambda s: np.log(rest(s)),
            lambda s: np.log(-np.expm1(s)),
            lambda s: np.log1p(-np.exp(s)),
            *[partial(log_complement, switch=switch) for switch in (*LATE, *EARLY)],
        ],
        "no logarithm": [lambda s: -np.expm1(s), rest],
        "odds": [lambda s: s - log_complement(s), lambda s: log_complement(s) - s],
        "log of each": lambda s: -s,
    },
    say={
        "cancellation": "Some digits are lost: for s near 0 exp(s) is almost 1, and for s far "
        "below 0 1 − exp(s) is. Each of the two formulas serves on one side; where do they meet?",
        "log of each": "The logarithm of a difference is not the difference of logarithms.",
        "no logarithm": "That is 1 − p itself; its logarithm is asked.",
        "odds": "That compares p with 1 − p; the logarithm of 1 − p alone is asked.",
    },
    right=(
        lambda s: np.where(s > -0.5, np.log(-np.expm1(s)), np.log1p(-np.exp(s))),
        lambda s: [math.log(-math.expm1(x)) if x > -1 else math.log1p(-math.exp(x)) for x in s],
    ),
    unit="nats",
    atol=0.0,
    reread="The tail that becomes zero",
)
