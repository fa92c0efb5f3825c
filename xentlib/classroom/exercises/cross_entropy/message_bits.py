"""A colleague's program to be mended: how many bits are always enough for a message."""

import numpy as np

from xentlib._door.arrays import IntArray
from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import bits
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.classroom.exercises.cross_entropy._shared import HALVING
from xentlib.numerics import FloatArray, surprise


def total(q: FloatArray, letters: IntArray) -> float:
    """Add up the surprise of the letters: minus log2 of the interval's width."""
    return float(surprise(q, 2)[letters].sum())


def enough(surprises: float) -> float:
    """Bits that name a whole piece inside an interval, wherever it lies."""
    return float(np.ceil(surprises) + 1)


def product(q: FloatArray, letters: IntArray) -> float:
    """Multiply, and lose what is smaller than any number in floating point."""
    return float(-np.log2(np.prod(q[letters])))


def example(rng: np.random.Generator, n: int, k: int) -> tuple[FloatArray, IntArray]:
    """Make up a belief, and a message in which the first letter comes twice at least."""
    letters = np.concatenate([[0, 0, 1], rng.integers(k, size=n - 3)])
    return hundredths(rng, k), rng.permutation(letters)


EXERCISE = Exercise(
    reference=lambda q, letters: enough(total(q, letters)),
    inputs=lambda rng: [
        (HALVING, np.array([0, 1, 3])),
        (np.array([0.8, 0.15, 0.05]), np.array([0, 0, 1, 0])),
        (np.array([0.75, 0.25]), np.array([0, 0])),
        (np.array([0.5, 0.3, 0.2]), np.array([2, 2, 0, 1, 1])),
        *(example(rng, n, k) for n, k in ((7, 3), (50, 4), (3000, 5))),
    ],
    hints=(
        "Each line has one fault. What is 0.5 multiplied by itself 2000 times in floating point?",
        "Add up logarithms. How wide must an interval be to hold a whole piece wherever it lies?",
        "np.ceil of the sum of −log2(q)[letters], plus 1.",
    ),
    mistakes={
        "as printed": lambda q, y: np.ceil(product(q, y)),
        "underflow": lambda q, y: enough(product(q, y)),
        "one bit short": [
            lambda q, y: np.ceil(total(q, y)),
            lambda q, y: np.floor(total(q, y)) + 1,
            lambda q, y: np.floor(total(q, y)),
        ],
        "not rounded": [total, lambda q, y: total(q, y) + 1],
        "rounded": [
            lambda q, y: np.round(total(q, y)) + 1,
            lambda q, y: np.round(total(q, y)),
        ],
        "one more": lambda q, y: np.ceil(total(q, y)) + 2,
        "whole words": [
            lambda q, y: np.ceil(surprise(q, 2))[y].sum(),
            lambda q, y: np.ceil(surprise(q, 2))[y].sum() + 1,
        ],
        "whole bytes": lambda q, y: 8 * np.ceil(enough(total(q, y)) / 8),
        "nats": lambda q, y: enough(np.log(2) * total(q, y)),
        "mean": [
            lambda q, y: enough(total(q, y) / len(y)),
            lambda q, y: total(q, y) / len(y),
        ],
        "each once": lambda q, y: enough(total(q, np.unique(y))),
        "belief alone": lambda q, y: enough(len(y) * float(bits(q))),
        "log of a mean": lambda q, y: enough(len(y) * float(surprise(q[y].mean(), 2))),
    },
    say={
        "underflow": "One fault is mended. The product of many small probabilities still becomes "
        "0 in floating point: add up their logarithms.",
        "one bit short": "That is enough only if the interval happens to begin where a piece "
        "does. How wide must it be to hold a whole piece wherever it lies?",
        "rounded": "The nearest whole number may be too small: then no whole piece need fit.",
        "one more": "That is always enough. One bit fewer is always enough, too.",
        "whole words": "Each letter was rounded up by itself. An interval needs no words: round "
        "once, at the end.",
        "whole bytes": "Bits are asked, not bits in whole bytes.",
        "nats": "With the natural logarithm it takes fewer nats than bits: use log2.",
        "mean": "That is for one letter; the bits of the whole message are asked.",
        "each once": "A letter that comes twice narrows the interval twice.",
        "belief alone": "That is what q expects of a message so long. Which letters came?",
        "log of a mean": "The widths are multiplied, so logarithms are added: first the "
        "logarithm of each letter's q, then the sum.",
    },
    right=(
        lambda q, letters: int(np.ceil(-sum(np.log2(q[letter]) for letter in letters))) + 1,
        lambda q, letters: np.ceil(np.bincount(letters, minlength=len(q)) @ surprise(q, 2)) + 1,
    ),
    unit="bits",
    reread="A message is an interval",
    kind="reading",
)
