"""What two switches tell about a lamp together, beyond what each tells alone."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Function, Parts
from xentlib.classroom.exercises._common.entropies import bits
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.information import mutual_information
from xentlib.numerics import FloatArray

Cases = list[tuple[FloatArray]]


def shared(table: FloatArray) -> FloatArray:
    """Mutual information of a table's rows and columns, in bits."""
    return mutual_information(table / table.sum(), base=2)


def both(joint: FloatArray) -> FloatArray:
    """Return what the two switches tell together."""
    return shared(joint.reshape(-1, joint.shape[2]))


def one(joint: FloatArray, axis: int) -> FloatArray:
    """Return what one switch tells alone; `axis` is the other one's."""
    return shared(joint.sum(axis))


def whole(joint: FloatArray, add: Function = np.sum) -> FloatArray:
    """Synergy as a sum of seven entropies; `add` adds up over what is not looked at."""
    pairs = sum(bits(add(joint, axis).ravel()) for axis in (0, 1, 2))
    singles = sum(bits(add(joint, axes)) for axes in ((0, 1), (0, 2), (1, 2)))
    return np.asarray(pairs - singles - bits(joint.ravel()))


def given(joint: FloatArray) -> FloatArray:
    """Return what the second switch tells where the first one is known already."""
    return np.asarray(sum(first.sum() * shared(first) for first in joint if first.sum() > 0))


def apart(joint: FloatArray) -> FloatArray:
    """Probability of each cell, times those of its three variables alone."""
    ends = (joint.sum(axes, keepdims=True) for axes in ((1, 2), (0, 2), (0, 1)))
    return np.asarray(joint * math.prod(ends))


def pairwise(joint: FloatArray) -> FloatArray:
    """Product of the probabilities of a cell's three pairs."""
    return np.asarray(math.prod(joint.sum(axis, keepdims=True) for axis in range(3)))


def by_loop(joint: FloatArray) -> float:
    """Synergy, cell by cell."""
    total = 0.0
    for a, b, c in np.ndindex(joint.shape):
        if joint[a, b, c] > 0:
            alone = joint[a].sum() * joint[:, b].sum() * joint[:, :, c].sum() * joint[a, b, c]
            pairs = joint[a, b].sum() * joint[a, :, c].sum() * joint[:, b, c].sum()
            total += float(joint[a, b, c]) * math.log2(alone / pairs)
    return total


def table(rng: np.random.Generator, a: int, b: int, c: int) -> tuple[FloatArray]:
    """Random joint table, no cell of which is 0."""
    return (hundredths(rng, a * b * c).reshape(a, b, c),)


def full(rng: np.random.Generator) -> Cases:
    """Tables without zeros: one where the switches help each other, one where they repeat."""
    differ = np.array([[[0.2, 0.05], [0.05, 0.2]], [[0.05, 0.2], [0.2, 0.05]]])
    repeat = np.array([[[0.4, 0.03], [0.02, 0.04]], [[0.03, 0.04], [0.04, 0.4]]])
    drawn = (table(rng, *shape) for shape in ((2, 2, 2), (2, 3, 2), (3, 2, 4)))
    return [(differ,), (repeat,), *drawn]


def empty(rng: np.random.Generator) -> Cases:
    """Tables with cells that are 0."""
    differ = np.array([[[0.25, 0], [0, 0.25]], [[0, 0.25], [0.25, 0]]])
    same = np.array([[[0.5, 0], [0, 0]], [[0, 0], [0, 0.5]]])
    [joint] = table(rng, 3, 2, 2)
    joint[1, 0] = joint[2, 1, 1] = 0
    return [(differ,), (same,), (joint / joint.sum(),)]


EXERCISE = Exercise(
    reference=lambda joint: both(joint) - one(joint, 1) - one(joint, 0),
    inputs=Parts({"every combination comes": full, "some combinations never come": empty}),
    hints=(
        "Which table of two variables says what the first switch tells about the lamp?",
        "Add up over the other switch. Both switches together are one variable with a · b values.",
        "The mutual information of the pair with the lamp, less that of each switch with it.",
    ),
    mistakes={
        "both together": both,
        "one switch left out": [
            lambda joint: both(joint) - one(joint, 1),
            lambda joint: both(joint) - one(joint, 0),
        ],
        "each alone": lambda joint: one(joint, 1) + one(joint, 0),
        "switches compared": [
            lambda joint: both(joint) - one(joint, 2),
            lambda joint: one(joint, 2),
        ],
        "all three": lambda joint: (
            sum(bits(joint.sum(axes)) for axes in ((0, 1), (0, 2), (1, 2))) - bits(joint.ravel())
        ),
        "joint entropy": lambda joint: bits(joint.ravel()),
        "negative cut off": [
            lambda joint: np.maximum(whole(joint), 0),
            lambda joint: abs(whole(joint)),
        ],
        "mean for sum": lambda joint: whole(joint, np.mean),
        "one position only": [
            lambda joint: both(joint) - shared(joint[:, 0]) - shared(joint[0]),
            lambda joint: both(joint) - shared(joint[:, -1]) - shared(joint[-1]),
        ],
        "zero log zero": lambda joint: (joint * np.log2(apart(joint) / pairwise(joint))).sum(),
        "each alike": lambda joint: (
            np.mean([shared(first) for first in joint if first.sum() > 0]) - one(joint, 0)
        ),
        "wrong sign inside": lambda joint: both(joint) - one(joint, 1) + one(joint, 0),
    },
    say={
        "both together": "That is what both tell together. How much of it does each tell alone?",
        "one switch left out": "What one switch tells alone is taken off, and what the other one "
        "tells alone is not.",
        "each alone": "That is the sum of what each tells alone. What do they tell together?",
        "switches compared": "The switches are compared with each other here. What does each of "
        "them tell about the lamp?",
        "all three": "That is all that the three have in common. The switches may repeat each "
        "other, whatever the lamp does.",
        "joint entropy": "That is the surprise of all three together.",
        "negative cut off": "The number may be negative: what would that say about the switches?",
        "mean for sum": "A variable that is not looked at is added up, not averaged.",
        "one position only": "That looks at one position of the other switch. It may stand in any.",
        "zero log zero": "A combination that never comes makes nan here. What does it add?",
        "each alike": "Each position of the first switch counts alike here. How often does each "
        "come?",
        "wrong sign inside": "What one of the switches tells alone is added, not taken off.",
        "sign": "Right but for the sign: the number is positive where the switches tell more "
        "together.",
    },
    right=(
        whole,
        by_loop,
        lambda joint: given(joint) - shared(joint.sum(0)),
        lambda joint: np.nansum(joint * np.log2(apart(joint) / pairwise(joint))),
        lambda joint: (
            shared(joint.transpose(0, 2, 1).reshape(-1, joint.shape[1]))
            - shared(joint.sum(2))
            - shared(joint.sum(0).T)
        ),
    ),
    unit="bits",
    reread="lesson 14, What two variables share",
)
