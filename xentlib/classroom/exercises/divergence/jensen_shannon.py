"""Jensen–Shannon divergence of any number of distributions: the mean KL to their middle."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import bits
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.classroom.exercises._common.limits import COARSE, for_limits
from xentlib.information import kl_divergence
from xentlib.numerics import FloatArray


def to_middle(rows: FloatArray) -> FloatArray:
    """KL in bits from each row to the rows' mean."""
    middle = rows.mean(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(rows > 0, rows * np.log2(rows / middle), 0).sum(-1)


def with_a_zero(rows: FloatArray) -> FloatArray:
    """Rows of which the first rules out its first outcome."""
    rows[0, 1] += rows[0, 0]
    rows[0, 0] = 0
    return rows


def from_middle(rows: FloatArray) -> FloatArray:
    """KL in bits from the rows' mean to each row."""
    return kl_divergence(np.broadcast_to(rows.mean(0), rows.shape), rows, base=2)


def between_pairs(rows: FloatArray) -> float:
    """Mean KL in bits over all ordered pairs of different rows."""
    n = len(rows)
    ways = [(i, j) for i in range(n) for j in range(n) if i != j]
    return float(np.mean([kl_divergence(rows[i], rows[j], base=2) for i, j in ways]))


EXERCISE = Exercise(
    reference=lambda rows: to_middle(rows).mean(),
    inputs=lambda rng: [
        (np.array([[0.5, 0.5], [1.0, 0.0]]),),
        (np.array([[1.0, 0.0], [0.0, 1.0]]),),
        (np.array([[0.5, 0.25, 0.25], [0.5, 0.25, 0.25], [0.5, 0.25, 0.25]]),),
        (np.eye(4),),
        (np.array([[0.75, 0.25], [0.25, 0.75], [0.5, 0.5]]),),
        (np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1 - 2.0**-20, 2.0**-20]]),),
        *((with_a_zero(hundredths(rng, n, k)),) for n, k in ((2, 5), (3, 4), (5, 3))),
    ],
    hints=(
        "Where is the middle of the rows? It is a distribution over the same outcomes.",
        "The middle is np.broadcast_to(rows.mean(0), rows.shape): the belief of every row.",
        "Sum rows · log2(rows / middle) along the last axis, 0 where a row has 0; then the mean.",
    ),
    mistakes={
        "truth and belief": lambda rows: from_middle(rows).mean(),
        "zero log zero": lambda rows: (rows * np.log2(rows / rows.mean(0))).sum(-1).mean(),
        "sum": lambda rows: to_middle(rows).sum(),
        "divided by two": lambda rows: to_middle(rows).sum() / 2,
        "not summed": to_middle,
        "middle alone": lambda rows: bits(rows.mean(0)),
        "entropy of the rows": lambda rows: bits(rows).mean(),
        "no middle": between_pairs,
        "first pair": [
            lambda rows: to_middle(rows[:2]).mean(),
            lambda rows: kl_divergence(rows[0], rows[1], base=2),
            lambda rows: to_middle(rows)[0],
        ],
        "wrong axis": [
            lambda rows: (
                np.where(rows > 0, rows * np.log2(rows / rows.mean(1, keepdims=True)), 0)
                .sum(-1)
                .mean()
            ),
            lambda rows: np.where(rows > 0, rows * np.log2(rows / rows.mean()), 0).sum(-1).mean(),
        ],
        "columns first": lambda rows: to_middle(rows).sum() / rows.shape[1],
        "root": lambda rows: np.sqrt(to_middle(rows).mean()),
        "mean": [
            lambda rows: to_middle(rows).mean() / rows.shape[1],
            lambda rows: np.nanmean(rows * np.log2(rows / rows.mean(0))),
        ],
        "absolute": lambda rows: np.nansum(abs(rows * np.log2(rows / rows.mean(0))), -1).mean(),
        **for_limits(
            {
                "epsilon in the log": [
                    lambda e, r: (r * np.log2((r + e) / (r.mean(0) + e))).sum(-1).mean(),
                    lambda e, r: (r * np.log2(r / r.mean(0) + e)).sum(-1).mean(),
                ],
            },
            [e for e in COARSE if e >= 1e-4],
        ),
    },
    say={
        "sum": "That is the sum over all rows; their mean is asked.",
        "divided by two": "The number of rows need not be two.",
        "not summed": "That is a KL for each row. One number is asked, their mean.",
        "middle alone": "That is the entropy of the middle. How much of it do the rows have "
        "themselves?",
        "entropy of the rows": "That is the mean entropy of the rows, without the middle.",
        "no middle": "Those are KLs from row to row. Each row is compared with the mean of all.",
        "first pair": "All rows count, the first one no more than the others.",
        "wrong axis": "Your middle gives all outcomes the same number. It should give each outcome "
        "the mean of its own column.",
        "columns first": "Divided by the number of outcomes. Sum each row first, then take the "
        "mean over the rows.",
        "mean": "Divided by the number of outcomes as well: their probabilities are the weights.",
    },
    right=(
        lambda rows: bits(rows.mean(0)) - bits(rows).mean(),
        lambda rows: np.nansum(rows * np.log2(rows / rows.mean(0))) / len(rows),
        lambda rows: kl_divergence(rows, np.tile(rows.mean(0), (len(rows), 1)), base=2).mean(),
    ),
    unit="bits",
    reread="Is KL a distance?",
)
