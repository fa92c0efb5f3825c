"""Mean F1 over the labels."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array
from xentlib.classroom.exercises.multi_label._shared import (
    COMMON,
    EMPTY,
    counts,
    decided,
    f1,
    harmonic,
    precision,
    recall,
)


def plain(y: Array, said: Array) -> Array:
    """F1 of each label as the formula divides it: nan for one neither there nor said."""
    return 2 * (y * said).sum(0) / (y.sum(0) + said.sum(0))


def zero_by_zero(y: Array, decided: Array) -> Array:
    """F1 of each label by precision and recall as the textbook divides them."""
    hits, alarms, misses = counts(y, decided, 0)
    p, r = hits / (hits + alarms), hits / (hits + misses)
    return 2 * p * r / (p + r)


EXERCISE = Exercise(
    reference=lambda y, said: f1(y, said, 0).mean(),
    inputs=lambda rng: [*decided(rng), EMPTY],
    hints=(
        "A rare label counts as much as a frequent one. When do you take the mean?",
        "F1 of every label first, then the mean; a label without hits has F1 0.",
        "Over axis 0: 2 * hits / np.maximum(y.sum(0) + said.sum(0), 1), then .mean().",
    ),
    mistakes=COMMON
    | {
        "micro": lambda y, d: f1(y, d, None),
        "means first": lambda y, d: harmonic(precision(y, d, 0).mean(), recall(y, d, 0).mean()),
        "zero by zero": [
            lambda y, d: zero_by_zero(y, d).mean(),
            lambda y, d: np.nanmean(zero_by_zero(y, d)),
            lambda y, d: plain(y, d).mean(),
            lambda y, d: np.nanmean(plain(y, d)),
        ],
        "counted as 1": lambda y, d: np.where(y.sum(0) + d.sum(0) > 0, f1(y, d, 0), 1.0).mean(),
        "right entries as hits": lambda y, d: (
            2 * (y == d).sum(0) / np.maximum(y.sum(0) + d.sum(0), 1)
        ).mean(),
        "weighted by frequency": lambda y, d: np.average(f1(y, d, 0), weights=y.sum(0)),
        "factor forgotten": lambda y, d: f1(y, d, 0).mean() / 2,
        "sum": lambda y, d: f1(y, d, 0).sum(),
        "overlap": lambda y, d: ((y * d).sum(0) / np.maximum((y | d).sum(0), 1)).mean(),
    },
    say={
        "accuracy": "That is the share of decisions that are right; hits, false alarms and misses "
        "are asked.",
        "factor forgotten": "That is half of it: of 2 · hits a factor of 2 is missing.",
        "per example": "F1 was computed for each example; each label has one.",
        "sum": "That is the sum over the labels; the mean is asked.",
        "overlap": "Those are hits among everything that is there or said: another score than F1.",
        "precision": "That is precision: the share of what was said that is there.",
        "recall": "That is recall: the share of what is there that was said.",
        "micro": "That counts all entries together; the mean over labels is asked.",
        "zero by zero": "A label without hits can make 0 / 0: its F1 is 0, and it counts.",
        "counted as 1": "A label neither there nor said has F1 = 1 here; the exercise says 0.",
        "right entries as hits": "A right no was counted as a hit: a hit is there and was said.",
        "weighted by frequency": "Frequent labels count more in it: all labels must count alike.",
    },
    right=(
        lambda y, said: np.nan_to_num(plain(y, said)).mean(),
        lambda y, said: harmonic(precision(y, said, 0), recall(y, said, 0)).mean(),
        lambda y, said: np.mean(
            [
                2 * (a & b).sum() / (a.sum() + b.sum()) if (a & b).any() else 0
                for a, b in zip(y.T, said.T, strict=True)
            ]
        ),
    ),
    reread="Counting hits",
)
