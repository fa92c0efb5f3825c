"""Least mean loss of one softmax and of sigmoids, where listeners' votes are split."""

from collections.abc import Callable

import numpy as np
from scipy import special, stats

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import Array
from xentlib.numerics import times


def minus(t: Array) -> Array:
    """Sum of -t ln t over the species."""
    return special.entr(t).sum(-1)


def softmax_floor(t: Array) -> Array:
    """Least price of each minute with one softmax."""
    mass = t.sum(-1)
    return special.xlogy(mass, mass) + minus(t)


def sigmoid_floor(t: Array) -> Array:
    """Least price of each minute with a sigmoid for each species."""
    return minus(t) + minus(1 - t)


def means(softmax: Array, sigmoid: Array) -> list[float]:
    """Mean of both over the minutes."""
    return [softmax.mean(), sigmoid.mean()]


def with_softmax(price: Callable[[Array], Array]) -> Callable[[Array], list[float]]:
    """Answers with another price of the softmax."""
    return lambda t: means(price(t), sigmoid_floor(t))


def with_sigmoid(price: Callable[[Array], Array]) -> Callable[[Array], list[float]]:
    """Answers with another price of the sigmoids."""
    return lambda t: means(softmax_floor(t), price(t))


def textbook(t: Array) -> list[float]:
    """Both floors with plain logarithms."""
    mass = t.sum(1, keepdims=True)
    yes, no = t * np.log(t), (1 - t) * np.log(1 - t)
    return means(-(t * np.log(t / mass)).sum(1), -(yes + no).sum(1))


def one_by_one(t: Array) -> list[float]:
    """Both floors with loops."""
    softmax = sigmoid = 0.0
    for row in t:
        for share in row:
            if share > 0:
                softmax -= share * np.log(share / sum(row))
                sigmoid -= share * np.log(share)
            if share < 1:
                sigmoid -= (1 - share) * np.log(1 - share)
    return [softmax / len(t), sigmoid / len(t)]


def split(rng: np.random.Generator, n: int, k: int) -> Array:
    """Shares of listeners, no vote without dissent."""
    return rng.integers(1, 10, size=(n, k)) / 10


def agreed(rng: np.random.Generator, n: int, k: int) -> Array:
    """Votes of which many agree: minutes with several species, and one in silence."""
    t = np.where(rng.random((n, k)) < 0.7, rng.random((n, k)) < 0.5, split(rng, n, k))
    t[0], t[1, :3], t[-1] = 0, 1, rng.permutation(np.arange(k) < 2)
    return t.astype(float)


EXERCISE = Exercise(
    reference=lambda t: means(softmax_floor(t), sigmoid_floor(t)),
    inputs=Parts(
        {
            "split votes": lambda rng: [
                (np.array([[0.5, 0.25]]),),
                *((split(rng, n, k),) for n, k in ((2, 3), (5, 4))),
            ],
            "votes that agree": lambda rng: [
                (np.array([[0.0, 0.0], [1.0, 1.0]]),),
                *((agreed(rng, n, k),) for n, k in ((4, 3), (6, 4))),
            ],
        }
    ),
    hints=(
        "How much mass does a minute have, and which forecast of it is the cheapest?",
        "Divide the shares by their sum: Gibbs says what one unit of mass costs at least.",
        "The softmax pays mass times an entropy; each sigmoid pays the entropy of a yes or no.",
    ),
    mistakes={
        "mass forgotten": [
            with_softmax(lambda t: stats.entropy(t, axis=1)),
            with_softmax(lambda t: np.nan_to_num(stats.entropy(t, axis=1))),
        ],
        "whole labels": [
            with_softmax(lambda t: special.xlogy((t > 0).sum(1), (t > 0).sum(1))),
            with_softmax(lambda t: special.xlogy(t.sum(1), t.sum(1))),
        ],
        "not normalised": with_softmax(minus),
        "sigmoids for free": with_sigmoid(lambda t: 0 * t.sum(1)),
        "term missing": with_sigmoid(minus),
        "zero log zero": [textbook, with_softmax(lambda t: stats.entropy(t, axis=1) * t.sum(1))],
        "sum": lambda t: [softmax_floor(t).sum(), sigmoid_floor(t).sum()],
        "per class": [
            lambda t: np.array(means(softmax_floor(t), sigmoid_floor(t))) / t.shape[1],
            with_sigmoid(lambda t: sigmoid_floor(t) / t.shape[1]),
        ],
        "sigmoids first": lambda t: means(sigmoid_floor(t), softmax_floor(t)),
        "one forecast": lambda t: [softmax_floor(t.mean(0)), sigmoid_floor(t.mean(0))],
        "not averaged": lambda t: [softmax_floor(t), sigmoid_floor(t)],
        "silence left out": with_softmax(lambda t: softmax_floor(t[t.sum(1) > 0])),
        "mean mass": with_softmax(
            lambda t: t.sum(1).mean() * np.nan_to_num(stats.entropy(t, axis=1))
        ),
        "equal probabilities": with_softmax(lambda t: t.sum(1) * np.log(t.shape[1])),
    },
    say={
        "mass forgotten": "That is the price of one unit of mass. How much mass is charged in a "
        "minute in which several birds sing?",
        "whole labels": "The shares of a minute are unequal: its cheapest forecast is so, too.",
        "not normalised": "The softmax's probabilities sum to 1 in each minute; the shares do not.",
        "sigmoids for free": "Where half of the listeners say yes, what does the best forecast of "
        "their vote cost?",
        "zero log zero": "Right for split votes. A share of 0 or 1, or a silent minute, makes nan. "
        "What should it add?",
        "sum": "Those are sums over the minutes; means are asked.",
        "per class": "Divided by the number of birds as well.",
        "sigmoids first": "The softmax comes first, the sigmoids second.",
        "one forecast": "That is the floor of one forecast for all minutes. Here each minute has "
        "logits of its own.",
        "equal probabilities": "That is the price of equal probabilities. Are they the cheapest?",
        "silence left out": "A silent minute costs the softmax 0, and it counts in the mean.",
        "mean mass": "Busy minutes have more mass to charge. Multiply minute by minute, then take "
        "the mean.",
        "term missing": "A sigmoid pays for those who say no, too.",
        "not averaged": "Two numbers are asked, each a mean over the minutes.",
    },
    right=(
        one_by_one,
        lambda t: [
            times(t, np.log(np.maximum(t.sum(1, keepdims=True), 1e-300)) - np.log(t + (t == 0)))
            .sum(1)
            .mean(),
            stats.entropy(np.stack([t, 1 - t]), axis=0).sum(1).mean(),
        ],
        lambda t: [
            np.nan_to_num(stats.entropy(t, axis=1) * t.sum(1)).mean(),
            (special.entr(t) + special.entr(1 - t)).sum() / len(t),
        ],
        lambda t: [
            -(t * np.log(np.where(t > 0, t, 1) / np.maximum(t.sum(1), 1e-9)[:, None])).sum()
            / len(t),
            -np.log(np.where(t > 0, t, 1) ** t * np.where(t < 1, 1 - t, 1) ** (1 - t))
            .sum(1)
            .mean(),
        ],
        lambda t: [
            special.rel_entr(t, t.sum(1, keepdims=True)).sum() / -len(t),
            special.rel_entr(t, 1).sum() / -len(t) - special.rel_entr(1 - t, 1).sum() / len(t),
        ],
        lambda t: means(softmax_floor(t.astype("f4")), sigmoid_floor(t.astype("f4"))),
    ),
    unit="nats",
    reread="lesson 02, What the belief adds",
)
