"""Lesson 02: what a wrong belief costs, on average over outcomes and over samples."""

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._l01_averages import bits
from xentlib.classroom.exercises._l02_codes import WRONG_CODE
from xentlib.classroom.exercises._l02_divergences import DIVERGENCES
from xentlib.classroom.exercises._l02_gaussians import KL_FROM_SAMPLE
from xentlib.classroom.exercises._l02_samples import SAMPLES
from xentlib.classroom.exercises.q02_beliefs import QUIZ
from xentlib.information import conditional_entropy, mutual_information
from xentlib.numerics import FloatArray, expectation, log_ratio

__all__ = ["EXERCISES", "QUIZ"]


def independent(joint: FloatArray) -> FloatArray:
    """Table of the same rows and columns in which nothing can be learnt."""
    return np.outer(joint.sum(1), joint.sum(0))


def table_with_a_zero(rng: np.random.Generator, rows: int, columns: int) -> FloatArray:
    """Random joint probabilities with one impossible pair."""
    joint = rng.dirichlet(np.ones(rows * columns)).reshape(rows, columns)
    joint[0, 0] = 0
    return joint / joint.sum()


MUTUAL_INFORMATION = Exercise(
    "02.mutual_information",
    reference=lambda joint: mutual_information(joint, base=2),
    inputs=lambda rng: [
        (np.array([[0.5, 0.0], [0.25, 0.25]]),),
        (np.array([[0.3, 0.2], [0.1, 0.4]]),),
        *((rng.dirichlet(np.ones(a * b)).reshape(a, b),) for a, b in ((2, 3), (3, 3))),
        (table_with_a_zero(rng, 3, 4),),
    ],
    hints=(
        "What would the table be if row and column had nothing to do with each other?",
        "Multiply each row's sum by each column's. What is the KL from the table to that one?",
        "np.outer(joint.sum(1), joint.sum(0)); then sum joint · log2(joint / that), 0 where 0.",
    ),
    mistakes=(
        Mistake(
            "truth and belief",
            lambda j: expectation(independent(j).ravel(), log_ratio(independent(j), j, 2).ravel()),
        ),
        Mistake("zero log zero", lambda j: (j * np.log2(j / independent(j))).sum()),
        Mistake(
            "joint entropy",
            lambda j: bits(j.ravel()),
            "That is the surprise of both together. How much of it do they share?",
        ),
        Mistake(
            "conditional",
            lambda j: conditional_entropy(j, base=2),
            "That is what is still "
            "to be told about the column once the row is known. What has been told?",
        ),
        Mistake(
            "conditional",
            lambda j: conditional_entropy(j.T, base=2),
            "That is what is still "
            "to be told about the row once the column is known. What has been told?",
        ),
        Mistake("marginal", lambda j: bits(j.sum(0))),
        Mistake("marginal", lambda j: bits(j.sum(1))),
        Mistake(
            "cross-entropy",
            lambda j: bits(independent(j).ravel()),
            "That is the price of "
            "believing in independence. How much of it is the table's own entropy?",
        ),
        Mistake("each alike", lambda j: np.log2(j.size) - bits(j.ravel())),
        Mistake(
            "keepdims",
            lambda j: expectation(
                j.ravel(), log_ratio(j, np.broadcast_to(j.sum(1) * j.sum(0), j.shape), 2).ravel()
            ),
        ),
        Mistake(
            "absolute",
            lambda j: expectation(j.ravel(), abs(log_ratio(j, independent(j), 2)).ravel()),
        ),
    ),
    right=(
        lambda j: bits(j.sum(0)) + bits(j.sum(1)) - bits(j.ravel()),
        lambda j: bits(j.sum(0)) - conditional_entropy(j, base=2),
        lambda j: np.nansum(j * np.log2(j / j.sum(1, keepdims=True) / j.sum(0))),
        lambda j: np.nansum(j * np.log2(j / np.einsum("rc,sd->rd", j, j))),
    ),
    unit="bits",
    reread="What two variables share",
)

EXERCISES = (WRONG_CODE, *DIVERGENCES, *SAMPLES, MUTUAL_INFORMATION, KL_FROM_SAMPLE)
