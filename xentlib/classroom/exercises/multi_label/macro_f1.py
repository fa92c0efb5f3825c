"""Mean F1 over the labels."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array
from xentlib.classroom.exercises.multi_label._shared import (
    COMMON,
    counts,
    decided,
    f1,
    harmonic,
    precision,
    recall,
)


def zero_by_zero(y: Array, decided: Array) -> Array:
    """F1 of each label by precision and recall as the textbook divides them."""
    hits, alarms, misses = counts(y, decided, 0)
    p, r = hits / (hits + alarms), hits / (hits + misses)
    return 2 * p * r / (p + r)


EXERCISE = Exercise(
    reference=lambda y, decided: f1(y, decided, 0).mean(),
    inputs=decided,
    hints=(
        "A rare label counts as much as a frequent one. When do you take the mean?",
        "F1 of every label first, then the mean; a label without hits has F1 0.",
        "Sum over axis 0: 2 · hits / (y.sum(0) + decided.sum(0)), then .mean().",
    ),
    mistakes=COMMON
    | {
        "micro": lambda y, d: f1(y, d, None),
        "means first": lambda y, d: harmonic(precision(y, d, 0).mean(), recall(y, d, 0).mean()),
        "zero by zero": [
            lambda y, d: zero_by_zero(y, d).mean(),
            lambda y, d: np.nanmean(zero_by_zero(y, d)),
        ],
        "weighted by frequency": lambda y, d: np.average(f1(y, d, 0), weights=y.sum(0)),
        "factor forgotten": lambda y, d: f1(y, d, 0).mean() / 2,
        "sum": lambda y, d: f1(y, d, 0).sum(),
        "overlap": lambda y, d: ((y * d).sum(0) / (y | d).sum(0)).mean(),
    },
    say={
        "accuracy": "That is the share of decisions that are right; hits, false alarms and misses "
        "are asked.",
        "factor forgotten": "That is half of it: of 2 · hits a factor of 2 is missing.",
        "per example": "F1 was computed for each example; each label has one.",
        "sum": "That is the sum over the labels; the mean is asked.",
        "micro": "That counts all entries together; the mean over labels is asked.",
        "zero by zero": "A label without hits makes 0 / 0: its F1 is 0.",
        "weighted by frequency": "Frequent labels count more in it: all labels must count alike.",
    },
    right=(
        lambda y, decided: (2 * (y * decided).sum(0) / (y.sum(0) + decided.sum(0))).mean(),
        lambda y, decided: harmonic(precision(y, decided, 0), recall(y, decided, 0)).mean(),
        lambda y, decided: np.mean(
            [2 * (a & b).sum() / (a.sum() + b.sum()) for a, b in zip(y.T, decided.T, strict=True)]
        ),
    ),
    reread="Counting hits",
)
