"""Lesson 03, second part: two groups of patients, and two models on the same patients."""

import math
import statistics
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.numerics import FloatArray

Group = NDArray[np.bool_]
Number = np.floating[Any]


def odds(share: Number) -> Number:
    """For against against."""
    return share / (1 - share)


def shares(y: FloatArray, group: Group) -> tuple[Number, Number]:
    """Share of yes in the group, and outside it."""
    return y[group].mean(), y[~group].mean()


def ratio(y: FloatArray, group: Group) -> Number:
    """Odds in the group over the odds outside it."""
    inside, outside = shares(y, group)
    return odds(inside) / odds(outside)


def difference(y: FloatArray, group: Group) -> Number:
    """Share in the group less the share outside it."""
    inside, outside = shares(y, group)
    return inside - outside


def patients(counts: NDArray[np.int_], rng: np.random.Generator) -> tuple[FloatArray, Group]:
    """Labels and group, from the numbers of no and yes outside the group and in it."""
    order = rng.permutation(int(counts.sum()))
    return np.repeat([0.0, 1, 0, 1], counts)[order], np.repeat([0, 0, 1, 1], counts)[order] == 1


BRACKETS = "Dividing by b / (1 − b) needs brackets: / b / (1 − b) divides by both."

ODDS_RATIO = Exercise(
    "03.odds_ratio",
    reference=ratio,
    inputs=lambda rng: [
        (np.array([1.0, 0, 0, 1, 1, 0]), np.array([0, 0, 0, 1, 1, 1]) == 1),
        *(patients(np.array(c), rng) for c in ((3, 2, 1, 4), (4, 1, 2, 5))),
        *(patients(rng.integers(1, 7, size=4), rng) for _ in range(3)),
    ],
    hints=(
        "Which share of the group is a yes, and which share of the others?",
        "A share of 0.75 has odds of 0.75 to 0.25, which is 3. What are the other group's?",
        "With a = y[group].mean() and b = y[~group].mean(): a / (1 − a) over b / (1 − b).",
    ),
    mistakes=(
        Mistake(
            "no odds",
            lambda y, group: y[group].mean() / y[~group].mean(),
        ),
        Mistake("logarithm", lambda y, group: np.log(ratio(y, group))),
        Mistake(
            "inverse",
            lambda y, group: 1 / ratio(y, group),
            "Upside down: the group's odds of a yes come on top.",
        ),
        Mistake("difference", difference),
        Mistake("difference", lambda y, g: odds(y[g].mean()) - odds(y[~g].mean())),
        Mistake("marginal", lambda y, group: odds(y[group].mean())),
        Mistake("transposed", lambda y, group: group[y == 1].mean() / group[y == 0].mean()),
        Mistake("divided twice", lambda y, g: ratio(y, g) / (1 - y[~g].mean()) ** 2, BRACKETS),
    ),
    right=(
        lambda y, group: ratio(group.astype(float), y == 1),
        lambda y, group: (
            ((y == 1) & group).sum()
            * ((y == 0) & ~group).sum()
            / (((y == 0) & group).sum() * ((y == 1) & ~group).sum())
        ),
    ),
    reread="Odds and logits",
)


def standard_error(values: FloatArray) -> float:
    """Spread of a mean."""
    return float(values.std(ddof=1)) / math.sqrt(len(values))


def both_paid(n: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Losses of two models on the same patients, some of whom are hard for both."""
    hard = rng.exponential(size=n)
    return hard + rng.uniform(0, 0.2, size=n), hard + rng.uniform(0.05, 0.5, size=n)


ROOT = "The spread of a mean falls with √n, not with n."
ORDER = "The difference is b − a: positive if b pays more."
SQUARED = "That is the mean's variance: its root is the standard error."
DEGREES = "np.std divides by n; tell it ddof=1, since the mean is from the same patients."

PAIRED = Exercise(
    "03.paired",
    reference=lambda a, b: np.array([(b - a).mean(), standard_error(b - a)]),
    inputs=lambda rng: [
        (np.array([0.1, 0.2, 0.6, 2.1]), np.array([0.3, 0.1, 0.9, 2.6])),
        *(both_paid(n, rng) for n in (3, 7, 30)),
    ],
    hints=(
        "Every patient has two losses. Which one number do you make of them first?",
        "Take b − a, patient by patient; of these n numbers the mean, and its standard error.",
        "With d = b − a: d.mean() and d.std(ddof=1) / np.sqrt(len(d)).",
    ),
    mistakes=(
        Mistake(
            "unpaired",
            lambda a, b: [(b - a).mean(), np.hypot(standard_error(a), standard_error(b))],
        ),
        Mistake(
            "unpaired",
            lambda a, b: [(b - a).mean(), standard_error(a) + standard_error(b)],
        ),
        Mistake(
            "unpaired",
            lambda a, b: [(b - a).mean(), standard_error(b) - standard_error(a)],
        ),
        Mistake("spread", lambda a, b: [(b - a).mean(), (b - a).std(ddof=1)]),
        Mistake("spread", lambda a, b: [(b - a).mean(), (b - a).std()]),
        Mistake("root", lambda a, b: [(b - a).mean(), (b - a).std(ddof=1) / len(a)], ROOT),
        Mistake(
            "divided by n", lambda a, b: [(b - a).mean(), (b - a).std() / len(a) ** 0.5], DEGREES
        ),
        Mistake("subtracted", lambda a, b: [(a - b).mean(), standard_error(a - b)], ORDER),
        Mistake(
            "variance for scale",
            lambda a, b: [(b - a).mean(), standard_error(b - a) ** 2],
            SQUARED,
        ),
        Mistake("absolute", lambda a, b: [abs(b - a).mean(), standard_error(abs(b - a))]),
    ),
    right=(
        lambda a, b: (b.mean() - a.mean(), statistics.stdev(b - a) / len(a) ** 0.5),
        lambda a, b: [(b - a).mean(), np.sqrt(np.cov(b - a) / len(a))],
    ),
    unit="nats",
    reread="Is the better model better?",
)

PATIENTS = (ODDS_RATIO, PAIRED)
