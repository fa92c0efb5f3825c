"""Mean length of words that were made for another distribution."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import RARE_WORDS
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.classroom.exercises._common.limits import for_limits
from xentlib.classroom.exercises.cross_entropy._shared import HALVING, PART, price
from xentlib.coding import huffman_code
from xentlib.numerics import FloatArray


def words(q: FloatArray) -> FloatArray:
    """Shannon's lengths."""
    return np.ceil(-np.log2(q))


def huffman_lengths(q: FloatArray) -> FloatArray:
    """Lengths of the best words."""
    return np.array([len(word) for _, word in sorted(huffman_code(q).items())])


EXERCISE = Exercise(
    reference=lambda p, q: p @ words(q),
    inputs=lambda rng: [
        (HALVING, HALVING[::-1].copy()),
        (np.array([0.9, 0.1]), np.array([0.2, 0.8])),
        (np.array([0.5, 0.3, 0.2]), np.array([0.125, 0.125, 0.75])),
        (np.full(3, 1 / 3), np.array([0.3, 0.6, 0.1])),
        (HALVING, RARE_WORDS),
        *((hundredths(rng, k), hundredths(rng, k)) for k in (3, 5, 9)),
    ],
    hints=(
        "Build the words first: for whose probabilities were they made?",
        "Whole lengths, at least −log2 q. How often is each of them sent?",
        "Multiply np.ceil(−log2 q) by p and add up.",
    ),
    mistakes={
        "not rounded": price,
        "truth and belief": lambda p, q: q @ words(p),
        "right code": lambda p, _: p @ words(p),
        "belief alone": lambda _, q: q @ words(q),
        "ceiling": lambda p, q: np.ceil(price(p, q)),
        "rounded": lambda p, q: p @ np.round(-np.log2(q)),
        "floor": lambda p, q: p @ np.floor(-np.log2(q)),
        "one more": lambda p, q: p @ (np.floor(-np.log2(q)) + 1),
        "each alike": lambda _, q: words(q).mean(),
        "sum": lambda _, q: words(q).sum(),
        "huffman": lambda p, q: p @ huffman_lengths(q),
        "divergence": lambda p, q: p @ (words(q) - words(p)),
        "not summed": lambda p, q: p * words(q),
        **for_limits(
            {
                "clipping": [
                    lambda e, p, q: p @ words(np.maximum(q, e)),
                    lambda e, p, q: p @ words(np.clip(q, e, 1 - e)),
                    lambda e, p, q: p @ words(q + e),
                ]
            }
        ),
    },
    say={
        "right code": "Those words were made for p. Which does somebody use who believes q?",
        "ceiling": "Each word is a whole number long, the average need not be: round before you "
        "average.",
        "divergence": PART,
        "belief alone": "That is what somebody who believes q expects. Which of the two says how "
        "often each word is sent?",
        "floor": "Rounded down: some words are then shorter than −log2 q.",
        "rounded": "The nearest whole number can be below −log2 q: then the word is too short.",
        "huffman": "Those lengths are possible, even better on average, but follow another rule.",
        "not rounded": "A word of a code has a whole number of symbols.",
        "not summed": "Those are the terms of the mean: add them up.",
        "clipping": "Small probabilities are treated as if they were larger, so that rare "
        "letters get words that are too short. No q here is 0.",
    },
    right=(
        lambda p, q: sum(a * math.ceil(-math.log2(b)) for a, b in zip(p, q, strict=True)),
        lambda p, q: -(p * np.floor(np.log2(q))).sum(),
        lambda p, q: np.average(np.ceil(np.log2(1 / q)), weights=p),
    ),
    unit="bits",
    reread="The price of a wrong code",
)
