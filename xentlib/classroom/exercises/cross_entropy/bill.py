"""A colleague's program to be mended: what a table is expected to cost, and what it cost."""

import numpy as np

from xentlib._door.arrays import IntArray
from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import bits
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.classroom.exercises.cross_entropy._shared import HALVING, PART, extra, price, shares
from xentlib.numerics import FloatArray, surprise


def paid(letters: IntArray, q: FloatArray) -> float:
    """Average the surprise of the letters that were sent."""
    return float(surprise(q, 2)[letters].mean())


def weighted(p: FloatArray, q: FloatArray, letters: IntArray) -> float:
    """Weigh each letter that was sent by its probability once more."""
    return float((p * surprise(q, 2))[letters].mean())


def example(rng: np.random.Generator, n: int, k: int) -> tuple[FloatArray, FloatArray, IntArray]:
    """Make up a truth, a belief and a message in which the first two letters occur."""
    letters = np.concatenate([[0, 1], rng.integers(k, size=n - 2)])
    return hundredths(rng, k), hundredths(rng, k), rng.permutation(letters)


EXERCISE = Exercise(
    reference=lambda p, q, letters: [price(p, q), paid(letters, q)],
    inputs=lambda rng: [
        (HALVING, HALVING[::-1].copy(), np.array([0, 0, 3])),
        (np.array([0.75, 0.25]), np.array([0.5, 0.5]), np.array([0, 1, 1, 1])),
        (np.array([0.5, 0.25, 0.25]), np.array([0.25, 0.5, 0.25]), np.array([0, 1])),
        *(example(rng, n, k) for n, k in ((5, 3), (12, 4), (40, 6))),
    ],
    hints=(
        "Each line has one fault. In each, ask whose numbers stand in the logarithm.",
        "The table was made for q, so q sets every length. And a frequent letter occurs often.",
        "expected = −(p · log2 q).sum(), and paid = −log2(q)[letters].mean().",
    ),
    mistakes={
        "as printed": lambda p, q, y: [price(q, p), weighted(p, q, y)],
        "truth and belief": [
            lambda p, q, y: [price(q, p), paid(y, q)],
            lambda p, q, y: [price(q, p), paid(y, p)],
            lambda p, q, y: [price(p, q), paid(y, p)],
        ],
        "double weight": [
            lambda p, q, y: [price(p, q), weighted(p, q, y)],
            lambda p, q, y: [price(p, q), weighted(q, q, y)],
        ],
        "order": lambda p, q, y: [paid(y, q), price(p, q)],
        "sum": [
            lambda p, q, y: [price(p, q), len(y) * paid(y, q)],
            lambda p, q, y: [price(p, q), (p * surprise(q, 2))[y].sum()],
        ],
        "entropy": lambda p, q, y: [bits(p), paid(y, q)],
        "belief alone": lambda _, q, y: [bits(q), paid(y, q)],
        "divergence": lambda p, q, y: [extra(p, q), paid(y, q)],
        "each alike": lambda _, q, y: [surprise(q, 2).mean(), paid(y, q)],
        "log of a mean": lambda p, q, y: [price(p, q), surprise(q[y].mean(), 2)],
        "sample twice": lambda _, q, y: [price(shares(y, len(q)), q), paid(y, q)],
        "expectation twice": lambda p, q, _: [price(p, q), price(p, q)],
    },
    say={
        "as printed": "Both lines still have their faults.",
        "truth and belief": "In one of the lines truth and belief are exchanged: the table was "
        "made for q, and the letters come as p says.",
        "double weight": "In paid a frequent letter counts twice: it occurs often in the message, "
        "and it is weighed by its probability as well.",
        "order": "Both numbers are right, in the other order: first the expected price.",
        "sum": "paid is the price of the whole message; bits a letter are asked.",
        "entropy": "The expected price does not depend on q here.",
        "divergence": PART,
        "sample twice": "The expected price is taken from the message; it should come from p.",
        "expectation twice": "paid is taken from p; it should come from the message.",
    },
    right=(
        lambda p, q, letters: (-(p @ np.log2(q)), -np.log2(q[letters]).mean()),
        lambda p, q, letters: np.array(
            [bits(p) + extra(p, q), price(np.bincount(letters, minlength=len(q)) / len(letters), q)]
        ),
    ),
    unit="bits",
    reread="Outcomes and samples",
    kind="reading",
)
