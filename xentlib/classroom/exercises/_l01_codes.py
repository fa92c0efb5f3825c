"""Lesson 01, third part: code words and games of questions."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.coding import huffman_code
from xentlib.information import entropy, surprisal
from xentlib.numerics import FloatArray

SKEWED = np.array([0.5, 0.25, 0.125, 0.125])


def depths(p: FloatArray) -> FloatArray:
    """Length of each outcome's word in a Huffman code."""
    return np.array([len(word) for _, word in sorted(huffman_code(p).items())], dtype=float)


def uneven(rng: np.random.Generator, k: int) -> FloatArray:
    """Random distribution whose surprises in bits are clearly no whole numbers."""
    while True:
        p = rng.dirichlet(np.ones(k))
        if (np.abs(np.log2(p) % 1 - 0.5) < 0.48).all() and p.min() > 1e-3:
            return p


def shannon(p: FloatArray) -> FloatArray:
    """Surprise in bits, rounded up."""
    return np.ceil(surprisal(p, base=2))


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


def halved(p: FloatArray) -> float:
    """Mean length of Shannon and Fano's code: from the top, each time halves as equal as can be."""
    if len(p) == 1:
        return 0.0
    p = np.sort(p)[::-1]
    cut = 1 + int(np.abs(p.sum() - 2 * np.cumsum(p[:-1])).argmin())
    return float(p.sum()) + halved(p[:cut]) + halved(p[cut:])


CODE_LENGTHS = Exercise(
    "01.code_lengths",
    reference=lambda p: shannon(p),
    inputs=lambda rng: [
        (np.array([0.5, 0.5]),),
        (np.array([0.5, 0.3, 0.2]),),
        (SKEWED,),
        (np.array([0.4, 0.3, 0.2, 0.1]),),
        *((uneven(rng, k),) for k in (3, 5, 8)),
    ],
    hints=(
        "How surprising is each outcome, in bits? A word has to be at least as long.",
        "A length is a whole number. Which way must 1.7 go, so that the word is long enough?",
        "Take the logarithm to base 2, turn its sign, and round up: NumPy calls that ceil.",
    ),
    mistakes=(
        Mistake("rounded", lambda p: np.round(-np.log2(p))),
        Mistake("floor", lambda p: np.floor(-np.log2(p))),
        Mistake("one more", lambda p: np.floor(-np.log2(p)) + 1),
        Mistake("one more", lambda p: shannon(p) + 1),
        Mistake("not rounded", lambda p: -np.log2(p)),
        Mistake("bound", lambda p: np.full(p.shape, np.ceil(np.log2(p.size)))),
        Mistake(
            "nats",
            lambda p: np.ceil(-np.log(p)),
            hint="Rounded up in nats: how many different symbols does the wire carry?",
        ),
        Mistake(
            "sign",
            lambda p: np.ceil(np.log2(p)),
            hint="No word has a negative length; and the sign decides which way is up.",
        ),
        Mistake("inverse", lambda p: np.ceil(1 / p)),
        Mistake("huffman", lambda p: depths(p)),
    ),
    right=(
        lambda p: [int(np.ceil(np.log2(1 / x))) for x in p],
        lambda p: -np.floor(np.log2(p)).astype(int),
        lambda p: [next(n for n in range(99) if 2.0**-n <= x) for x in p],
    ),
    reread="From surprise to code words",
)

TWENTY_QUESTIONS = Exercise(
    "01.twenty_questions",
    reference=lambda p: p @ depths(p),
    inputs=lambda rng: [
        (np.array([1.0]),),
        (np.array([0.9, 0.1]),),
        (np.full(3, 1 / 3),),
        (np.array([0.3, 0.3, 0.2, 0.2]),),
        (SKEWED,),
        (np.array([0.35, 0.17, 0.17, 0.16, 0.15]),),  # where halving from the top is not the best
        *((rng.dirichlet(np.full(k, 0.7)),) for k in (4, 6, 9)),
    ],
    hints=(
        "Do 0.9 and 0.1 by hand: can you ever do with less than one question?",
        "Who goes one question deeper when two groups are merged, and how often does that count?",
        "Merge the two smallest masses until one is left, and add up every merged mass.",
    ),
    mistakes=(
        Mistake("entropy", lambda p: entropy(p, base=2)),
        Mistake("ceiling", lambda p: np.ceil(entropy(p, base=2) - 1e-9)),
        Mistake("bound", lambda p: np.log2(len(p))),
        Mistake("bound", lambda p: np.ceil(np.log2(len(p)))),
        Mistake("shannon", lambda p: p @ shannon(p)),
        Mistake("each alike", lambda p: depths(p).mean()),
        Mistake("sum", lambda p: depths(p).sum()),
        Mistake("longest", lambda p: depths(p).max()),
        Mistake("linear search", one_by_one),
        Mistake("linear search", lambda p: np.sort(p)[::-1] @ (np.arange(len(p)) + 1)),
        Mistake("linear search", lambda p: p @ (np.arange(len(p)) + 1)),
        Mistake("shannon-fano", halved),
        Mistake("sorted once", lambda p: merged_masses(np.sort(p), first)),
        Mistake("unsorted", lambda p: merged_masses(p, first)),
        Mistake("unsorted", lambda p: merged_masses(p[::-1], first)),
        Mistake("one more", lambda p: p @ depths(p) + 1),
        Mistake("one more", lambda p: entropy(p, base=2) + 1),
    ),
    right=(
        merged_masses,
        lambda p: sum(p[k] * len(word) for k, word in huffman_code(p).items()),
        lambda p: depths(p).repeat(2) @ p.repeat(2) / 2,
    ),
    reread="From surprise to code words",
)

CODES = (CODE_LENGTHS, TWENTY_QUESTIONS)
