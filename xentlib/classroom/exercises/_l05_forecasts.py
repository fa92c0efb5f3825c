"""Lesson 05, first part: the softmax and its loss."""

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._shared import (
    EDGE,
    EDGE_LOGITS,
    EPSILONS,
    IDS4,
    Z4,
    Array,
    clipped,
    draws,
    each,
    flat_softmax,
    hot,
    hot_like,
    labels_for,
    naive_nll,
    naive_softmax,
    nll,
    of_target,
)
from xentlib.information import entropy
from xentlib.losses import softmax_cross_entropy
from xentlib.numerics import log_sigmoid, log_softmax, sigmoid, softmax

LARGE = np.array([[1000.0, 999.0, 0.0], [-1000.0, 0.0, -2.0]])


def shifted(z: Array) -> Array:
    """Logits with each row's largest at 0."""
    return z - z.max(-1, keepdims=True)


SOFTMAX = Exercise(
    "05.softmax",
    reference=lambda z: softmax(z),
    inputs=lambda rng: [
        (np.array([[0.0, 1.0]]),),
        (Z4,),
        (LARGE,),
        *((z,) for z in draws(rng, [(2, 3), (3, 2), (5, 4)])),
    ],
    hints=(
        "Which function makes every number positive and keeps their order?",
        "Exponentials, divided by their sum along each row. What if a logit is 1000?",
        "Subtract each row's maximum (keepdims=True), then exp, then divide by the row's sum.",
    ),
    mistakes=(
        Mistake("overflow", naive_softmax),
        Mistake("flattened", flat_softmax),
        Mistake("flattened", lambda z: naive_softmax(z, None)),
        Mistake("flattened", lambda z: np.exp(shifted(z)) / np.exp(shifted(z)).sum()),
        Mistake("wrong axis", lambda z: softmax(z, axis=0)),
        Mistake("wrong axis", lambda z: naive_softmax(z, 0)),
        Mistake("no exponential", lambda z: z / z.sum(-1, keepdims=True)),
        Mistake("sigmoid", lambda z: sigmoid(z), "Each class got a yes or no of its own."),
        Mistake("softmax twice", lambda z: softmax(softmax(z))),
        Mistake("logarithm", lambda z: log_softmax(z)),
        Mistake("argmax", lambda z: hot(z.argmax(-1), z.shape[-1])),
        Mistake("not normalised", lambda z: np.exp(z)),
        Mistake("not normalised", lambda z: np.exp(shifted(z))),
        Mistake("wrong base", lambda z: 2 ** shifted(z) / (2 ** shifted(z)).sum(-1, keepdims=True)),
    ),
    right=(
        lambda z: (
            np.exp(z - z.max(-1, keepdims=True))
            / np.exp(z - z.max(-1, keepdims=True)).sum(-1, keepdims=True)
        ),
        lambda z: [np.exp(row - row.max()) / sum(np.exp(row - row.max())) for row in z],
        lambda z: np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None]),
        lambda z: 1 / np.exp(z[:, None, :] - z[:, :, None]).sum(-1),
    ),
    reread="Softmax",
)


LOSS = Exercise(
    "05.loss",
    reference=lambda labels, z: softmax_cross_entropy(labels, z).mean(),
    inputs=lambda rng: [
        (np.array([1]), np.array([[0.0, 1.0]])),
        (IDS4, Z4),
        (np.array([2, 1]), LARGE),
        (np.zeros(5, int), np.stack([EDGE_LOGITS, 0 * EDGE], axis=1)),
        *((labels_for(rng, z), z) for z in draws(rng, [(2, 3), (3, 2), (5, 4)])),
    ],
    hints=(
        "What did the model give to the class that came, and how surprising is that?",
        "The logarithm of the softmax at each label. How do you keep 1000 from overflowing?",
        "Subtract the row's maximum; logarithm of the summed exponentials minus the label's logit.",
    ),
    mistakes=(
        *each("overflow", [naive_nll], lambda f: lambda labels, z: f(labels, z).mean()),
        Mistake("overflow", lambda y, z: -np.log(of_target(y, softmax(z))).mean()),
        Mistake("overflow", lambda y, z: (np.log(np.exp(z).sum(1)) - of_target(y, z)).mean()),
        *each("sum", [nll, naive_nll], lambda f: lambda y, z: f(y, z).sum()),
        *each("per class", [nll, naive_nll], lambda f: lambda y, z: f(y, z).mean() / z.shape[1]),
        *each(
            "flattened",
            [flat_softmax, lambda z: naive_softmax(z, None)],
            lambda f: lambda y, z: -np.log(of_target(y, f(z))).mean(),
        ),
        Mistake(
            "flattened", lambda y, z: -(hot_like(y, z) * np.log(naive_softmax(z, None))).mean()
        ),
        *each(
            "wrong axis",
            [lambda z: log_softmax(z, axis=0), lambda z: np.log(naive_softmax(z, 0))],
            lambda f: lambda y, z: -of_target(y, f(z)).mean(),
        ),
        Mistake(
            "broadcast",
            lambda y, z: -log_softmax(z)[:, y].mean(),
            hint="[:, labels] takes every label in every row. Pair them: [np.arange(n), labels].",
        ),
        Mistake("softmax twice", lambda y, z: nll(y, softmax(z)).mean()),
        Mistake("softmax missing", lambda y, z: -of_target(y, z).mean()),
        Mistake("logits as probabilities", lambda y, z: -np.log(of_target(y, z)).mean()),
        Mistake("off by one", lambda y, z: nll(y - 1, z).mean()),
        Mistake("off by one", lambda y, z: nll((y + 1) % z.shape[1], z).mean()),
        Mistake("no logarithm", lambda y, z: -of_target(y, softmax(z)).mean()),
        Mistake("log of a mean", lambda y, z: -np.log(of_target(y, softmax(z)).mean())),
        Mistake("entropy of the forecast", lambda _, z: entropy(softmax(z)).mean()),
        Mistake("perplexity", lambda y, z: np.exp(nll(y, z).mean())),
        Mistake("squared error", lambda y, z: ((softmax(z) - hot_like(y, z)) ** 2).sum(1).mean()),
        Mistake("squared error", lambda y, z: ((softmax(z) - hot_like(y, z)) ** 2).mean()),
        Mistake("accuracy", lambda y, z: (z.argmax(1) == y).mean()),
        Mistake(
            "sigmoid",
            lambda y, z: -log_sigmoid(np.where(hot_like(y, z) == 1, z, -z)).sum(1).mean(),
        ),
        *each(
            "clipped",
            EPSILONS,
            lambda e: lambda y, z: -np.log(clipped(of_target(y, softmax(z)), e)).mean(),
        ),
        *each(
            "epsilon", EPSILONS, lambda e: lambda y, z: -np.log(of_target(y, softmax(z)) + e).mean()
        ),
    ),
    right=(
        lambda labels, z: (
            np.log(np.exp(z - z.max(1, keepdims=True)).sum(1))
            + z.max(1)
            - z[np.arange(len(labels)), labels]
        ).mean(),
        lambda labels, z: np.mean(
            [np.logaddexp.reduce(row) - row[k] for k, row in zip(labels, z, strict=True)]
        ),
        lambda labels, z: -(np.eye(z.shape[1])[labels] * log_softmax(z)).sum() / len(z),
    ),
    unit="nats",
    reread="The price of a class",
)


FORECASTS = (SOFTMAX, LOSS)
