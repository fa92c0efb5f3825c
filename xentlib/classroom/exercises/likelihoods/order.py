"""Which of the demands that came would have been the cheapest order, given two costs."""

import math
from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, Function


def cost(order: float, demand: Array, short: float, left: float) -> float:
    """Mean cost of an order."""
    gap = demand - order
    return float(np.mean(np.where(gap > 0, short * gap, -left * gap)))


def rank(demand: Array, share: float, more: int = 0) -> float:
    """Return the demand that a share of all demands does not exceed, or a neighbour of it."""
    place = math.ceil(len(demand) * share) - 1 + more
    return float(np.sort(demand)[min(max(place, 0), len(demand) - 1)])


def met(short: float, left: float) -> float:
    """Share of the days on which the cheapest order is enough."""
    return short / (short + left)


def by_method(method: Any) -> Function:
    """Order by a quantile that takes one of the demands, and not always the cheapest."""
    return lambda d, short, left: float(np.quantile(d, met(short, left), method=method))


def squares(demand: Array, short: float, left: float) -> float:
    """Demand with the least mean of squared gaps, weighted by the costs."""
    gaps = demand - demand[:, None]
    price = np.where(gaps > 0, short, left) * gaps**2
    return float(demand[price.mean(1).argmin()])


def case(rng: np.random.Generator, n: int, short: float, left: float) -> tuple[Array, float, float]:
    """Demands of n days, all different, in no order."""
    return 40.0 + rng.choice(120, n, replace=False) ** 1.2 // 1, short, left


EXERCISE = Exercise(
    reference=lambda demand, short, left: rank(demand, met(short, left)),
    inputs=lambda rng: [
        (np.array([20.0, 50.0, 30.0, 90.0, 40.0]), 3.0, 1.0),
        (np.array([20.0, 50.0, 30.0, 90.0, 40.0]), 1.0, 3.0),
        (np.array([60.0, 150.0, 90.0, 270.0, 120.0]), 90.0, 1.0),
        (np.array([0.2, 0.5, 0.3, 0.9, 0.4]), 3.0, 1.0),
        (np.array([0.2, 0.5, 0.3, 0.9, 0.4]), 1.0, 3.0),
        case(rng, 11, 4.0, 1.0),
        case(rng, 31, 2.5, 0.5),
        case(rng, 41, 0.5, 2.0),
        case(rng, 7, 1.0, 9.0),
    ],
    hints=(
        "Order one loaf more. How often does that save `short`, and how often does it cost `left`?",
        "Go up while (share of days with more demand) · short > (the other share) · left.",
        "np.quantile(demand, short / (short + left), method='inverted_cdf').",
    ),
    mistakes={
        "swapped costs": lambda d, short, left: rank(d, met(left, short)),
        "mean": [
            lambda d, _s, _l: float(d.mean()),
            lambda d, _s, _l: float(d[abs(d - d.mean()).argmin()]),
        ],
        "costs ignored": lambda d, _s, _l: float(np.median(d)),
        "interpolated": [
            lambda d, short, left: float(np.quantile(d, met(short, left))),
            lambda d, short, left: float(np.quantile(d, met(short, left), method="hazen")),
            lambda d, short, left: float(np.quantile(d, met(short, left), method="weibull")),
        ],
        "odds": [
            lambda d, short, left: rank(d, min(short / left, 1)),
            lambda d, short, left: rank(d, min(left / short, 1)),
        ],
        "squares": squares,
        "cost for order": lambda d, short, left: min(cost(q, d, short, left) for q in d),
        "share for order": lambda _d, short, left: met(short, left),
        "place for order": [
            lambda d, short, left: int(np.argmin([cost(q, d, short, left) for q in d])),
            lambda d, short, left: math.ceil(len(d) * met(short, left)),
        ],
        "neighbour": [
            lambda d, short, left: rank(d, met(short, left), 1),
            lambda d, short, left: rank(d, met(short, left), -1),
            *(by_method(method) for method in ("nearest", "lower", "higher")),
            lambda d, short, left: float(np.sort(d)[int(met(short, left) * len(d)) - 1]),
        ],
        "costs typed in": lambda d, _s, _l: rank(d, met(3.0, 1.0)),
        "share for per cent": lambda d, short, left: float(np.percentile(d, met(short, left))),
        "never short": lambda d, _s, _l: float(d.max()),
        "not sorted": lambda d, short, left: float(d[math.ceil(len(d) * met(short, left)) - 1]),
        "only shortage": lambda d, short, left: float(d.mean() * short / left),
    },
    say={
        "swapped costs": "The two costs are exchanged: the more a missing loaf costs, the larger "
        "is the order.",
        "mean": "The mean is best for squared errors. These costs grow in proportion to the gap.",
        "costs ignored": "The median is right only where both costs are equal.",
        "interpolated": "That lies between two demands. Only the demands themselves were to be "
        "compared: see `method` of np.quantile, or price each.",
        "odds": "A ratio of the costs is no share of days: the share is short / (short + left).",
        "squares": "The gaps were squared. Each missing or left loaf costs the same.",
        "cost for order": "That is the least cost. Which order has it?",
        "share for order": "That is the share of days on which the order is enough. Which order "
        "is it?",
        "place for order": "That is the place of the order in a list. Which demand stands there?",
        "neighbour": "A demand beside the cheapest one, at least in some cases: compute "
        "the costs of both.",
        "costs typed in": "The costs are the arguments `short` and `left`, not always 3 and 1.",
        "share for per cent": "np.percentile takes per cents: 75, not 0.75.",
        "never short": "That order is always enough, and often leaves much.",
        "not sorted": "Sort the demands first.",
        "only shortage": "A mean times a ratio of costs: price some orders one by one instead.",
    },
    right=(
        lambda demand, short, left: min(demand, key=lambda q: cost(q, demand, short, left)),
        lambda demand, short, left: np.quantile(
            demand, short / (short + left), method="inverted_cdf"
        ),
    ),
    reread="Choose a loss by the task",
)
