"""A colleague's program, which has three faults, mended: what each table costs."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, Function, hundredths
from xentlib.classroom.exercises._common.limits import COARSE, for_limits
from xentlib.information import kl_divergence
from xentlib.numerics import FloatArray

COUNTS = np.array([50, 25, 25, 0])
TABLES = np.array([[1 / 2, 1 / 4, 1 / 8, 1 / 8], [1 / 8, 1 / 8, 1 / 4, 1 / 2], [1 / 4] * 4])


def program(
    divisor: Function, log: Function, *, swapped: bool, add: Function = np.nansum
) -> Function:
    """Build the colleague's program, with some of its faults mended."""

    def run(counts: FloatArray, tables: FloatArray) -> FloatArray:
        p = counts / divisor(counts)
        truth, belief = (tables, p) if swapped else (p, tables)
        return np.asarray(add(truth * log(truth / belief), axis=-1))

    return run


def finite(terms: FloatArray) -> FloatArray:
    """Sum of the finite terms in each row."""
    return np.where(np.isfinite(terms), terms, 0).sum(-1)


def case(rng: np.random.Generator, k: int, m: int) -> tuple[Array, Array]:
    """Random counts, one of them 0, and tables."""
    counts = rng.integers(1, 40, size=k)
    counts[rng.integers(k)] = 0
    return counts, hundredths(rng, m, k)


EXERCISE = Exercise(
    reference=lambda counts, tables: kl_divergence(
        np.broadcast_to(counts / counts.sum(), tables.shape), tables, base=2
    ),
    inputs=lambda rng: [
        (COUNTS, TABLES),
        (np.array([3, 1]), np.array([[0.5, 0.5], [0.75, 0.25]])),
        (np.array([4, 4, 0]), np.array([[0.25, 0.25, 0.5], [0.5, 0.5, 0.0], [0.5, 0.0, 0.5]])),
        *(case(rng, k, m) for k, m in ((3, 2), (4, 5), (6, 3))),
    ],
    hints=(
        "A KL can't be negative, and the first cost is. Which line makes shares of the counts?",
        "What really came stands in front, and on top of the fraction. Which logarithm gives bits?",
        "p = counts / counts.sum(); np.nansum(p * np.log2(p / tables), axis=-1).",
    ),
    mistakes={
        "as printed": program(len, np.log, swapped=True),
        "not normalised": [
            program(len, np.log2, swapped=False),
            program(len, np.log, swapped=False),
            program(len, np.log2, swapped=True),
            program(lambda _: 1, np.log2, swapped=False),
            program(np.max, np.log2, swapped=False),
        ],
        "truth and belief": [
            program(np.sum, np.log2, swapped=True),
            program(np.sum, np.log, swapped=True),
        ],
        "half mended": [
            lambda c, t: np.nansum(t * np.log2(c / c.sum() / t), axis=-1),
            lambda c, t: np.nansum(t * np.log(c / c.sum() / t), axis=-1),
        ],
        "zero log zero": program(np.sum, np.log2, swapped=False, add=np.sum),
        "mean": [
            program(np.sum, np.log2, swapped=False, add=np.nanmean),
            program(np.sum, np.log2, swapped=False, add=np.mean),
        ],
        "cross-entropy": [
            lambda c, t: -np.nansum(c / c.sum() * np.log2(t), axis=-1),
            lambda c, t: -np.sum(c / c.sum() * np.log2(t), axis=-1),
        ],
        "absolute": lambda c, t: np.nansum(abs(c / c.sum() * np.log2(c / c.sum() / t)), axis=-1),
        "smoothed": lambda c, t: np.sum(
            (c + 1) / (c + 1).sum() * np.log2((c + 1) / (c + 1).sum() / t), axis=-1
        ),
        "whole sample": lambda c, t: np.nansum(c * np.log2(c / c.sum() / t), axis=-1),
        **for_limits(
            {
                "forbidden": [
                    lambda _, c, t: finite(c / c.sum() * np.log2(c / c.sum() / t)),
                    lambda e, c, t: np.nansum(
                        c / c.sum() * np.log2((c / c.sum() + e) / (t + e)), axis=-1
                    ),
                    lambda e, c, t: np.nansum(
                        c / c.sum() * np.log2(c / c.sum() / np.maximum(t, e)), axis=-1
                    ),
                ]
            },
            COARSE,
        ),
    },
    say={
        "as printed": "That is the program as it was. It has three faults.",
        "half mended": "The fraction and the weight in front of it belong together: p stands in "
        "front and on top.",
        "mean": "The shares are the weights of the mean already: sum over the letters.",
        "smoothed": "Nothing was to be added to the counts: a letter that did not come costs 0.",
        "whole sample": "That is the bill of the whole message. The cost of one letter is asked.",
    },
    right=(
        lambda counts, tables: np.nansum(
            counts / counts.sum() * np.log2(counts / counts.sum() / tables), axis=-1
        ),
        lambda counts, tables: np.array(
            [
                sum(
                    n / counts.sum() * (np.log2(n / counts.sum()) - np.log2(b))
                    for n, b in zip(counts, row, strict=True)
                    if n
                )
                for row in tables
            ]
        ),
    ),
    unit="bits",
    reread="Is KL a distance?",
    kind="reading",
)
