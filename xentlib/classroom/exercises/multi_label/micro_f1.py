"""F1 over all labels at once."""

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises.multi_label._shared import (
    COMMON,
    decided,
    f1,
    harmonic,
    precision,
    recall,
)

EXERCISE = Exercise(
    reference=lambda y, decided: f1(y, decided, None),
    inputs=decided,
    hints=(
        "Does a hit of a frequent label count more than one of a rare label here?",
        "Count hits, false alarms and misses over all labels together.",
        "2 · hits / (2 · hits + false alarms + misses), each summed over everything.",
    ),
    mistakes=COMMON
    | {
        "macro": lambda y, d: f1(y, d, 0).mean(),
        "arithmetic mean": lambda y, d: (precision(y, d) + recall(y, d)) / 2,
        "factor forgotten": lambda y, d: (y * d).sum() / (y.sum() + d.sum()),
        "overlap": lambda y, d: (y * d).sum() / (y | d).sum(),
        "complement": lambda y, d: f1(1 - y, 1 - d, None),
        "product": lambda y, d: precision(y, d) * recall(y, d),
    },
    say={
        "accuracy": "That is the share of decisions that are right; hits, false alarms and misses "
        "are asked.",
        "complement": "That is the F1 of the labels that are not there.",
        "factor forgotten": "That is half of it: of 2 · hits a factor of 2 is missing.",
        "per example": "F1 was computed for each example; count all of them together.",
        "macro": "That is the mean over labels; hits of all labels are counted together here.",
        "arithmetic mean": "That is the ordinary mean of the two; the harmonic one is asked.",
        "product": "That is precision times recall.",
    },
    right=(
        lambda y, decided: 2 * (y * decided).sum() / (y.sum() + decided.sum()),
        lambda y, decided: harmonic(precision(y, decided), recall(y, decided)),
        lambda y, decided: 2 / ((y != decided).sum() / (y & decided).sum() + 2),
    ),
    reread="Counting hits",
)
