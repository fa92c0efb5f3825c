"""What the column still tells once the row is known."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import bits
from xentlib.information import conditional_entropy, mutual_information
from xentlib.numerics import FloatArray


def rows(joint: FloatArray) -> FloatArray:
    """Distribution of the column in each row."""
    return joint / joint.sum(1, keepdims=True)


EXERCISE = Exercise(
    reference=lambda joint: conditional_entropy(joint, base=2),
    inputs=lambda rng: [
        (np.array([[0.5, 0.25], [0.125, 0.125]]),),
        *((rng.dirichlet(np.ones(a * b)).reshape(a, b),) for a, b in ((2, 3), (3, 2), (4, 4))),
    ],
    hints=(
        "Once the row is known, what is the distribution of the column?",
        "Divide each row by its sum. Each row has an entropy now; how often does it occur?",
        "Sum joint * log2(joint / row sums) over the table, and turn the sign.",
    ),
    mistakes={
        "transposed": lambda joint: conditional_entropy(joint.T, base=2),
        "joint entropy": lambda joint: bits(joint.ravel()),
        "marginal": [lambda joint: bits(joint.sum(0)), lambda joint: bits(joint.sum(1))],
        "mutual information": lambda joint: mutual_information(joint, base=2),
        "each alike": lambda joint: bits(rows(joint)).mean(),
        "sum": lambda joint: bits(rows(joint)).sum(),
        "not normalised": lambda joint: joint.sum(1) @ bits(joint),
        "keepdims": [
            lambda joint: -(joint * np.log2(joint / joint.sum(1))).sum(),
            lambda joint: joint.sum(1) @ bits(joint / joint.sum(1)),
        ],
    },
    say={
        "mutual information": "That is what the row tells about the column; what is left to tell?",
    },
    right=(
        lambda joint: bits(joint.ravel()) - bits(joint.sum(1)),
        lambda joint: joint.sum(1) @ bits(rows(joint)),
        lambda joint: -sum(x * math.log2(x / sum(row)) for row in joint for x in row),
    ),
    unit="bits",
    reread="What one letter tells about the next",
)
