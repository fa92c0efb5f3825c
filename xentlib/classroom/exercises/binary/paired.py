"""Difference of two mean losses on the same patients, with its standard error."""

import math
import statistics

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import uniform
from xentlib.numerics import FloatArray


def standard_error(values: FloatArray) -> float:
    """Spread of a mean."""
    return float(values.std(ddof=1)) / math.sqrt(len(values))


def both_paid(n: int, rng: np.random.Generator) -> tuple[FloatArray, ...]:
    """Losses of two models on the same patients, some of whom are hard for both."""
    hard = rng.exponential(size=n)
    return tuple((hard + uniform(rng, *extra, n)).round(2) for extra in ((0, 0.2), (0.05, 0.5)))


TWICE = "The n − 1 is in the standard deviation (ddof=1) already; it is divided by √n."

ROOT = "The spread of a mean falls with √n, not with n."

ORDER = "The difference is v − u: positive if v costs more."

SQUARED = "That is the mean's variance: its root is the standard error."

DEGREES = "np.std divides by n; tell it ddof=1, since the mean is from the same patients."

EXERCISE = Exercise(
    reference=lambda u, v: np.array([(v - u).mean(), standard_error(v - u)]),
    inputs=lambda rng: [
        (np.array([0.1, 0.2, 0.6]), np.array([0.3, 0.1, 0.9])),
        (np.array([0.1, 0.2, 0.6, 2.1]), np.array([0.3, 0.1, 0.9, 2.6])),
        *(both_paid(n, rng) for n in (3, 7, 30)),
    ],
    hints=(
        "Every patient has two losses. Which one number do you make of them first?",
        "Take v − u, patient by patient; of these n numbers the mean, and its standard error.",
        "With d = v − u: d.mean() and d.std(ddof=1) / np.sqrt(len(d)).",
    ),
    mistakes={
        "unpaired": [
            lambda u, v: [(v - u).mean(), np.hypot(standard_error(u), standard_error(v))],
            lambda u, v: [
                (v - u).mean(),
                np.sqrt((u.var(ddof=1) + v.var(ddof=1)) / len(u)),
            ],
        ],
        "errors added": [
            lambda u, v: [(v - u).mean(), standard_error(u) + standard_error(v)],
            lambda u, v: [(v - u).mean(), standard_error(v) - standard_error(u)],
        ],
        "error missing": [
            lambda u, v: (v - u).mean(),
            lambda u, v: [(v - u).mean()],
            lambda u, v: v.mean() - u.mean(),
        ],
        "spread": [
            lambda u, v: [(v - u).mean(), (v - u).std(ddof=1)],
            lambda u, v: [(v - u).mean(), (v - u).std()],
        ],
        "root": [
            lambda u, v: [(v - u).mean(), (v - u).std(ddof=1) / len(u)],
            lambda u, v: [(v - u).mean(), (v - u).std() / len(u)],
        ],
        "error first": lambda u, v: [standard_error(v - u), (v - u).mean()],
        "interval": [
            lambda u, v, z=z: [(v - u).mean(), z * standard_error(v - u)] for z in (1.96, 2)
        ],
        "n - 1 twice": lambda u, v: [(v - u).mean(), (v - u).std(ddof=1) / (len(u) - 1) ** 0.5],
        "signal to noise": lambda u, v: [(v - u).mean(), (v - u).mean() / standard_error(v - u)],
        "divided by n": lambda u, v: [(v - u).mean(), (v - u).std() / len(u) ** 0.5],
        "subtracted": lambda u, v: [(u - v).mean(), standard_error(u - v)],
        "variance for scale": lambda u, v: [(v - u).mean(), standard_error(v - u) ** 2],
        "absolute": lambda u, v: [abs(v - u).mean(), standard_error(abs(v - u))],
    },
    say={
        "unpaired": "That treats the two losses as independent; but they belong to the same "
        "patients. Take the differences first.",
        "errors added": "Standard errors of two losses can't be added or subtracted. Take the "
        "differences first: they have one standard error.",
        "error missing": "The standard error is missing: return two numbers, the mean and its "
        "standard error.",
        "spread": "That is the spread of single differences; the spread of their mean is asked.",
        "root": ROOT,
        "error first": "The two are exchanged: the mean comes first, then its standard error.",
        "interval": "That is half a confidence interval, about 2 standard errors. One is asked.",
        "n - 1 twice": TWICE,
        "signal to noise": "That is the mean over its standard error; the error itself is asked.",
        "absolute": "Differences of either sign are part of the mean; made positive, they no "
        "longer cancel.",
        "divided by n": DEGREES,
        "subtracted": ORDER,
        "variance for scale": SQUARED,
    },
    right=(
        lambda u, v: (v.mean() - u.mean(), statistics.stdev(v - u) / len(u) ** 0.5),
        lambda u, v: [(v - u).mean(), np.sqrt(np.cov(v - u) / len(u))],
    ),
    unit="nats",
    reread="Is the better model better?",
)
