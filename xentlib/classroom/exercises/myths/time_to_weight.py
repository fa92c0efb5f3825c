"""The time in which a weight grows to a given size, where nothing holds it back: derived."""

import numpy as np

from xentlib.classroom.checking import Exercise


def time(w: float, m: float) -> float:
    """Time from 0 to the weight w, by dw/dt = m / (1 + exp(m w))."""
    return float((m * w + np.expm1(m * w)) / m**2)


EXERCISE = Exercise(
    reference=time,
    inputs=lambda rng: [
        (1.0, 1.0),
        (0.0, 1.0),
        (2.0, 0.5),
        (9.0, 1.0),
        (3.0, 2.0),
        *((round(float(rng.uniform(0.5, 4)), 1), m) for m in (0.6, 1.7, 2.5)),
    ],
    hints=(
        "dt/dw is one over the speed. Add it up from 0 to w.",
        "Integrate (1 + exp(m u)) / m over u, from 0 to w. What does the lower end give?",
        "t = w / m + (exp(m w) − 1) / m².",
    ),
    mistakes={
        "scale ignored": lambda w, _m: float(w + np.expm1(w)),
        "m once": [
            lambda w, m: m * time(w, m),
            lambda w, m: float(w / m + np.expm1(m * w) / m),
        ],
        "factor m": [
            lambda w, m: m**2 * time(w, m),
            lambda w, m: float(w + np.expm1(m * w)),
            lambda w, m: float(w + np.expm1(m * w) / m**2),
        ],
        "start forgotten": lambda w, m: float((m * w + np.exp(m * w)) / m**2),
        "exponential alone": [
            lambda w, m: float(np.expm1(m * w) / m**2),
            lambda w, m: float(np.exp(m * w) / m**2),
        ],
        "speed of the end": lambda w, m: float(w * (1 + np.exp(m * w)) / m),
        "speed of the start": lambda w, m: float(2 * w / m),
        "sign in the exponent": lambda w, m: float((m * w - np.expm1(-m * w)) / m**2),
        "speed for time": [
            lambda w, m: float(m / (1 + np.exp(m * w))),
            lambda w, m: float((1 + np.exp(m * w)) / m),
        ],
    },
    say={
        "scale ignored": "That is right for m = 1. Where does m enter the speed?",
        "m once": "Nearly: integrate exp(m u) over u once more, and keep the m of the speed.",
        "factor m": "Nearly: which power of m stands below each term?",
        "start forgotten": "At w = 0 the time must be 0: the integral has a lower end.",
        "exponential alone": "1 + exp(m u) has two terms, and both are integrated from 0.",
        "speed of the end": "The weight was faster before: add up dt = du / speed(u).",
        "speed of the start": "The weight slows down: add up dt = du / speed(u).",
        "sign in the exponent": "The slope is −m / (1 + exp(m w)): the weight slows down as it "
        "grows.",
        "speed for time": "That is the speed at w, or one over it. How long does the way take?",
    },
    right=(lambda w, m: w / m + (np.exp(m * w) - 1) / m**2,),
    reread="“It regularises”",
    kind="derivation",
)
