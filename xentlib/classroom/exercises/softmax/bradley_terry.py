"""Mean loss of strengths that forecast who wins a game."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.guards import MOST_UNLIKELY, guarded
from xentlib.classroom.exercises._common.inputs import Array, Function, normal
from xentlib.classroom.exercises._common.limits import DEEP_LIMITS
from xentlib.numerics import log_sigmoid, log_softmax, sigmoid


def games(rng: np.random.Generator, players: int, n: int) -> tuple[Array, Array, Array]:
    """Random scores, winners and losers."""
    pairs = np.array([rng.choice(players, size=2, replace=False) for _ in range(n)])
    return normal(rng, players, scale=1.5), pairs[:, 0], pairs[:, 1]


def lead(scores: Array, winners: Array, losers: Array) -> Array:
    """How much the winner's score was ahead."""
    return scores[winners] - scores[losers]


def price(log: Function, scores: Array, winners: Array, losers: Array) -> Array:
    """Mean price by a logarithm of one's own."""
    return -log(sigmoid(lead(scores, winners, losers))).mean()


EXERCISE = Exercise(
    reference=lambda scores, winners, losers: -log_sigmoid(scores[winners] - scores[losers]).mean(),
    inputs=lambda rng: [
        (np.append(MOST_UNLIKELY, 0), np.arange(12), np.full(12, 12)),
        (np.array([0.0, 1.0, 3.0]), np.array([1]), np.array([0])),
        (np.array([800.0, 0.0]), np.array([0, 1]), np.array([1, 0])),
        (np.array([0.0, 40.0]), np.array([0]), np.array([1])),
        *(games(rng, players, n) for players, n in ((3, 4), (5, 3), (4, 9))),
    ],
    hints=(
        "A softmax over two players depends on one difference of scores. Which one?",
        "The winner wins with probability sigmoid(score of winner − score of loser).",
        "Mean of log(1 + exp(−lead)): np.logaddexp(0, -lead) does not overflow.",
    ),
    mistakes=guarded(price, DEEP_LIMITS)
    | {
        "overflow": [
            lambda s, w, b: -np.log(1 / (1 + np.exp(-lead(s, w, b)))).mean(),
            lambda s, w, b: np.log(1 + np.exp(-lead(s, w, b))).mean(),
            lambda s, w, b: -np.log(sigmoid(lead(s, w, b))).mean(),
            lambda s, w, b: -np.log(np.exp(s[w]) / (np.exp(s[w]) + np.exp(s[b]))).mean(),
        ],
        "swapped pair": [
            lambda s, w, b: -log_sigmoid(-lead(s, w, b)).mean(),
            lambda s, w, b: np.log(1 + np.exp(lead(s, w, b))).mean(),
            lambda s, w, b: -np.log(sigmoid(-lead(s, w, b))).mean(),
            lambda s, w, b: -np.log(1 / (1 + np.exp(lead(s, w, b)))).mean(),
        ],
        "log of a mean": [
            lambda s, w, b: -np.log(sigmoid(lead(s, w, b)).mean()),
            lambda s, w, b: np.logaddexp(0, -lead(s, w, b).mean()),
        ],
        "sum": lambda s, w, b: -log_sigmoid(lead(s, w, b)).sum(),
        "no logarithm": [
            lambda s, w, b: -sigmoid(lead(s, w, b)).mean(),
            lambda s, w, b: sigmoid(-lead(s, w, b)).mean(),
        ],
        "sigmoid missing": lambda s, w, b: -lead(s, w, b).mean(),
        "marginal": lambda s, w, _: -log_sigmoid(s[w]).mean(),
        "everybody": lambda s, w, _: -log_softmax(s)[w].mean(),
        "no exponential": lambda s, w, b: -np.log(s[w] / (s[w] + s[b])).mean(),
        "squared error": lambda s, w, b: (sigmoid(-lead(s, w, b)) ** 2).mean(),
        "accuracy": lambda s, w, b: (lead(s, w, b) > 0).mean(),
        "sigmoid twice": lambda s, w, b: -log_sigmoid(sigmoid(lead(s, w, b))).mean(),
        "not summed": lambda s, w, b: -log_sigmoid(lead(s, w, b)),
    },
    say={
        "everybody": "That is a softmax over all players. Who played in this game?",
        "log of a mean": "The mean comes last: first each game's price.",
        "marginal": "Only one player's score enters: whom did the winner play against?",
        "no logarithm": "That is a probability. How surprising is it?",
        "not summed": "One number is asked: the mean over all games.",
        "squared error": "That is the squared error; the logarithm is asked.",
        "swapped pair": "Winner and loser are exchanged: whose higher score makes the result "
        "likely?",
    },
    right=(
        lambda scores, winners, losers: np.logaddexp(0, scores[losers] - scores[winners]).mean(),
        lambda scores, winners, losers: (
            sum(max(0, -d) + math.log1p(math.exp(-abs(d))) for d in lead(scores, winners, losers))
            / len(winners)
        ),
        lambda scores, winners, losers: (
            -log_softmax(np.stack([scores[winners], scores[losers]], axis=1))[:, 0].mean()
        ),
    ),
    unit="nats",
    reread="Who wins",
)
