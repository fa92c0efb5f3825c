"""What the column still tells once the row is known."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import RARE_IN_TABLES, bits
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.classroom.exercises._common.limits import COARSE, for_limits
from xentlib.information import conditional_entropy, mutual_information
from xentlib.numerics import FloatArray


def rows(joint: FloatArray) -> FloatArray:
    """Distribution of the column in each row."""
    return joint / joint.sum(1, keepdims=True)


def pay(joint: FloatArray, given: FloatArray) -> float:
    """Sum of surprise over a table."""
    return float(-(joint * np.log2(given)).sum())


EXERCISE = Exercise(
    reference=lambda joint: conditional_entropy(joint, base=2),
    inputs=lambda rng: [
        (np.array([[0.5, 0.25], [0.125, 0.125]]),),
        *((np.array([[1 - rare, rare], [1 - rare, rare]]) / 2,) for rare in RARE_IN_TABLES),
        *((hundredths(rng, a * b).reshape(a, b),) for a, b in ((2, 3), (3, 2), (4, 4))),
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
        "double weight": lambda joint: joint.sum(1) ** 2 @ bits(rows(joint)),
        **for_limits(
            {
                "epsilon in the log": [
                    lambda e, joint: pay(joint, rows(joint) + e),
                    lambda e, joint: pay(joint, (joint + e) / (joint.sum(1, keepdims=True) + e)),
                    lambda e, joint: joint.sum(1) @ bits(rows(joint) + e),
                ],
                "clipping": [
                    lambda e, joint: pay(joint, np.maximum(rows(joint), e)),
                    lambda e, joint: pay(joint, np.clip(rows(joint), e, 1 - e)),
                    lambda e, joint: joint.sum(1) @ bits(np.maximum(rows(joint), e)),
                    lambda e, joint: joint.sum(1) @ bits(np.clip(rows(joint), e, 1 - e)),
                ],
            },
            COARSE,
        ),
    },
    say={
        "double weight": "The weight of a row enters twice.",
        "sum": "The rows' entropies are added up; their mean is asked. How often does each row "
        "occur?",
        "each alike": "Every row counts alike here. How often does each of them occur?",
        "not normalised": "A row of the table sums to the probability of the row, not to 1: make a "
        "distribution of it first.",
        "epsilon in the log": "Something was added inside the logarithm. No probability is 0 here.",
        "clipping": "Small probabilities are treated as if they were larger. None is 0 here.",
        "mutual information": "That is what the row tells about the column; what is left to tell?",
    },
    right=(
        lambda joint: bits(joint.ravel()) - bits(joint.sum(1)),
        lambda joint: joint.sum(1) @ bits(rows(joint)),
        lambda joint: -sum(x * math.log2(x / sum(row)) for row in joint for x in row),
    ),
    unit="bits",
    atol=1e-13,
    reread="What one letter tells about the next",
)
