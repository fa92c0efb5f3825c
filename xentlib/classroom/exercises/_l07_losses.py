"""Lesson 07, first part: the loss over many labels, with gaps and with weights."""

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._shared import (
    EPSILONS,
    M3,
    T3,
    Array,
    bce,
    bce_logits,
    clipped,
    coins,
    draws,
    each,
    naive_sigmoid,
)
from xentlib.losses import sigmoid_cross_entropy
from xentlib.numerics import log_sigmoid, log_softmax, sigmoid

FAR = (np.array([[1.0, 0, 0], [0, 1, 1]]), np.array([[-800.0, 2, -1], [800, 1, 0.5]]))


def softmaxed(y: Array, z: Array) -> Array:
    """Softmax cross-entropy of several labels, per example."""
    return -(y * log_softmax(z)).sum(1)


def positives(y: Array, z: Array) -> Array:
    """Price of what is there, the first of the two terms."""
    return -y * log_sigmoid(z)


LOSS = Exercise(
    "07.loss",
    reference=lambda y, z: sigmoid_cross_entropy(y, z).sum(1).mean(),
    inputs=lambda rng: [
        (np.array([[1.0, 1.0]]), np.array([[0.25, 0.75]])),
        (T3, M3),
        FAR,
        *((coins(rng, z.shape), z) for z in draws(rng, [(2, 3), (4, 2), (5, 4)])),
    ],
    hints=(
        "Each label is a question of its own, with a yes and a no. What do they cost together?",
        "Binary cross-entropy of every entry, added up over an example's labels.",
        "Sum of logaddexp(0, z) − y z over labels, mean over examples; no softmax anywhere.",
    ),
    mistakes=(
        Mistake("per label", lambda y, z: bce_logits(y, z).mean()),
        Mistake("sum", lambda y, z: bce_logits(y, z).sum()),
        Mistake("per example", lambda y, z: bce_logits(y, z).sum(0).mean()),
        Mistake("softmax for labels", lambda y, z: softmaxed(y, z).mean()),
        Mistake("softmax for labels", lambda y, z: softmaxed(y, z).sum()),
        Mistake("softmax for labels", lambda y, z: softmaxed(y, z).mean() / z.shape[1]),
        *(
            Mistake("term missing", f)
            for f in (
                lambda y, z: positives(y, z).sum(1).mean(),
                lambda y, z: positives(y, z).mean(),
                lambda y, z: positives(y, z).sum(),
            )
        ),
        Mistake("overflow", lambda y, z: bce(y, naive_sigmoid(z)).sum(1).mean()),
        Mistake("overflow", lambda y, z: bce(y, sigmoid(z)).sum(1).mean()),
        Mistake("overflow", lambda y, z: (np.log(1 + np.exp(z)) - y * z).sum(1).mean()),
        Mistake("sigmoid twice", lambda y, z: bce_logits(y, sigmoid(z)).sum(1).mean()),
        Mistake("logits as probabilities", lambda y, z: bce(y, z).sum(1).mean()),
        Mistake("complement", lambda y, z: bce_logits(1 - y, z).sum(1).mean()),
        Mistake("squared error", lambda y, z: ((y - sigmoid(z)) ** 2).sum(1).mean()),
        Mistake("squared error", lambda y, z: ((y - sigmoid(z)) ** 2).mean()),
        *each(
            "clipped", EPSILONS, lambda e: lambda y, z: bce(y, clipped(sigmoid(z), e)).sum(1).mean()
        ),
    ),
    right=(
        lambda y, z: (np.logaddexp(0, z) - y * z).sum(axis=1).mean(),
        lambda y, z: (
            sum(np.logaddexp(0, -b if a else b) for a, b in zip(y.flat, z.flat, strict=True))
            / len(z)
        ),
        lambda y, z: (np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))).sum() / len(y),
    ),
    unit="nats",
    reread="A question per label",
)


def gaps(rng: np.random.Generator, shape: tuple[int, int]) -> Array:
    """Random mask with rows of unequal numbers of known labels, none of them empty."""
    known = rng.random(shape) < 0.6
    known[:, 0], known[0], known[-1, 1:] = True, True, False
    return known.astype(float)


def part(y: Array, z: Array, known: Array) -> Array:
    """Loss of what is known, 0 elsewhere."""
    return known * bce_logits(y, z)


MASKED = Exercise(
    "07.masked_mean",
    reference=lambda y, z, known: (known * sigmoid_cross_entropy(y, z)).sum() / known.sum(),
    inputs=lambda rng: [
        (np.array([[1.0, 1.0]]), np.array([[1.0, 2.0]]), np.array([[1.0, 0.0]])),
        (T3, M3, np.array([[1.0, 1, 1, 0], [0, 0, 1, 0], [1, 1, 1, 1]])),
        *(
            (coins(rng, z.shape), z, gaps(rng, z.shape))
            for z in draws(rng, [(2, 3), (4, 2), (5, 4)])
        ),
    ],
    hints=(
        "What should a label cost that nobody has looked at?",
        "Add up the loss where known is 1. Of how many entries is that the mean?",
        "(known * loss).sum() / known.sum()",
    ),
    mistakes=(
        Mistake("divided by n", lambda y, z, m: part(y, z, m).mean()),
        Mistake("divided by n", lambda y, z, m: part(y, z, m).sum() / len(y)),
        Mistake("mask ignored", lambda y, z, _: bce_logits(y, z).mean()),
        Mistake("unknown as no", lambda y, z, m: bce_logits(y * m, z).mean()),
        Mistake("masked too early", lambda y, z, m: bce_logits(y * m, z * m).mean()),
        Mistake("masked too early", lambda y, z, m: bce_logits(y * m, z * m).sum() / m.sum()),
        Mistake("means averaged", lambda y, z, m: (part(y, z, m).sum(1) / m.sum(1)).mean()),
        Mistake("means averaged", lambda y, z, m: (part(y, z, m).sum(0) / m.sum(0)).mean()),
        Mistake("complement", lambda y, z, m: part(y, z, 1 - m).sum() / (1 - m).sum()),
        Mistake("complement", lambda y, z, m: part(1 - y, z, m).sum() / m.sum()),
        Mistake("sum", lambda y, z, m: part(y, z, m).sum()),
        Mistake("term missing", lambda y, z, m: (m * positives(y, z)).sum() / m.sum()),
        Mistake("sigmoid twice", lambda y, z, m: part(y, sigmoid(z), m).sum() / m.sum()),
    ),
    right=(
        lambda y, z, known: (np.logaddexp(0, z) - y * z)[known == 1].mean(),
        lambda y, z, known: np.average(np.logaddexp(0, z) - y * z, weights=known),
        lambda y, z, known: (
            (known * (np.log(1 + np.exp(z)) - y * z)).sum() / np.count_nonzero(known)
        ),
    ),
    unit="nats",
    reread="Labels nobody has looked at",
)


def weighted(y: Array, z: Array, w: Array) -> Array:
    """Binary cross-entropy with a weight on each label's positives."""
    return w * y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)


POS_WEIGHT = Exercise(
    "07.pos_weight",
    reference=lambda y, z, w: (sigmoid_cross_entropy(y, z) * (w * y + 1 - y)).mean(),
    inputs=lambda rng: [
        (np.array([[1.0, 0.0]]), np.array([[1.0, 2.0]]), np.array([3.0, 5.0])),
        (T3, M3, np.array([1.0, 2.0, 5.0, 0.5])),
        *(
            (coins(rng, z.shape), z, rng.uniform(1.5, 9, size=z.shape[1]))
            for z in draws(rng, [(2, 3), (4, 2), (3, 3), (5, 4)])
        ),
    ],
    hints=(
        "Which of the two terms belongs to the positives?",
        "Only the term with y gets its label's weight; the other keeps weight 1.",
        "Mean of w * y * logaddexp(0, −z) + (1 − y) * logaddexp(0, z) over all entries.",
    ),
    mistakes=(
        Mistake("weights on both", lambda y, z, w: (w * bce_logits(y, z)).mean()),
        Mistake("weights on the others", lambda y, z, w: weighted(1 - y, -z, w).mean()),
        Mistake("weights ignored", lambda y, z, _: bce_logits(y, z).mean()),
        Mistake(
            "divided by the weights",
            lambda y, z, w: weighted(y, z, w).sum() / (w * y + 1 - y).sum(),
        ),
        Mistake("divided by the weights", lambda y, z, w: weighted(y, z, w).mean() / w.mean()),
        Mistake("sum", lambda y, z, w: weighted(y, z, w).sum()),
        Mistake("per example", lambda y, z, w: weighted(y, z, w).sum(1).mean()),
        Mistake("weight in the logit", lambda y, z, w: bce_logits(y, z + np.log(w)).mean()),
        Mistake("weight in the logit", lambda y, z, w: bce_logits(y, z * w).mean()),
        Mistake("term missing", lambda y, z, w: (w * positives(y, z)).mean()),
        Mistake("complement", lambda y, z, w: weighted(1 - y, z, w).mean()),
        Mistake("inverse", lambda y, z, w: weighted(y, z, 1 / w).mean()),
        Mistake("sigmoid twice", lambda y, z, w: weighted(y, sigmoid(z), w).mean()),
    ),
    right=(
        lambda y, z, w: (w * y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)).mean(),
        lambda y, z, w: np.mean(np.where(y == 1, w, 1) * (np.logaddexp(0, z) - y * z)),
        lambda y, z, w: -np.mean(w * y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z)),
    ),
    unit="nats",
    reread="Rare labels weigh more",
)

LOSSES = (LOSS, MASKED, POS_WEIGHT)
