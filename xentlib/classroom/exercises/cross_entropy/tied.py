"""The best belief among those that give equal probability within groups: a derivation."""

import numpy as np

from xentlib._door.arrays import IntArray
from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.numerics import FloatArray


def masses(p: FloatArray, groups: IntArray) -> FloatArray:
    """Add up the mass of each outcome's group."""
    return np.bincount(groups, p)[groups].astype(np.float64)


def sizes(groups: IntArray) -> IntArray:
    """Count the outcomes in each outcome's group."""
    return np.bincount(groups)[groups]


def within(p: FloatArray, groups: IntArray, what: str) -> FloatArray:
    """Find the largest or smallest probability in each outcome's group."""
    return np.array([getattr(np, what)(p[groups == g]) for g in groups])


def unit_sum(q: FloatArray) -> FloatArray:
    """Divide by the sum."""
    return q / q.sum()


def example(rng: np.random.Generator, k: int, g: int) -> tuple[FloatArray, IntArray]:
    """Make up a truth without zeros, and groups of which each has a member."""
    groups = np.concatenate([np.arange(g), rng.integers(g, size=k - g)])
    return hundredths(rng, k), rng.permutation(groups)


EXERCISE = Exercise(
    reference=lambda p, groups: masses(p, groups) / sizes(groups),
    inputs=lambda rng: [
        (np.array([0.5, 0.3, 0.2]), np.array([0, 1, 1])),
        (np.array([0.4, 0.1, 0.5]), np.array([0, 1, 0])),
        (np.array([0.125, 0.5, 0.125, 0.25]), np.array([1, 0, 0, 0])),
        (np.array([0.6, 0.3, 0.1, 0.0]), np.array([0, 1, 1, 1])),
        *(example(rng, k, g) for k, g in ((5, 2), (7, 3), (9, 4))),
    ],
    hints=(
        "A group of m outcomes with mass Q under q gives each of them Q / m. What is H(p, q) then?",
        "H(p, q) = −Σ P log Q + Σ P log m over groups of mass P under p. Where does Q enter?",
        "Q = P: each outcome gets its group's mass under p, divided by the group's size.",
    ),
    mistakes={
        "not normalised": masses,
        "ties ignored": lambda p, _: p,
        "each alike": lambda p, _: np.full(len(p), 1 / len(p)),
        "groups alike": lambda _, g: 1 / (g.max() + 1) / sizes(g),
        "truth and belief": lambda p, g: unit_sum(
            np.array([np.exp(np.log(p[g == j]).mean()) for j in g])
        ),
        "maximum": lambda p, g: unit_sum(within(p, g, "max")),
        "minimum": lambda p, g: unit_sum(within(p, g, "min")),
        "double weight": lambda p, g: unit_sum(masses(p**2, g) / masses(p, g)),
        "mass alone": lambda p, g: unit_sum(masses(p, g)),
        "one per group": [
            lambda p, g: np.bincount(g, p) / np.bincount(g),
            lambda p, g: np.bincount(g, p),
        ],
        "divided by n": lambda p, g: masses(p, g) / len(p),
        "size alone": lambda _, g: sizes(g) / len(g),
    },
    say={
        "not normalised": "That is the mass of the whole group for each of its members: the "
        "numbers sum to more than 1.",
        "ties ignored": "That is the best belief without the constraint: within a group all must "
        "be equal.",
        "groups alike": "All groups have the same mass here, whatever p says.",
        "truth and belief": "That is the belief for which KL(q‖p) is smallest: the truth p gives "
        "the weights, so KL(p‖q) is asked.",
        "minimum": "The least probable member speaks for its group; what do the others add?",
        "mass alone": "Divided by the sum of all, so a large group has more than its mass under p. "
        "By what should a group's mass be divided?",
        "one per group": "That is one number for each group; one for each outcome is asked.",
        "divided by n": "Divided by the number of all outcomes; how many share the group's mass?",
        "size alone": "The probabilities p make no difference here.",
    },
    right=(
        lambda p, groups: np.array([p[groups == g].mean() for g in groups]),
        lambda p, groups: [sum(p[groups == g]) / sum(groups == g) for g in groups],
        lambda p, groups: (groups[:, None] == groups) @ p / (groups[:, None] == groups).sum(1),
    ),
    reread="The belief that fits best",
    kind="derivation",
)
