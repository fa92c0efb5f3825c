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

ORDER = "The difference is b − a: positive if b costs more."

SQUARED = "That is the mean's variance: its root is the standard error."

DEGREES = "np.std divides by n; tell it ddof=1, since the mean is from the same patients."

EXERCISE = Exercise(
    reference=lambda a, b: np.array([(b - a).mean(), standard_error(b - a)]),
    inputs=lambda rng: [
        (np.array([0.1, 0.2, 0.6]), np.array([0.3, 0.1, 0.9])),
        (np.array([0.1, 0.2, 0.6, 2.1]), np.array([0.3, 0.1, 0.9, 2.6])),
        *(both_paid(n, rng) for n in (3, 7, 30)),
    ],
    hints=(
        "Every patient has two losses. Which one number do you make of them first?",
        "Take b − a, patient by patient; of these n numbers the mean, and its standard error.",
        "With d = b − a: d.mean() and d.std(ddof=1) / np.sqrt(len(d)).",
    ),
    mistakes={
        "unpaired": [
            lambda a, b: [(b - a).mean(), np.hypot(standard_error(a), standard_error(b))],
            lambda a, b: [(b - a).mean(), standard_error(a) + standard_error(b)],
            lambda a, b: [(b - a).mean(), standard_error(b) - standard_error(a)],
        ],
        "spread": [
            lambda a, b: [(b - a).mean(), (b - a).std(ddof=1)],
            lambda a, b: [(b - a).mean(), (b - a).std()],
        ],
        "root": [
            lambda a, b: [(b - a).mean(), (b - a).std(ddof=1) / len(a)],
            lambda a, b: [(b - a).mean(), (b - a).std() / len(a)],
        ],
        "error first": lambda a, b: [standard_error(b - a), (b - a).mean()],
        "interval": [
            lambda a, b, z=z: [(b - a).mean(), z * standard_error(b - a)] for z in (1.96, 2)
        ],
        "n - 1 twice": lambda a, b: [(b - a).mean(), (b - a).std(ddof=1) / (len(a) - 1) ** 0.5],
        "signal to noise": lambda a, b: [(b - a).mean(), (b - a).mean() / standard_error(b - a)],
        "divided by n": lambda a, b: [(b - a).mean(), (b - a).std() / len(a) ** 0.5],
        "subtracted": lambda a, b: [(a - b).mean(), standard_error(a - b)],
        "variance for scale": lambda a, b: [(b - a).mean(), standard_error(b - a) ** 2],
        "absolute": lambda a, b: [abs(b - a).mean(), standard_error(abs(b - a))],
    },
    say={
        "unpaired": "That treats the two losses as independent; but they belong to the same "
        "patients. Take the differences first.",
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
        lambda a, b: (b.mean() - a.mean(), statistics.stdev(b - a) / len(a) ** 0.5),
        lambda a, b: [(b - a).mean(), np.sqrt(np.cov(b - a) / len(a))],
    ),
    unit="nats",
    reread="Is the better model better?",
)
