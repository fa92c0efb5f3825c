"""Mean number of yes/no questions in the best game."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.classroom.exercises.surprise._shared import SKEWED, depths, shannon
from xentlib.coding import huffman_code
from xentlib.information import entropy
from xentlib.numerics import FloatArray


def one_by_one(p: FloatArray) -> float:
    """Mean number of questions if each is about one outcome, the likeliest first."""
    asked = np.minimum(np.arange(len(p)) + 1, len(p) - 1)
    return float(np.sort(p)[::-1] @ asked)


def merged_masses(p: FloatArray, least: Callable[[list[float]], float] = min) -> float:
    """Mean length of a Huffman code without its tree; `least` says which group is next."""
    groups, total = list(p), 0.0
    while len(groups) > 1:
        merged = sum(groups.pop(groups.index(least(groups))) for _ in range(2))
        groups, total = [*groups, merged], total + merged
    return total


def first(groups: list[float]) -> float:
    """Next group of somebody who does not look at their masses."""
    return groups[0]


def unequal(p: FloatArray) -> FloatArray:
    """How unequal each cut leaves the two parts of a sorted list."""
    return np.abs(p.sum() - 2 * np.cumsum(p[:-1])).round(9)


def halved(p: FloatArray) -> float:
    """Mean length of Shannon and Fano's code: from the top, each time halves as equal as can be."""
    if len(p) == 1:
        return 0.0
    p = np.sort(p)[::-1]
    cut = 1 + int(unequal(p).argmin())
    return float(p.sum()) + halved(p[:cut]) + halved(p[cut:])


def has_a_tie(p: FloatArray) -> bool:
    """Whether two cuts are equally good somewhere in Shannon and Fano's code."""
    if len(p) == 1:
        return False
    p = np.sort(p)[::-1]
    (first, *more) = np.flatnonzero(unequal(p) == unequal(p).min()) + 1
    return bool(more) or has_a_tie(p[:first]) or has_a_tie(p[first:])


def without_a_tie(rng: np.random.Generator, k: int) -> FloatArray:
    """Random masses for which Shannon and Fano's code is one only."""
    p = hundredths(rng, k)
    return without_a_tie(rng, k) if has_a_tie(p) else p


EXERCISE = Exercise(
    reference=lambda p: p @ depths(p),
    inputs=lambda rng: [
        (np.array([1.0]),),
        (np.array([0.9, 0.1]),),
        (np.full(3, 1 / 3),),
        (np.array([0.3, 0.3, 0.2, 0.2]),),
        (SKEWED,),
        (np.array([0.6, 0.1, 0.1, 0.1, 0.1]),),
        (np.array([0.35, 0.17, 0.17, 0.16, 0.15]),),  # where halving from the top is not the best
        *((without_a_tie(rng, k),) for k in (4, 6, 9)),
    ],
    hints=(
        "Do 0.9 and 0.1 by hand: with two possible outcomes, can the number be below one?",
        "Who goes one question deeper when two groups are merged, and how often does that count?",
        "Merge the two smallest masses until one is left, and add up every merged mass.",
    ),
    mistakes={
        "entropy": lambda p: entropy(p, base=2),
        "ceiling": lambda p: np.ceil(entropy(p, base=2) - 1e-9),
        "bound": [lambda p: np.log2(len(p)), lambda p: np.ceil(np.log2(len(p)))],
        "shannon": lambda p: p @ shannon(p),
        "each alike": lambda p: depths(p).mean(),
        "sum": lambda p: depths(p).sum(),
        "not summed": lambda p: p * depths(p),
        "longest": lambda p: depths(p).max(),
        "linear search": [
            one_by_one,
            lambda p: np.sort(p)[::-1] @ (np.arange(len(p)) + 1),
            lambda p: p @ (np.arange(len(p)) + 1),
        ],
        "shannon-fano": halved,
        "sorted once": lambda p: merged_masses(np.sort(p), first),
        "unsorted": [lambda p: merged_masses(p, first), lambda p: merged_masses(p[::-1], first)],
        "largest merged": [
            lambda p: merged_masses(p, max),
            lambda p: merged_masses(np.sort(p)[::-1], first),
        ],
        "one per merge": lambda p: len(p) - 1.0,
        "one more": [lambda p: p @ depths(p) + 1, lambda p: entropy(p, base=2) + 1],
    },
    say={
        "bound": "That is the largest entropy of so many outcomes. Can whole questions always "
        "reach it?",
        "ceiling": "The entropy rounded up is no bound: do (0.9, 0.05, 0.05) by hand.",
        "not summed": "Those are the terms of the mean: add them up.",
        "linear search": "That asks for one outcome after the other. Can a question rule out "
        "several?",
        "shannon-fano": "Halving from the top makes a good game, but not always the best. Which "
        "two groups should get one question more?",
        "sorted once": "The groups are sorted once, at the start. A merged group has to be sorted "
        "in among the others again.",
        "one per merge": "Every merge counts 1 here. Only outcomes in the merged group get one "
        "question more: how often do they come?",
    },
    right=(
        merged_masses,
        lambda p: sum(p[k] * len(word) for k, word in huffman_code(p).items()),
        lambda p: depths(p).repeat(2) @ p.repeat(2) / 2,
    ),
    reread="From surprise to code words",
)
