"""Lesson 05: K classes, their softmax, and what pulls at each logit."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._l05_forecasts import FORECASTS, LARGE
from xentlib.classroom.exercises._l05_soft_labels import SOFT_LABELS
from xentlib.classroom.exercises._shared import (
    IDS4,
    Z4,
    Array,
    draws,
    flat_softmax,
    hot_like,
    labels_for,
    naive_softmax,
)
from xentlib.classroom.exercises.q05_softmax import QUIZ
from xentlib.losses import softmax_cross_entropy_grad
from xentlib.numerics import log_sigmoid, log_softmax, sigmoid, softmax

__all__ = ["EXERCISES", "QUIZ"]


def force(labels: Array, z: Array) -> Array:
    """Forecast minus what happened."""
    return softmax(z) - hot_like(labels, z)


def jacobian_times(p: Array, v: Array) -> Array:
    """Each row's (diag p − p pᵀ) v."""
    return p * (v - (p * v).sum(-1, keepdims=True))


GRADIENT = Exercise(
    "05.gradient",
    reference=lambda labels, z: softmax_cross_entropy_grad(labels, z) / len(labels),
    inputs=lambda rng: [
        (np.array([1]), np.array([[0.0, 1.0]])),
        (IDS4, Z4),
        (np.array([2, 1]), LARGE),
        *((labels_for(rng, z), z) for z in draws(rng, [(2, 3), (3, 2), (5, 4)])),
    ],
    hints=(
        "Which logit does the loss want higher, which ones lower, and by how much?",
        "Each row of the answer sums to zero: what is pulled up is taken from the others.",
        "The softmax, minus 1 at each label, all divided by the number of examples.",
    ),
    mistakes=(
        Mistake("missing 1/n", force),
        Mistake("overflow", lambda y, z: (naive_softmax(z) - hot_like(y, z)) / len(y)),
        Mistake("flattened", lambda y, z: (flat_softmax(z) - hot_like(y, z)) / len(y)),
        Mistake("wrong axis", lambda y, z: (softmax(z, axis=0) - hot_like(y, z)) / len(y)),
        Mistake("off by one", lambda y, z: force(y - 1, z) / len(y)),
        Mistake("off by one", lambda y, z: force((y + 1) % z.shape[1], z) / len(y)),
        Mistake("softmax missing", lambda y, z: (z - hot_like(y, z)) / len(y)),
        Mistake("softmax twice", lambda y, z: force(y, softmax(z)) / len(y)),
        Mistake("sigmoid", lambda y, z: (sigmoid(z) - hot_like(y, z)) / len(y)),
        Mistake("target forgotten", lambda y, z: softmax(z) / len(y)),
        Mistake("only the target", lambda y, z: force(y, z) * hot_like(y, z) / len(y)),
        Mistake("per class", lambda y, z: force(y, z) / z.size),
        Mistake("squared error", lambda y, z: 2 * jacobian_times(softmax(z), force(y, z)) / len(y)),
        Mistake("squared error", lambda y, z: jacobian_times(softmax(z), force(y, z)) / len(y)),
        Mistake("link forgotten", lambda y, z: -hot_like(y, z) / softmax(z) / len(y)),
        Mistake("all axes", lambda y, z: force(y, z).mean(0)),
    ),
    right=(
        lambda labels, z: (
            (np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None]) - np.eye(z.shape[1])[labels])
            / len(z)
        ),
        lambda labels, z: [
            (softmax(row) - (np.arange(len(row)) == k)) / len(z)
            for k, row in zip(labels, z, strict=True)
        ],
        lambda labels, z: -(np.eye(z.shape[1])[labels] - np.exp(log_softmax(z))) / z.shape[0],
    ),
    gradient=True,
    reread="Forces that sum to zero",
)

JACOBIAN = Exercise(
    "05.jacobian_vector",
    reference=lambda z, v: jacobian_times(softmax(z), v),
    inputs=lambda rng: [
        (np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])),
        *(
            (z, rng.normal(size=z.shape))
            for z in (Z4, *draws(rng, [(2, 3), (3, 2), (3, 3), (5, 4)]))
        ),
    ],
    hints=(
        "The Jacobian of the softmax is diag(p) − p pᵀ. What does each part make of v?",
        "diag(p) v is p * v; p pᵀ v is p times one number per row. Which number?",
        "p * (v − the row's sum of p * v, with keepdims=True).",
    ),
    mistakes=(
        Mistake("diagonal only", lambda z, v: softmax(z) * (1 - softmax(z)) * v),
        Mistake("outer product forgotten", lambda z, v: softmax(z) * v),
        Mistake("diagonal forgotten", lambda z, v: softmax(z) * v - jacobian_times(softmax(z), v)),
        Mistake("diagonal forgotten", lambda z, v: jacobian_times(softmax(z), v) - softmax(z) * v),
        Mistake("mean", lambda z, v: softmax(z) * (v - v.mean(-1, keepdims=True))),
        Mistake("not weighted", lambda z, v: v - (softmax(z) * v).sum(-1, keepdims=True)),
        Mistake(
            "not weighted",
            lambda z, v: softmax(z) * (v - v.sum(-1, keepdims=True)),
            hint="What is taken off is a mean: in its sum each entry of v counts by its p.",
        ),
        Mistake("wrong axis", lambda z, v: softmax(z) * (v - (softmax(z) * v).sum(0))),
        Mistake("all axes", lambda z, v: softmax(z) * (v - (softmax(z) * v).sum())),
        Mistake("flattened", lambda z, v: jacobian_times(flat_softmax(z), v)),
        Mistake("softmax missing", jacobian_times),
        Mistake(
            "plus",
            lambda z, v: softmax(z) * (v + (softmax(z) * v).sum(-1, keepdims=True)),
        ),
    ),
    right=(
        lambda z, v: softmax(z) * v - softmax(z) * np.sum(softmax(z) * v, axis=1, keepdims=True),
        lambda z, v: [
            (np.diag(p) - np.outer(p, p)) @ u for p, u in zip(softmax(z), v, strict=True)
        ],
        lambda z, v: (
            np.exp(z)
            / np.exp(z).sum(1, keepdims=True)
            * (v - (np.exp(z) * v).sum(1, keepdims=True) / np.exp(z).sum(1, keepdims=True))
        ),
    ),
    gradient=True,
    reread="The softmax's own slope",
)


def games(rng: np.random.Generator, players: int, n: int) -> tuple[Array, Array, Array]:
    """Random scores, winners and losers."""
    pairs = np.array([rng.choice(players, size=2, replace=False) for _ in range(n)])
    return rng.normal(scale=1.5, size=players), pairs[:, 0], pairs[:, 1]


def lead(scores: Array, winners: Array, losers: Array) -> Array:
    """How much the winner's score was ahead."""
    return scores[winners] - scores[losers]


BRADLEY_TERRY = Exercise(
    "05.bradley_terry",
    reference=lambda scores, winners, losers: -log_sigmoid(scores[winners] - scores[losers]).mean(),
    inputs=lambda rng: [
        (np.array([0.0, 1.0, 3.0]), np.array([1]), np.array([0])),
        (np.array([800.0, 0.0]), np.array([0, 1]), np.array([1, 0])),
        *(games(rng, players, n) for players, n in ((3, 4), (5, 3), (4, 9))),
    ],
    hints=(
        "A softmax over two players: which difference does it look at?",
        "The winner wins with probability sigmoid(score of winner − score of loser).",
        "Mean of log(1 + exp(−lead)): np.logaddexp(0, -lead) does not overflow.",
    ),
    mistakes=(
        Mistake("overflow", lambda s, w, b: -np.log(1 / (1 + np.exp(-lead(s, w, b)))).mean()),
        Mistake("overflow", lambda s, w, b: np.log(1 + np.exp(-lead(s, w, b))).mean()),
        Mistake(
            "overflow",
            lambda s, w, b: -np.log(np.exp(s[w]) / (np.exp(s[w]) + np.exp(s[b]))).mean(),
        ),
        Mistake(
            "swapped pair",
            lambda s, w, b: -log_sigmoid(-lead(s, w, b)).mean(),
            hint="Winner and loser are exchanged: whose higher score makes the result likely?",
        ),
        Mistake("sum", lambda s, w, b: -log_sigmoid(lead(s, w, b)).sum()),
        Mistake("no logarithm", lambda s, w, b: -sigmoid(lead(s, w, b)).mean()),
        Mistake("no logarithm", lambda s, w, b: sigmoid(-lead(s, w, b)).mean()),
        Mistake("sigmoid missing", lambda s, w, b: -lead(s, w, b).mean()),
        Mistake("marginal", lambda s, w, _: -log_sigmoid(s[w]).mean()),
        Mistake("everybody", lambda s, w, _: -log_softmax(s)[w].mean()),
        Mistake("no exponential", lambda s, w, b: -np.log(s[w] / (s[w] + s[b])).mean()),
        Mistake("squared error", lambda s, w, b: (sigmoid(-lead(s, w, b)) ** 2).mean()),
        Mistake("accuracy", lambda s, w, b: (lead(s, w, b) > 0).mean()),
        Mistake("sigmoid twice", lambda s, w, b: -log_sigmoid(sigmoid(lead(s, w, b))).mean()),
    ),
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

EXERCISES = (*FORECASTS, GRADIENT, JACOBIAN, SOFT_LABELS, BRADLEY_TERRY)
