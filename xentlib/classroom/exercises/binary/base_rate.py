"""Loss of the best forecast that is the same for everybody."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import coins
from xentlib.classroom.exercises._common.limits import ABOVE_ONE, BELOW_ONE, for_limits
from xentlib.classroom.exercises.binary._shared import share_entropy
from xentlib.numerics import FloatArray, surprise, times


def price(r: FloatArray, q: FloatArray) -> FloatArray:
    """Mean loss of the constant forecast q where r is the share of ones."""
    return -times(r, np.log(q)) - times(1 - r, np.log1p(-q))


def within(y: FloatArray, low: float, high: float = 1.0) -> FloatArray:
    """Loss with both probabilities held between bounds inside the logarithm."""
    r, no = y.mean(), 1 - y.mean()
    return -(r * np.log(np.clip(r, low, high)) + no * np.log(np.clip(no, low, high)))


GRIDS = (99, 100, 101, 201, 501, 1001, 2001, 10001)

EXERCISE = Exercise(
    reference=lambda y: share_entropy(y.mean()),
    inputs=lambda rng: [
        (np.array([1.0, 0, 0, 0]),),
        (np.ones(4),),
        (np.zeros(4),),
        *(((np.arange(n) < k).astype(float)[rng.permutation(n)],) for n, k in ((5, 3), (9, 2))),
        (np.append(coins(rng, 20), [1.0, 1.0, 1.0]),),
        ((np.arange(700) < 1).astype(float),),  # where a grid misses the best forecast
    ],
    hints=(
        "The model says the same for everybody. What is the best it can say?",
        "The best constant forecast is the share of ones. What does it pay, on average?",
        "With r = y.mean(): −r log r − (1 − r) log(1 − r), and 0 where r is 0 or 1.",
    ),
    mistakes={
        "one half": lambda _: np.log(2),
        "grid": [
            lambda y, n=n, inner=inner: price(y.mean(), np.linspace(0, 1, n)[inner]).min()
            for n in GRIDS
            for inner in (slice(1, -1), slice(None))
        ],
        "bound": lambda y: np.log(len(y)),
        "zero log zero": lambda y: -sum(r * np.log(r) for r in (y.mean(), 1 - y.mean())),
        "sum": lambda y: len(y) * share_entropy(y.mean()),
        "term missing": [
            lambda y: y.mean() * surprise(y.mean()) if y.any() else 0.0,
            lambda y: -y.mean() * np.log(y.mean()),
        ],
        "one logarithm": lambda y: -np.log(y.mean()),
        "each alike": lambda y: -(np.log(y.mean()) + np.log(1 - y.mean())) / 2,
        "squared error": [
            lambda y: y.mean() * (1 - y.mean()),
            lambda y: 2 * y.mean() * (1 - y.mean()),
            lambda y: y.var(ddof=1),
        ],
        "sign": lambda y: sum(r * np.log(r) for r in (y.mean(), 1 - y.mean())),
        "bits": lambda y: -sum(r * np.log2(r) for r in (y.mean(), 1 - y.mean())),
        "no logarithm": lambda y: y.mean(),
        "accuracy": [lambda y: max(y.mean(), 1 - y.mean()), lambda y: min(y.mean(), 1 - y.mean())],
        "perplexity": lambda y: np.exp(share_entropy(y.mean())),
        "clipped": [
            *(lambda y, e=e: within(y, e, 1 - e) for e in BELOW_ONE),
            *(lambda y, e=e: share_entropy(np.clip(y.mean(), e, 1 - e)) for e in BELOW_ONE),
            *(lambda y, e=e: price(y.mean(), np.clip(y.mean(), e, 1 - e)) for e in BELOW_ONE),
            lambda y: within(y, 1e-2),
        ],
        **for_limits(
            {
                "epsilon": [
                    lambda e, y: (
                        -(
                            y.mean() * np.log(y.mean() + e)
                            + (1 - y.mean()) * np.log(1 - y.mean() + e)
                        )
                    )
                ]
            },
            ABOVE_ONE,
        ),
    },
    say={
        "one half": "That is the loss of a forecast of 1/2. Is it the best for these labels?",
        "grid": "The best forecast lies between the points of a grid. Which forecast is it?",
        "sum": "The losses are added up; their mean is asked.",
        "bound": "log(n) is the largest entropy of n outcomes. Here are two outcomes, yes and no.",
        "each alike": "Yes and no count alike here. How often does each of them happen?",
        "no logarithm": "That is the forecast itself. What is its loss?",
        "accuracy": "That is the share of the more, or less, frequent outcome: no logarithm.",
        "perplexity": "That is exp of the answer.",
        "clipped": "The forecast is held away from 0 and 1. Where all labels are alike, the best "
        "forecast is exactly 0 or 1 and costs nothing.",
        "epsilon": "Something was added inside the logarithm: where all labels are alike, the loss "
        "becomes negative. It is exactly 0 there.",
    },
    right=(
        lambda y: sum(m * np.log(1 / m) for m in (y.mean(), 1 - y.mean()) if m > 0),
        lambda y: -np.log(np.where(y == 1, y.mean(), 1 - y.mean())).mean(),
        lambda y: -np.nansum([m * np.log(m) for m in (y.mean(), 1 - y.mean())]),
    ),
    unit="nats",
    atol=1e-17,  # where all labels are alike, the loss is exactly 0
    reread="The price of knowing nothing",
)
