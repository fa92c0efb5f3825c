"""Shares of the next symbol after each context, with something added to each count."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array


def _counts(rng: np.random.Generator, rows: int, k: int) -> Array:
    """Draw counts after each context; the first context was never seen."""
    counts = rng.integers(0, 9, size=(rows, k))
    counts[0] = 0
    return counts


def _extra_shared(c: Array, a: float) -> Array:
    k = c.shape[-1]
    return np.asarray((c + a / k) / (c.sum(-1, keepdims=True) + a))


def _only_zeros(c: Array, a: float) -> Array:
    filled = np.where(c == 0, a, c)
    return np.asarray(filled / filled.sum(-1, keepdims=True))


EXERCISE = Exercise(
    reference=lambda counts, extra: (counts + extra) / (counts + extra).sum(-1, keepdims=True),
    inputs=lambda rng: [
        (np.array([[0, 0, 0], [3, 0, 1]]), 0.5),
        (np.array([[0, 0], [1, 9]]), 0.1),
        *(
            (_counts(rng, rows, k), extra)
            for rows, k, extra in ((3, 3, 2.0), (4, 2, 0.25), (2, 5, 0.01))
        ),
    ],
    hints=(
        "What must each row of your result sum to?",
        "Add first, in every place. What is the sum of a row now?",
        "(counts + extra), divided by its own sums over the last axis, with keepdims=True.",
    ),
    mistakes={
        "not normalised": lambda c, a: c + a,
        "old sum": [
            lambda c, a: (c + a) / c.sum(-1, keepdims=True),
            lambda c, a: (c + a) / np.maximum(c.sum(-1, keepdims=True), 1),
            lambda c, a: (c + a) / (c.sum(-1, keepdims=True) + a),
        ],
        "unsmoothed": [
            lambda c, a: c / c.sum(-1, keepdims=True) + 0 * a,
            lambda c, a: np.nan_to_num(c / c.sum(-1, keepdims=True)) + 0 * a,
        ],
        "added too late": [
            lambda c, a: c / c.sum(-1, keepdims=True) + a,
            lambda c, a: np.nan_to_num(c / c.sum(-1, keepdims=True)) + a,
        ],
        "wrong axis": lambda c, a: (c + a) / (c + a).sum(0),
        "flattened": lambda c, a: (c + a) / (c + a).sum(),
        "keepdims": lambda c, a: (c + a) / (c + a).sum(-1),
        "always one": lambda c, a: (c + 1) / (c + 1).sum(-1, keepdims=True) + 0 * a,
        "shared by all": _extra_shared,
        "contexts counted": lambda c, a: (c + a) / (c.sum(-1, keepdims=True) + a * len(c)),
        "another K": lambda c, a: (c + a) / (c.sum(-1, keepdims=True) + 30 * a),
        "only the zeros": _only_zeros,
        "as surprise": lambda c, a: -np.log2((c + a) / (c + a).sum(-1, keepdims=True)),
    },
    say={
        "old sum": "The rows no longer sum to 1: `extra` was added in K places, so the sum grows "
        "by K times `extra`.",
        "unsmoothed": "Nothing was added: what has not come yet costs infinity.",
        "added too late": "That is added to the shares; add it to the counts, and divide last.",
        "flattened": "Each row is a distribution of its own: all rows together sum to 1 here.",
        "always one": "One was added; the caller says how much.",
        "shared by all": "Each symbol gets all of `extra`, and not a part of it.",
        "contexts counted": "`extra` is added once for each symbol, and len(counts) is the number "
        "of contexts.",
        "another K": "The names of this notebook have K = 30 symbols. Here K is the number of "
        "columns of `counts`.",
        "only the zeros": "Every count gets the same addition, also those that are not 0.",
        "as surprise": "Those are bits; the shares are asked.",
    },
    right=(
        lambda counts, extra: (
            (counts + extra) / (counts.sum(-1, keepdims=True) + extra * counts.shape[-1])
        ),
        lambda counts, extra: np.array([(row + extra) / sum(row + extra) for row in counts]),
    ),
    reread="Count what follows",
)
