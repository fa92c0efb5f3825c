"""What a wrong belief adds to the price."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import bits
from xentlib.classroom.exercises.cross_entropy._shared import SQUARES, extra, pairs, price, shared
from xentlib.information import kl_divergence
from xentlib.numerics import FloatArray, expectation, log_ratio

WHOLE = "That is the whole price. How much of it would the right belief have paid as well?"


def typed_extra(p: FloatArray, q: FloatArray, e: float = 0.0) -> FloatArray:
    """KL by the textbook's formula, which knows no zeros."""
    return (p * np.log2((p + e) / (q + e))).sum(-1)


def terms(p: FloatArray, q: FloatArray) -> FloatArray:
    """Return what each outcome adds by the textbook's formula."""
    return p * np.log2(p / q)


EXERCISE = Exercise(
    reference=lambda p, q: kl_divergence(p, q, base=2),
    inputs=pairs,
    hints=(
        "What does the wrong code cost where p is true, and what does the right one cost?",
        "Each outcome adds p · (log2 p − log2 q). Which p needs care, and which q does not?",
        "p · log2(p / q) summed along the last axis, over the outcomes with p > 0 alone.",
    ),
    mistakes=shared(extra, typed_extra, terms, alone=[typed_extra])
    | {
        "cross-entropy": price,
        "entropy gap": [lambda p, q: bits(q) - bits(p), lambda p, q: bits(p) - bits(q)],
        "absolute": lambda p, q: expectation(p, abs(log_ratio(p, q, 2))),
        "each alike": lambda p, q: log_ratio(p, q, 2).mean(-1),
        "sum": lambda p, q: log_ratio(p, q, 2).sum(-1),
        "not summed": terms,
        "symmetrised": [
            lambda p, q: extra(p, q) + extra(q, p),
            lambda p, q: (extra(p, q) + extra(q, p)) / 2,
        ],
    },
    say={
        "entropy gap": "That compares two entropies. What is the price of believing q where p is "
        "true?",
        "not summed": "Those are the terms: add them up along the last axis.",
        "symmetrised": "Both directions are in there; one is asked.",
        "cross-entropy": WHOLE,
        "squares": SQUARES,
    },
    right=(
        lambda p, q: np.nansum(p * np.log2(p / q), axis=-1),
        lambda p, q: price(p, q) - bits(p),
        lambda p, q: np.where(p > 0, p * (np.log2(p) - np.log2(q)), 0).sum(-1),
    ),
    unit="bits",
    reread="What the belief adds",
)
