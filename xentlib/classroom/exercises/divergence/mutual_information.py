"""What the row of a table tells about its column."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import RARE_IN_TABLES, bits
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.classroom.exercises._common.limits import COARSE, LIMITS, for_limits
from xentlib.information import conditional_entropy, mutual_information
from xentlib.numerics import FloatArray, expectation, log_ratio


def independent(joint: FloatArray) -> FloatArray:
    """Table of the same rows and columns in which nothing can be learnt."""
    return np.outer(joint.sum(1), joint.sum(0))


def table_with_a_zero(rng: np.random.Generator, rows: int, columns: int) -> FloatArray:
    """Random joint probabilities with one impossible pair."""
    joint = hundredths(rng, rows * columns).reshape(rows, columns)
    joint[0, 1] += joint[0, 0]
    joint[0, 0] = 0
    return joint


def gain(joint: FloatArray, one: FloatArray, other: FloatArray) -> FloatArray:
    """Sum of joint log2 one / other, where there is any joint."""
    return np.where(joint > 0, joint * np.log2(one / other), 0).sum()


# A little inside the logarithm, of the table and the other one, or of their ratio, where limits
# below 1e-12 change the last digits alone.
KEPT_FROM_ZERO = {
    "epsilon in the log": [
        lambda e, j: gain(j, j + e, independent(j) + e),
        lambda e, j: gain(j, j, independent(j) + e),
        lambda e, j: ((j + e) * np.log2((j + e) / (independent(j) + e))).sum(),
    ],
    "clipping": [
        lambda e, j: gain(j, np.maximum(j, e), np.maximum(independent(j), e)),
        lambda e, j: gain(j, j, np.maximum(independent(j), e)),
        lambda e, j: gain(j, np.clip(j, e, 1 - e), np.clip(independent(j), e, 1 - e)),
    ],
}

COARSELY = {
    "epsilon in the log": [
        lambda e, j: (j * np.log2(j / independent(j) + e)).sum(),
        lambda e, j: gain(j + e, j + e, independent(j + e)),
    ],
    "clipping": [
        lambda e, j: gain(np.maximum(j, e), np.maximum(j, e), independent(np.maximum(j, e))),
    ],
}

LITTLE = {
    name: forms + for_limits(COARSELY, COARSE)[name]
    for name, forms in for_limits(KEPT_FROM_ZERO, LIMITS).items()
}


EXERCISE = Exercise(
    reference=lambda joint: mutual_information(joint, base=2),
    inputs=lambda rng: [
        (np.array([[0.5, 0.0], [0.25, 0.25]]),),
        (np.array([[0.3, 0.2], [0.1, 0.4]]),),
        *((np.diag([1 - rare, rare]),) for rare in RARE_IN_TABLES),
        *((hundredths(rng, a * b).reshape(a, b),) for a, b in ((2, 3), (3, 3))),
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
        "two variables": [
            lambda j: bits(j.sum(1)) - conditional_entropy(j, base=2),
            lambda j: bits(j.sum(0)) - conditional_entropy(j.T, base=2),
        ],
        "minus the conditional": [
            lambda j: -conditional_entropy(j, base=2),
            lambda j: -conditional_entropy(j.T, base=2),
        ],
        "marginal": [lambda j: bits(j.sum(0)), lambda j: bits(j.sum(1))],
        "cross-entropy": lambda j: bits(independent(j).ravel()),
        "each alike": lambda j: np.log2(j.size) - bits(j.ravel()),
        "keepdims": lambda j: expectation(
            j.ravel(), log_ratio(j, np.broadcast_to(j.sum(1) * j.sum(0), j.shape), 2).ravel()
        ),
        "squares": lambda j: ((j - independent(j)) ** 2).sum(),
        "absolute": lambda j: expectation(j.ravel(), abs(log_ratio(j, independent(j), 2)).ravel()),
        **LITTLE,
    },
    say={
        "joint entropy": "That is the surprise of both together. How much of it do they share?",
        "marginal": "That is the entropy of one of the two. How much of it is left once the other "
        "one is known?",
        "each alike": "Every pair counts alike in one of the two tables. Which table says how "
        "often each pair would come if the two were independent?",
        "keepdims": "The margins are multiplied position by position. Every row meets every "
        "column: np.outer.",
        "squares": "No logarithm, so no bits: squares add up differences, not surprise.",
        "conditional": "That is what is still "
        "to be told about the column once the row is known. What has been told?",
        "conditional, other way": "That is what is still "
        "to be told about the row once the column is known. What has been told?",
        "two variables": "The entropy of one variable minus what is left of the other one. Both "
        "must be about the same variable.",
        "minus the conditional": "That is minus what is still to be told once one of the two is "
        "known. How much was there to tell before?",
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
    atol=1e-13,
    reread="What two variables share",
)
