"""Lengths of code words that the probabilities pay for."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import RARE_WORDS
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.classroom.exercises._common.limits import for_limits
from xentlib.classroom.exercises.surprise._shared import SKEWED, depths, shannon
from xentlib.numerics import FloatArray


def uneven(rng: np.random.Generator, k: int) -> FloatArray:
    """Random distribution whose surprises in bits are clearly no whole numbers."""
    while True:
        p = hundredths(rng, k)
        if (np.abs(np.log2(p) % 1 - 0.5) < 0.48).all():
            return p


EXERCISE = Exercise(
    reference=lambda p: shannon(p),
    inputs=lambda rng: [
        (np.array([0.5, 0.5]),),
        (np.array([0.5, 0.3, 0.2]),),
        (SKEWED,),
        (np.array([0.4, 0.3, 0.2, 0.1]),),
        (RARE_WORDS,),
        *((uneven(rng, k),) for k in (3, 5, 8)),
    ],
    hints=(
        "How surprising is each outcome, in bits? A word has to be at least as long.",
        "A length is a whole number. Which way must 1.7 go, so that the word is long enough?",
        "Take the logarithm to base 2, turn its sign, and round up: NumPy calls that ceil.",
    ),
    mistakes={
        "rounded": lambda p: np.round(-np.log2(p)),
        "floor": lambda p: np.floor(-np.log2(p)),
        "one more": [lambda p: np.floor(-np.log2(p)) + 1, lambda p: shannon(p) + 1],
        "not rounded": lambda p: -np.log2(p),
        "bound": lambda p: np.full(p.shape, np.ceil(np.log2(p.size))),
        "nats": lambda p: np.ceil(-np.log(p)),
        "sign": lambda p: np.ceil(np.log2(p)),
        "inverse": lambda p: np.ceil(1 / p),
        "huffman": lambda p: depths(p),
        **for_limits(
            {
                "clipping": [
                    lambda e, p: np.ceil(-np.log2(np.maximum(p, e))),
                    lambda e, p: np.ceil(-np.log2(np.clip(p, e, 1 - e))),
                    lambda e, p: np.ceil(-np.log2(p + e)),
                ]
            }
        ),
    },
    say={
        "clipping": "Small probabilities are treated as if they were larger, so that rare "
        "outcomes get words that are too short. No p here is 0.",
        "nats": "Those are nats, rounded up. A word of zeros and ones has a length in bits.",
        "sign": "No word has a negative length. Turn the sign before you round up.",
    },
    right=(
        lambda p: [int(np.ceil(np.log2(1 / x))) for x in p],
        lambda p: -np.floor(np.log2(p)).astype(int),
        lambda p: [next(n for n in range(99) if 2.0**-n <= x) for x in p],
    ),
    reread="From surprise to code words",
)
