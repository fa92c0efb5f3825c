"""What the row of a table tells about its column."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import bits
from xentlib.information import conditional_entropy, mutual_information
from xentlib.numerics import FloatArray, expectation, log_ratio


def independent(joint: FloatArray) -> FloatArray:
    """Table of the same rows and columns in which nothing can be learnt."""
    return np.outer(joint.sum(1), joint.sum(0))


def table_with_a_zero(rng: np.random.Generator, rows: int, columns: int) -> FloatArray:
    """Random joint probabilities with one impossible pair."""
    joint = rng.dirichlet(np.ones(rows * columns)).reshape(rows, columns)
    joint[0, 0] = 0
    return joint / joint.sum()


EXERCISE = Exercise(
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
    mistakes={
        "truth and belief": lambda j: expectation(
            independent(j).ravel(), log_ratio(independent(j), j, 2).ravel()
        ),
        "zero log zero": lambda j: (j * np.log2(j / independent(j))).sum(),
        "joint entropy": lambda j: bits(j.ravel()),
        "conditional": lambda j: conditional_entropy(j, base=2),
        "conditional, other way": lambda j: conditional_entropy(j.T, base=2),
        "marginal": [lambda j: bits(j.sum(0)), lambda j: bits(j.sum(1))],
        "cross-entropy": lambda j: bits(independent(j).ravel()),
        "each alike": lambda j: np.log2(j.size) - bits(j.ravel()),
        "keepdims": lambda j: expectation(
            j.ravel(), log_ratio(j, np.broadcast_to(j.sum(1) * j.sum(0), j.shape), 2).ravel()
        ),
        "absolute": lambda j: expectation(j.ravel(), abs(log_ratio(j, independent(j), 2)).ravel()),
    },
    say={
        "joint entropy": "That is the surprise of both together. How much of it do they share?",
        "conditional": "That is what is still "
        "to be told about the column once the row is known. What has been told?",
        "conditional, other way": "That is what is still "
        "to be told about the row once the column is known. What has been told?",
        "cross-entropy": "That is the price of "
        "believing in independence. How much of it is the table's own entropy?",
    },
    right=(
        lambda j: bits(j.sum(0)) + bits(j.sum(1)) - bits(j.ravel()),
        lambda j: bits(j.sum(0)) - conditional_entropy(j, base=2),
        lambda j: np.nansum(j * np.log2(j / j.sum(1, keepdims=True) / j.sum(0))),
        lambda j: np.nansum(j * np.log2(j / np.einsum("rc,sd->rd", j, j))),
    ),
    unit="bits",
    reread="What two variables share",
)
