"""Mutual information of a table of counts, as a multiple of what chance makes."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array
from xentlib.information import kl_divergence, mutual_information
from xentlib.numerics import FloatArray


def measured(counts: FloatArray) -> FloatArray:
    """Mutual information of the shares, in nats."""
    return mutual_information(counts / counts.sum())


def against(
    chance: Callable[[float, int, int], float], *, base: float = np.e
) -> Callable[[FloatArray], FloatArray]:
    """Divide what is measured by a formula of n, the rows and the columns."""
    return lambda counts: (
        measured(counts) / np.log(base) / chance(float(counts.sum()), *counts.shape)
    )


def plain(counts: FloatArray) -> FloatArray:
    """Mutual information of the shares in nats, which a pair without people makes nan."""
    j = counts / counts.sum()
    return np.asarray((j * np.log(j / np.outer(j.sum(1), j.sum(0)))).sum())


def free(r: int, c: int) -> int:
    """Numbers that are free in a table when its margins are known."""
    return (r - 1) * (c - 1)


def case(rng: np.random.Generator, rows: int, columns: int) -> tuple[Array]:
    """Random counts, none of which is 0."""
    return (rng.integers(2, 40, size=(rows, columns)),)


EXERCISE = Exercise(
    reference=against(lambda n, r, c: free(r, c) / (2 * n)),
    inputs=lambda rng: [
        (np.array([[10, 10], [10, 30]]),),
        (np.array([[20, 10], [40, 20]]),),  # nothing is shared
        (np.array([[30, 5, 5], [5, 30, 5]]),),
        (np.array([[54, 88], [60, 82], [55, 87], [43, 100]]),),  # the poorest measurement
        (np.array([[6, 0, 3], [2, 9, 4]]),),  # a pair that never came
        *(case(rng, r, c) for r, c in ((3, 4), (5, 2), (2, 6), (4, 4))),
    ],
    hints=(
        "An entropy of K shares is too low by (K − 1) / 2n nats. What is K in each of the three?",
        "I = H(X) + H(Y) − H(X, Y) is too high by (rc − 1) − (r − 1) − (c − 1), divided by 2n.",
        "xent.mutual_information(counts / n) / ((r − 1) · (c − 1) / (2n)), with n = counts.sum().",
    ),
    mistakes={
        "margins free": [
            against(lambda n, r, c: (r * c - 1) / (2 * n)),
            against(lambda n, r, c: (r * c + r + c - 3) / (2 * n)),
        ],
        "margins once": [
            against(lambda n, r, c: (r * c - r) / (2 * n)),
            against(lambda n, r, c: (r * c - c) / (2 * n)),
            against(lambda n, r, c: (r * c - r - c) / (2 * n)),
        ],
        "all cells": against(lambda n, r, c: r * c / (2 * n)),
        "pairs missing": against(lambda n, r, c: (r + c - 2) / (2 * n)),
        "c - 1 left out": against(lambda n, r, _: (r - 1) / (2 * n)),
        "r - 1 left out": against(lambda n, _, c: (c - 1) / (2 * n)),
        "zero log zero": lambda k: 2 * k.sum() / free(*k.shape) * plain(k),
        "brackets": against(lambda n, r, c: free(r, c) / 2 * n),
        "half forgotten": against(lambda n, r, c: free(r, c) / n),
        "units mixed": [
            against(lambda n, r, c: free(r, c) / (2 * n), base=2),
            against(lambda n, r, c: free(r, c) / (2 * n * np.log(2))),
        ],
        "sample size": [
            against(lambda _, r, c: free(r, c) / 2),
            against(lambda _, r, c: free(r, c) / (2 * r * c)),
            against(lambda _, r, c: free(r, c) / (2 * r)),
        ],
        "chi-square": lambda k: 2 * k.sum() * measured(k),
        "difference": lambda k: measured(k) - free(*k.shape) / (2 * k.sum()),
        "measured alone": measured,
        "chance alone": lambda k: free(*k.shape) / (2 * k.sum()),
        "upside down": lambda k: free(*k.shape) / (2 * k.sum()) / max(float(measured(k)), 1e-300),
        "not normalised": [
            lambda k: 2 * k.sum() ** 2 / free(*k.shape) * measured(k),
            lambda k: (
                2
                * k.sum()
                / free(*k.shape)
                * np.nansum(k * np.log(k / np.outer(k.sum(1), k.sum(0))))
            ),
        ],
        "truth and belief": lambda k: (
            2
            * k.sum()
            / free(*k.shape)
            * kl_divergence(
                np.outer(k.sum(1), k.sum(0)).ravel() / k.sum() ** 2, k.ravel() / k.sum()
            )
        ),
    },
    say={
        "margins free": "The pairs' entropy is too low, and so are those of rows and columns: "
        "their errors are subtracted.",
        "margins once": "All three entropies are too low, each by its own number of outcomes "
        "minus 1.",
        "all cells": "That is one number too many, as the shares sum to 1, and two errors are left "
        "out: those of the rows' and of the columns' entropies.",
        "pairs missing": "What is the error of the pairs' entropy H(X, Y)?",
        "c - 1 left out": "That is right for two columns alone. What is the error of H(Y), and "
        "what does c do to that of H(X, Y)?",
        "r - 1 left out": "That is right for two rows alone. What is the error of H(X), and what "
        "does r do to that of H(X, Y)?",
        "brackets": "x / 2 * n is (x / 2) · n: divide by (2 * n).",
        "half forgotten": "The error of an entropy is (K − 1) / 2n: where is the 2?",
        "units mixed": "Bits and nats are mixed: (K − 1) / 2n is in nats.",
        "sample size": "n is the number of people, counts.sum().",
        "chi-square": "That is 2n·I. On average chance makes it (r − 1)(c − 1): divide by that.",
        "difference": "That is the difference. How many times the one is the other?",
        "measured alone": "That is what the table shows. What does chance show?",
        "chance alone": "That is what chance shows. What does the table show?",
        "upside down": "That is chance divided by the measured value: turn it over.",
    },
    right=(
        lambda k: 2 * k.sum() * measured(k) / free(*k.shape),
        lambda k: (
            2
            * np.nansum(k * np.log(k * k.sum() / k.sum(1, keepdims=True) / k.sum(0)))
            / ((len(k) - 1) * (len(k.T) - 1))
        ),
    ),
    reread="What two variables share",
    atol=1e-9,
    kind="derivation",
)
