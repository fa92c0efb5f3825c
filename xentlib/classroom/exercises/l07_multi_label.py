"""Lesson 07: many labels at once, decided and counted."""

from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._l07_losses import LOSSES
from xentlib.classroom.exercises._question import Question
from xentlib.classroom.exercises._shared import M3, Array, hot
from xentlib.numerics import sigmoid, softmax

__all__ = ["EXERCISES", "QUIZ"]

Mean = Array | np.floating[Any]


def both_kinds(rng: np.random.Generator, n: int, k: int) -> Array:
    """Logits at which every rule of decision decides differently."""
    z = rng.normal(scale=1.5, size=(n, k))
    z[0], z[1] = 0.5 + rng.random(k), -2.5 - rng.random(k)  # all labels, no label
    return z


DECIDE = Exercise(
    "07.decide",
    reference=lambda z, thresholds: (sigmoid(z) > thresholds).astype(int),
    inputs=lambda rng: [
        (M3, np.array([0.5, 0.5, 0.5, 0.5])),
        (M3, np.array([0.6, 0.8, 0.3, 0.1])),
        *(
            (both_kinds(rng, n, k), np.append(rng.uniform(0.05, 0.95, size=k - 2), [0.15, 0.8]))
            for n, k in ((12, 3), (12, 4), (20, 5))
        ),
    ],
    hints=(
        "May an example have two labels, or none?",
        "Turn every logit into a probability; compare it with its own label's threshold.",
        "(sigmoid(z) > thresholds).astype(int)",
    ),
    mistakes=(
        Mistake("argmax", lambda z, _: hot(z.argmax(1), z.shape[1])),
        Mistake("logits as probabilities", lambda z, t: (z > t).astype(int)),
        Mistake("one threshold", lambda z, _: (z > 0).astype(int)),
        Mistake("one threshold", lambda z, t: (sigmoid(z) > t.mean()).astype(int)),
        Mistake("one threshold", lambda z, t: (sigmoid(z) > t[0]).astype(int)),
        Mistake("softmax for labels", lambda z, t: (softmax(z) > t).astype(int)),
        Mistake("complement", lambda z, t: (sigmoid(z) < t).astype(int)),
        Mistake("complement", lambda z, t: (sigmoid(z) > 1 - t).astype(int)),
        Mistake("not decided", lambda z, _: sigmoid(z)),
        Mistake("not decided", lambda z, _: np.round(sigmoid(z), 1)),
        Mistake("rounded", lambda z, t: np.ceil(sigmoid(z) - t.max()).clip(0, 1)),
        Mistake("sigmoid twice", lambda z, t: (sigmoid(sigmoid(z)) > t).astype(int)),
    ),
    right=(
        lambda z, thresholds: np.where(1 / (1 + np.exp(-z)) > thresholds, 1, 0),
        lambda z, thresholds: (z > np.log(thresholds / (1 - thresholds))) * 1,
        lambda z, thresholds: [
            [int(p > t) for p, t in zip(row, thresholds, strict=True)] for row in sigmoid(z)
        ],
    ),
    reread="A threshold per label",
)


def counts(y: Array, decided: Array, axis: int | None) -> tuple[Array, Array, Array]:
    """Hits, false alarms and misses along an axis, or of all."""
    hits = (y * decided).sum(axis)
    return hits, decided.sum(axis) - hits, y.sum(axis) - hits


def f1(y: Array, decided: Array, axis: int | None) -> Array:
    """F1 of each, 0 where there is nothing to count."""
    hits, alarms, misses = counts(y, decided, axis)
    return np.where(hits > 0, 2 * hits / np.maximum(2 * hits + alarms + misses, 1), 0.0)


def precision(y: Array, decided: Array, axis: int | None = None) -> Array:
    """Hits among what was decided for."""
    hits, alarms, _ = counts(y, decided, axis)
    return hits / np.maximum(hits + alarms, 1)


def recall(y: Array, decided: Array, axis: int | None = None) -> Array:
    """Hits among what was there."""
    hits, _, misses = counts(y, decided, axis)
    return hits / np.maximum(hits + misses, 1)


def harmonic(a: Mean, b: Mean) -> Any:
    """Harmonic mean, 0 if both are."""
    return 2 * a * b / np.maximum(a + b, 1e-300)


def decisions(rng: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    """Labels of unequal frequency and careless decisions; the last label is never decided for."""
    rates = np.linspace(0.7, 0.25, k)
    y = (rng.random((n, k)) < rates).astype(int)
    y[0] = 1
    decided = np.where(rng.random((n, k)) < np.linspace(0.1, 0.4, k), 1 - y, y)
    decided[:2, 0], decided[:, -1] = [1, 1 - y[1, 0]], 0
    return y, decided


FIRST = (np.array([[1, 0, 1], [1, 1, 0], [1, 0, 0]]), np.array([[1, 1, 1], [1, 1, 0], [1, 1, 1]]))
POOR = (
    np.array([[1, 0, 1], [0, 0, 1], [1, 1, 0], [0, 1, 0], [0, 1, 0]]),
    np.array([[0, 1, 1], [1, 1, 0], [0, 0, 1], [0, 0, 1], [0, 1, 1]]),
)
COMMON = (
    Mistake("accuracy", lambda y, d: (y == d).mean()),
    Mistake("accuracy", lambda y, d: (y == d).all(1).mean()),
    Mistake("precision", lambda y, d: precision(y, d)),
    Mistake("precision", lambda y, d: precision(y, d, 0).mean()),
    Mistake("recall", lambda y, d: recall(y, d)),
    Mistake("recall", lambda y, d: recall(y, d, 0).mean()),
    Mistake("per example", lambda y, d: f1(y, d, 1).mean()),
)

MICRO = Exercise(
    "07.micro_f1",
    reference=lambda y, decided: f1(y, decided, None),
    inputs=lambda rng: [
        FIRST,
        POOR,
        *(decisions(rng, n, k) for n, k in ((7, 3), (12, 4), (20, 5))),
    ],
    hints=(
        "Does a hit of a frequent label count more than one of a rare label here?",
        "Count hits, false alarms and misses over all labels together.",
        "2 · hits / (2 · hits + false alarms + misses), each summed over everything.",
    ),
    mistakes=(
        Mistake("macro", lambda y, d: f1(y, d, 0).mean()),
        *COMMON,
        Mistake("arithmetic mean", lambda y, d: (precision(y, d) + recall(y, d)) / 2),
        Mistake("factor forgotten", lambda y, d: (y * d).sum() / (y.sum() + d.sum())),
        Mistake("overlap", lambda y, d: (y * d).sum() / (y | d).sum()),
        Mistake("complement", lambda y, d: f1(1 - y, 1 - d, None)),
        Mistake("product", lambda y, d: precision(y, d) * recall(y, d)),
    ),
    right=(
        lambda y, decided: 2 * (y * decided).sum() / (y.sum() + decided.sum()),
        lambda y, decided: harmonic(precision(y, decided), recall(y, decided)),
        lambda y, decided: 2 / ((y != decided).sum() / (y & decided).sum() + 2),
    ),
    reread="Counting hits",
)

MACRO = Exercise(
    "07.macro_f1",
    reference=lambda y, decided: f1(y, decided, 0).mean(),
    inputs=MICRO.inputs,
    hints=(
        "A rare label counts as much as a frequent one. When do you take the mean?",
        "F1 of every label first, then the mean; a label without hits has F1 0.",
        "Sum over axis 0: 2 · hits / (y.sum(0) + decided.sum(0)), then .mean().",
    ),
    mistakes=(
        Mistake("micro", lambda y, d: f1(y, d, None)),
        *COMMON,
        Mistake(
            "means first", lambda y, d: harmonic(precision(y, d, 0).mean(), recall(y, d, 0).mean())
        ),
        Mistake("zero by zero", lambda y, d: zero_by_zero(y, d).mean()),
        Mistake("zero by zero", lambda y, d: np.nanmean(zero_by_zero(y, d))),
        Mistake("weighted by frequency", lambda y, d: np.average(f1(y, d, 0), weights=y.sum(0))),
        Mistake("factor forgotten", lambda y, d: f1(y, d, 0).mean() / 2),
        Mistake("sum", lambda y, d: f1(y, d, 0).sum()),
        Mistake("overlap", lambda y, d: ((y * d).sum(0) / (y | d).sum(0)).mean()),
    ),
    right=(
        lambda y, decided: (2 * (y * decided).sum(0) / (y.sum(0) + decided.sum(0))).mean(),
        lambda y, decided: harmonic(precision(y, decided, 0), recall(y, decided, 0)).mean(),
        lambda y, decided: np.mean(
            [2 * (a & b).sum() / (a.sum() + b.sum()) for a, b in zip(y.T, decided.T, strict=True)]
        ),
    ),
    reread="Counting hits",
)


def zero_by_zero(y: Array, decided: Array) -> Array:
    """F1 of each label by precision and recall as the textbook divides them."""
    hits, alarms, misses = counts(y, decided, 0)
    p, r = hits / (hits + alarms), hits / (hits + misses)
    return 2 * p * r / (p + r)


EXERCISES = (*LOSSES, DECIDE, MICRO, MACRO)
QUIZ: tuple[Question, ...] = ()
