"""Odds within a group against the odds outside it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.classroom.checking import Exercise
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

EXERCISE = Exercise(
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
    mistakes={
        "no odds": [
            lambda y, group: y[group].mean() / y[~group].mean(),
            lambda y, group: y[group].mean() / y.mean(),
        ],
        "logarithm": lambda y, group: np.log(ratio(y, group)),
        "upside down": lambda y, group: 1 / ratio(y, group),
        "difference": [difference, lambda y, g: odds(y[g].mean()) - odds(y[~g].mean())],
        "marginal": lambda y, group: odds(y[group].mean()),
        "group against all": lambda y, group: odds(y[group].mean()) / odds(y.mean()),
        "divided twice": lambda y, g: ratio(y, g) / (1 - y[~g].mean()) ** 2,
    },
    say={
        "no odds": "That is a ratio of shares (a relative risk). Make odds of each share first.",
        "upside down": "The fraction is upside down: the odds inside the group come on top.",
        "group against all": "The odds in the group are divided by the odds of everybody; the "
        "group must be left out there: y[~group].",
        "marginal": "Those are the odds in the group alone. Divide them by the odds outside it.",
        "divided twice": BRACKETS,
    },
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
