"""Mean number of bits a letter where blocks of letters share a word."""

import heapq
import itertools
import math
from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.classroom.exercises.surprise._shared import depths, shannon
from xentlib.coding import huffman_code
from xentlib.information import entropy
from xentlib.numerics import FloatArray

Cases = list[tuple[FloatArray, int]]

UNEQUAL = np.array([0.35, 0.17, 0.17, 0.16, 0.15])  # halves from the top are not the best here
SEVEN = np.array([0.24, 0.12, 0.26, 0.13, 0.09, 0.04, 0.12])  # a letter comes between two groups


def blocks(p: FloatArray, m: int) -> FloatArray:
    """Probabilities of all blocks of m letters."""
    table = np.ones(1)
    for _ in range(m):
        table = np.outer(table, p).ravel()
    return table


def merged(masses: FloatArray, least: Callable[[list[float]], float] = min) -> float:
    """Mean length of the best words, as the sum of all merged masses."""
    groups, total = list(masses), 0.0
    while len(groups) > 1:
        both = sum(groups.pop(groups.index(least(groups))) for _ in range(2))
        groups, total = [*groups, both], total + both
    return total


def fano(masses: FloatArray) -> float:
    """Mean length if sorted outcomes are cut where both halves are as equal as can be."""
    masses = np.sort(masses)[::-1]
    if len(masses) == 1:
        return 0.0
    cut = 1 + abs(2 * np.cumsum(masses[:-1]) - masses.sum()).round(9).argmin()
    return float(masses.sum()) + fano(masses[:cut]) + fano(masses[cut:])


def first(groups: list[float]) -> float:
    """Next group of somebody who does not look at their masses."""
    return groups[0]


def in_any_order(p: FloatArray, m: int) -> FloatArray:
    """Probabilities of blocks whose letters may stand in any order."""
    sets = itertools.combinations_with_replacement(range(len(p)), m)
    ways = [math.factorial(m) / math.prod(math.factorial(s.count(k)) for k in set(s)) for s in sets]
    sets = itertools.combinations_with_replacement(range(len(p)), m)
    return np.array([w * np.prod(p[list(s)]) for w, s in zip(ways, sets, strict=True)])


def by_heap(p: FloatArray, m: int) -> float:
    """Mean length a letter, with a heap of groups."""
    heap, total = [math.prod(block) for block in itertools.product(p, repeat=m)], 0.0
    heapq.heapify(heap)
    while len(heap) > 1:
        both = heapq.heappop(heap) + heapq.heappop(heap)
        heapq.heappush(heap, both)
        total += both
    return total / m


def two_queues(p: FloatArray, m: int) -> float:
    """Mean length a letter; merged groups come in the order of their masses."""
    leaves, made, total = sorted(blocks(p, m)), list[float](), 0.0
    while len(leaves) + len(made) > 1:
        both = 0.0
        for _ in range(2):
            queue = leaves if not made or (leaves and leaves[0] <= made[0]) else made
            both += queue.pop(0)
        made.append(both)
        total += both
    return total / m


def single(rng: np.random.Generator) -> Cases:
    """Letters that have a word each."""
    tables = np.array([0.9, 0.1]), np.array([0.5, 0.25, 0.125, 0.125]), np.array([0.4, 0.3, 0.3])
    return [
        *((p, 1) for p in tables),
        (UNEQUAL, 1),
        (SEVEN, 1),
        *((hundredths(rng, k), 1) for k in (4, 6, 9)),
    ]


def several(rng: np.random.Generator) -> Cases:
    """Blocks of letters."""
    fixed = (np.array([0.9, 0.1]), 2), (np.array([0.95, 0.05]), 3), (np.array([0.7, 0.2, 0.1]), 2)
    return [*fixed, *((hundredths(rng, k), m) for k, m in ((2, 4), (3, 3), (4, 2), (5, 2)))]


EXERCISE = Exercise(
    reference=lambda p, m: blocks(p, m) @ depths(blocks(p, m)) / m,
    inputs=Parts({"one letter in a word": single, "several letters in a word": several}),
    hints=(
        "Do 0.9 and 0.1 with m = 2 by hand: which four blocks are there, and how often come they?",
        "Blocks are outcomes like any others. Which game finds the best words for outcomes?",
        "Merge the two rarest blocks until one is left, add up every merged mass, divide by m.",
    ),
    mistakes={
        "entropy": lambda p, _: entropy(p, base=2),
        "whole block": lambda p, m: merged(blocks(p, m)),
        "divided twice": lambda p, m: merged(blocks(p, m)) / m**2,
        "argument ignored": lambda p, _: merged(p),
        "ceiling": [
            lambda p, m: np.ceil(m * entropy(p, base=2) - 1e-9) / m,
            lambda p, _: np.ceil(entropy(p, base=2) - 1e-9),
        ],
        "shannon": lambda p, m: blocks(p, m) @ shannon(blocks(p, m)) / m,
        "fano": lambda p, m: fano(blocks(p, m)) / m,
        "bound": [
            lambda p, _: np.log2(len(p)),
            lambda p, m: np.ceil(m * np.log2(len(p)) - 1e-9) / m,
        ],
        "each alike": lambda p, m: depths(blocks(p, m)).mean() / m,
        "longest": lambda p, m: depths(blocks(p, m)).max() / m,
        "equal letters only": lambda p, m: merged(p**m) / m,
        "any order": lambda p, m: merged(in_any_order(p, m)) / m,
        "largest merged": [
            lambda p, m: merged(blocks(p, m), max) / m,
            lambda p, m: merged(np.sort(blocks(p, m))[::-1], first) / m,
        ],
        "unsorted": [
            lambda p, m: merged(blocks(p, m), first) / m,
            lambda p, m: merged(np.sort(blocks(p, m)), first) / m,
        ],
    },
    say={
        "entropy": "That is what long blocks approach. A block of m letters has words of whole "
        "bits.",
        "whole block": "That is the price of a block. How many letters are in it?",
        "divided twice": "Divided by m once more: the price of a block is shared by m letters.",
        "ceiling": "The entropy rounded up is no length of a code. Which words are there?",
        "fano": "The blocks are cut into two equal halves, again and again. That is a good code, "
        "and not always the best: which two blocks should get the longest words?",
        "bound": "That would be right if all blocks were equally likely.",
        "each alike": "Every block counts alike here. How often does each of them come?",
        "equal letters only": "A block may hold different letters. How many blocks are there?",
        "any order": "AB and BA share a word here. How would the receiver tell them apart?",
        "unsorted": "The two rarest groups should be merged, and a merged group has to be sorted "
        "in among the others again.",
    },
    right=(
        by_heap,
        two_queues,
        lambda p, m: merged(blocks(p, m)) / m,
        lambda p, m: (
            sum(blocks(p, m)[k] * len(w) for k, w in huffman_code(blocks(p, m)).items()) / m
        ),
        lambda p, m: merged(np.prod(p[np.indices((len(p),) * m).reshape(m, -1)], axis=0)) / m,
    ),
    unit="bits",
    reread="lesson 01, From surprise to code words",
)
