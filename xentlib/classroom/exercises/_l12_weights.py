"""Lesson 12, first part: weights of classes, and the loss that uses them."""

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._shared import (
    IDS4,
    Z4,
    Array,
    draws,
    hot_like,
    labels_for,
    naive_nll,
    nll,
)
from xentlib.imbalance import balanced_class_weights, effective_number_class_weights
from xentlib.losses import softmax_cross_entropy
from xentlib.numerics import log_softmax


def some_counts(rng: np.random.Generator, k: int) -> Array:
    """Random counts of k classes, the first much larger than the last."""
    return np.sort(rng.integers(2, 60, size=k))[::-1] * np.append(9, np.ones(k - 1, int))


def sum_to(total: float, weights: Array) -> Array:
    """Weights scaled so that they sum to a total."""
    return total * weights / weights.sum()


BALANCED = Exercise(
    "12.balanced_weights",
    reference=lambda counts: balanced_class_weights(counts),
    inputs=lambda rng: [
        (np.array([90, 10]),),
        (np.array([6, 3, 1]),),
        *((some_counts(rng, k),) for k in (2, 3, 5)),
    ],
    hints=(
        "Which classes must weigh more, so that all of them have a say?",
        "Weight times count shall be the same for all classes, and the mean over examples 1.",
        "counts.sum() / (number of classes * counts)",
    ),
    mistakes=(
        Mistake("inverse counts", lambda counts: 1 / counts),
        Mistake("frequencies", lambda counts: counts / counts.sum()),
        Mistake("frequencies", lambda counts: len(counts) * counts / counts.sum()),
        Mistake("classes forgotten", lambda counts: counts.sum() / counts),
        Mistake("relative to the largest", lambda counts: counts.max() / counts),
        Mistake("sum to one", lambda counts: sum_to(1, 1 / counts)),
        Mistake("sum to k", lambda counts: sum_to(len(counts), 1 / counts)),
        Mistake("root", lambda counts: np.sqrt(counts.sum() / (len(counts) * counts))),
        Mistake("complement", lambda counts: 1 - counts / counts.sum()),
        Mistake("logarithm", lambda counts: np.log(counts.sum() / counts)),
    ),
    right=(
        lambda counts: counts.sum() / (len(counts) * counts),
        lambda counts: counts.mean() / counts,
        lambda counts: [sum(counts) / len(counts) / count for count in counts],
    ),
    reread="Weights that balance",
)


def class_weights(rng: np.random.Generator, k: int) -> Array:
    """Random weights, all different."""
    return rng.permutation(np.arange(1, k + 1)) * rng.uniform(0.8, 1.2, size=k)


WEIGHTED_LOSS = Exercise(
    "12.weighted_loss",
    reference=lambda labels, z, w: np.average(softmax_cross_entropy(labels, z), weights=w[labels]),
    inputs=lambda rng: [
        (np.array([0, 1]), np.array([[1.0, 0.0], [3.0, 0.0]]), np.array([1.0, 3.0])),
        (IDS4, Z4, np.array([1.0, 2.0, 5.0])),
        *(
            (labels_for(rng, z), z, class_weights(rng, z.shape[1]))
            for z in draws(rng, [(3, 3), (4, 2), (5, 4)])
        ),
    ],
    hints=(
        "Whose weight does an example get?",
        "Weigh each example's loss by the weight of its own class. What do you divide by?",
        "np.average(loss, weights=w[labels]): the sum of w · loss over the sum of w.",
    ),
    mistakes=(
        Mistake("divided by n", lambda y, z, w: (w[y] * nll(y, z)).mean()),
        Mistake("divided by n", lambda y, z, w: (w[y] * naive_nll(y, z)).mean()),
        Mistake("sum", lambda y, z, w: (w[y] * nll(y, z)).sum()),
        *(
            Mistake("weights on all classes", f)
            for f in (
                lambda y, z, w: -(w[y][:, None] * log_softmax(z)).sum(),
                lambda y, z, w: -(w[y][:, None] * log_softmax(z)).mean(),
                lambda y, z, w: -(w[y][:, None] * log_softmax(z)).sum(1).mean(),
                lambda _, z, w: -(w * log_softmax(z)).sum(),
                lambda _, z, w: -(w * log_softmax(z)).sum(1).mean(),
                lambda _, z, w: -(w * log_softmax(z)).mean(),
            )
        ),
        Mistake("weights ignored", lambda y, z, _: nll(y, z).mean()),
        Mistake("divided by the classes", lambda y, z, w: (w[y] * nll(y, z)).sum() / w.sum()),
        Mistake("divided by the classes", lambda y, z, w: (w[y] * nll(y, z)).mean() / w.mean()),
        Mistake("weight in the logit", lambda y, z, w: nll(y, z * w).mean()),
        Mistake("weight in the logit", lambda y, z, w: nll(y, z + np.log(w)).mean()),
        Mistake("inverse", lambda y, z, w: np.average(nll(y, z), weights=1 / w[y])),
        Mistake("softmax missing", lambda y, z, w: -(w * hot_like(y, z) * z).sum() / w[y].sum()),
    ),
    right=(
        lambda labels, z, w: (
            (w[labels] * (np.log(np.exp(z).sum(1)) - z[np.arange(len(z)), labels])).sum()
            / w[labels].sum()
        ),
        lambda labels, z, w: (
            -(w * hot_like(labels, z) * log_softmax(z)).sum() / (w * hot_like(labels, z)).sum()
        ),
        lambda labels, z, w: (
            sum(w[k] * (np.logaddexp.reduce(r) - r[k]) for k, r in zip(labels, z, strict=True))
            / sum(w[k] for k in labels)
        ),
    ),
    unit="nats",
    reread="Weights in the loss",
)


def effective(counts: Array, beta: float) -> Array:
    """Effective number of examples of each class."""
    return (1 - beta**counts) / (1 - beta)


def balanced_in_total(counts: Array, beta: float) -> Array:
    """Weights whose mean over the examples is 1."""
    weights = 1 / effective(counts, beta)
    return counts.sum() / (counts * weights).sum() * weights


EFFECTIVE = Exercise(
    "12.effective_number",
    reference=lambda counts, beta: effective_number_class_weights(counts, beta=beta),
    inputs=lambda rng: [
        (np.array([100, 10]), 0.9),
        (np.array([6, 3, 1]), 0.5),
        *((some_counts(rng, k), rng.uniform(0.9, 0.99)) for k in (2, 3, 5)),
    ],
    hints=(
        "With beta = 0.9, how many examples is the thousandth one worth?",
        "The effective number is (1 − beta**n) / (1 − beta). Should it divide or multiply?",
        "Weights 1 / effective number, scaled so that they sum to the number of classes.",
    ),
    mistakes=(
        Mistake("not normalised", lambda counts, beta: 1 / effective(counts, beta)),
        Mistake("sum to one", lambda counts, beta: sum_to(1, 1 / effective(counts, beta))),
        Mistake("frequencies", lambda counts, beta: sum_to(len(counts), effective(counts, beta))),
        Mistake("frequencies", lambda counts, beta: effective(counts, beta)),
        Mistake("beta ignored", lambda counts, _: sum_to(len(counts), 1 / counts)),
        Mistake("beta ignored", lambda counts, _: counts.sum() / (len(counts) * counts)),
        Mistake("beta ignored", lambda counts, _: np.ones(len(counts))),
        Mistake(
            "one minus forgotten",
            lambda counts, beta: sum_to(len(counts), beta ** -counts.astype(float)),
        ),
        Mistake(
            "one minus forgotten",
            lambda counts, beta: sum_to(len(counts), beta ** counts.astype(float)),
        ),
        Mistake("balanced in total", lambda counts, beta: balanced_in_total(counts, beta)),
        Mistake("root", lambda counts, beta: sum_to(len(counts), effective(counts, beta) ** -0.5)),
    ),
    right=(
        lambda counts, beta: len(counts) / (1 - beta**counts) / (1 / (1 - beta**counts)).sum(),
        lambda counts, beta: [
            len(counts) / (1 - beta**n) / sum(1 / (1 - beta**m) for m in counts) for n in counts
        ],
        lambda counts, beta: sum_to(len(counts), (1 - beta) / -np.expm1(counts * np.log(beta))),
    ),
    reread="How many examples is the next one worth?",
)

WEIGHTS = (BALANCED, WEIGHTED_LOSS, EFFECTIVE)
