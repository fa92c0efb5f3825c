"""Mean surprise at the class that came: a colleague's broken program, mended."""

from functools import partial
from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import (
    flat_softmax,
    hot_like,
    naive_nll,
    naive_sigmoid,
    naive_softmax,
    nll,
    of_target,
)
from xentlib.classroom.exercises._common.guards import (
    MOST_UNLIKELY,
    clipped_logits,
    forms_of,
    guarded,
    shifted_logsumexp,
    shifted_softmax,
    unlikely_seconds,
    wrongly_shifted,
)
from xentlib.classroom.exercises._common.inputs import (
    IDS4,
    Z4,
    Array,
    Function,
    labels_for,
    random_logits,
)
from xentlib.classroom.exercises._common.limits import DEEP_LIMITS
from xentlib.classroom.exercises.softmax._shared import FAR, HIGH, LARGE, LONE
from xentlib.information import entropy
from xentlib.losses import softmax_cross_entropy
from xentlib.numerics import log_sigmoid, log_softmax, logsumexp, sigmoid, softmax


def price(forecast: Function, log: Function, labels: Array, z: Array) -> Any:
    """Mean price by a softmax and a logarithm of one's own."""
    return -log(of_target(labels, forecast(z))).mean()


def beyond(shift: Function, labels: Array, z: Array) -> Any:
    """Mean price by a logsumexp with a shift of one's own."""
    return (shifted_logsumexp(shift, z) - of_target(labels, z)).mean()


GUARDED = [guarded(partial(price, softmax), DEEP_LIMITS), guarded(partial(price, naive_softmax))]


SOFTMAXES: list[Function] = [softmax, naive_softmax]

EXERCISE = Exercise(
    reference=lambda labels, z: softmax_cross_entropy(labels, z).mean(),
    inputs=lambda rng: [
        *unlikely_seconds(MOST_UNLIKELY),
        (np.array([1]), np.array([[0.0, 1.0]])),
        (IDS4, Z4),
        (np.array([2, 1]), LARGE),
        (np.array([1]), HIGH),
        (np.array([1, 1]), FAR),
        (np.array([1]), LONE),
        (np.array([0]), np.array([[1000.0, 0.0]])),
        *((labels_for(rng, z), z) for z in random_logits(rng, [(2, 3), (3, 2), (5, 4)])),
    ],
    hints=(
        "By hand: one row, three equal logits. What should it cost, and over what is each sum?",
        "A softmax for each row; the surprise at its label; a mean over rows. And logits of 1000?",
        "Subtract the row's maximum; ln of the summed exponentials − the label's shifted logit.",
    ),
    mistakes={
        "overflow": [
            lambda labels, z: naive_nll(labels, z).mean(),
            lambda y, z: -np.log(of_target(y, softmax(z))).mean(),
            lambda y, z: (np.log(np.exp(z).sum(1)) - of_target(y, z)).mean(),
            *[lambda y, z, f=f: -(hot_like(y, z) * np.log(f(z))).sum(1).mean() for f in SOFTMAXES],
        ],
        "wrong shift": [
            *wrongly_shifted(lambda s, y, z: price(partial(shifted_softmax, s), np.log, y, z)),
            *wrongly_shifted(beyond),
        ],
        "shift forgotten": [
            lambda y, z: (logsumexp(z) - z.max(1) - of_target(y, z)).mean(),
            lambda y, z: (np.log(np.exp(z).sum(1)) - z.max(1) - of_target(y, z)).mean(),
        ],
        "maximum": lambda y, z: (z.max(1) - of_target(y, z)).mean(),
        "sum": [lambda y, z, f=f: f(y, z).sum() for f in [nll, naive_nll]],
        "per class": [
            *[lambda y, z, f=f: f(y, z).mean() / z.shape[1] for f in [nll, naive_nll]],
            *[lambda y, z, f=f: -(hot_like(y, z) * np.log(f(z))).mean() for f in SOFTMAXES],
        ],
        "flattened": [
            *[
                lambda y, z, f=f: -np.log(of_target(y, f(z))).mean()
                for f in [flat_softmax, lambda z: naive_softmax(z, None)]
            ],
            *[
                lambda y, z, f=f: -(hot_like(y, z) * np.log(f(z))).sum(1).mean()
                for f in [flat_softmax, lambda z: naive_softmax(z, None)]
            ],
            lambda y, z: -(hot_like(y, z) * np.log(naive_softmax(z, None))).mean(),
            lambda y, z: -of_target(y, z - logsumexp(z.ravel())).mean(),
            lambda y, z: -(hot_like(y, z) * (z - logsumexp(z.ravel()))).mean(),
        ],
        "wrong axis": [
            lambda y, z, f=f: -of_target(y, f(z)).mean()
            for f in [lambda z: log_softmax(z, axis=0), lambda z: np.log(naive_softmax(z, 0))]
        ],
        "broadcast": lambda y, z: -log_softmax(z)[:, y].mean(),
        "softmax twice": lambda y, z: nll(y, softmax(z)).mean(),
        "softmax missing": lambda y, z: -of_target(y, z).mean(),
        "logits as probabilities": lambda y, z: -np.log(of_target(y, z)).mean(),
        "off by one": [
            lambda y, z: nll(y - 1, z).mean(),
            lambda y, z: nll((y + 1) % z.shape[1], z).mean(),
        ],
        "no logarithm": lambda y, z: -of_target(y, softmax(z)).mean(),
        "log of a mean": lambda y, z: -np.log(of_target(y, softmax(z)).mean()),
        "entropy of the forecast": lambda _, z: entropy(softmax(z)).mean(),
        "perplexity": lambda y, z: np.exp(nll(y, z).mean()),
        "squared error": [
            lambda y, z: ((softmax(z) - hot_like(y, z)) ** 2).sum(1).mean(),
            lambda y, z: ((softmax(z) - hot_like(y, z)) ** 2).mean(),
        ],
        "accuracy": lambda y, z: (z.argmax(1) == y).mean(),
        "sigmoid": lambda y, z: -log_sigmoid(np.where(hot_like(y, z) == 1, z, -z)).sum(1).mean(),
        "only the target": [
            lambda y, z: -log_sigmoid(of_target(y, z)).mean(),
            lambda y, z: -np.log(sigmoid(of_target(y, z))).mean(),
            lambda y, z: -np.log(naive_sigmoid(of_target(y, z))).mean(),
        ],
        "wrong sign inside": [
            lambda y, z: nll(y, -z).mean(),
            lambda y, z: naive_nll(y, -z).mean(),
        ],
        "not summed": [
            nll,
            naive_nll,
            lambda y, z: -hot_like(y, z) * log_softmax(z),
            lambda y, z: -hot_like(y, z) * np.log(softmax(z)),
            lambda y, z: -hot_like(y, z) * np.log(naive_softmax(z)),
        ],
        "clipped": [
            *forms_of("clipped", *GUARDED),
            *clipped_logits(lambda y, z: nll(y, z).mean()),
        ],
        "epsilon": forms_of("epsilon", *GUARDED),
    },
    say={
        "maximum": "The largest logit stands where the logarithm of the summed exponentials "
        "belongs.",
        "no logarithm": "That is the probability. How surprising is it?",
        "not summed": "One number is asked: the mean over all examples.",
        "only the target": "A sigmoid of the label's logit looks at that class alone. How large "
        "are the other logits?",
        "perplexity": "That is exp of the mean loss; the mean loss itself is asked.",
        "wrong sign inside": "The logits enter with a minus: a larger one must make its class cost "
        "less.",
        "broadcast": "[:, labels] takes every label in every row. Pair them: [np.arange(n), "
        "labels].",
    },
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
    kind="reading",
    reread="One row, one forecast",
)
