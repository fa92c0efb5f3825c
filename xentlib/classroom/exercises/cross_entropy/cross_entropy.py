"""What a belief costs on average where something else is true."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import bits
from xentlib.classroom.exercises.cross_entropy._shared import (
    PART,
    SQUARES,
    extra,
    pairs,
    price,
    shared,
)
from xentlib.information import cross_entropy
from xentlib.numerics import FloatArray, surprise


def typed_price(p: FloatArray, q: FloatArray, e: float = 0.0) -> FloatArray:
    """Cross-entropy by the textbook's formula, which knows no zeros."""
    return -(p * np.log2(q + e)).sum(-1)


def terms(p: FloatArray, q: FloatArray) -> FloatArray:
    """Return what each outcome adds by the textbook's formula."""
    return -p * np.log2(q)


EXERCISE = Exercise(
    reference=lambda p, q: cross_entropy(p, q, base=2),
    inputs=pairs,
    hints=(
        "Whose probabilities set the length of a word, and whose say how often it is sent?",
        "Average the surprise −log2 q with the weights p. What is 0 · ∞, and what 0.5 · ∞?",
        "−p · log2 q summed along the last axis, over the outcomes with p > 0 alone.",
    ),
    mistakes=shared(price, typed_price, terms)
    | {
        "entropy": lambda p, _: bits(p),
        "belief alone": lambda _, q: bits(q),
        "divergence": extra,
        "each alike": lambda _, q: surprise(q, 2).mean(-1),
        "sum": lambda _, q: surprise(q, 2).sum(-1),
        "log of a mean": lambda p, q: surprise((p * q).sum(-1), 2),
        "not summed": terms,
        "perplexity": lambda p, q: 2 ** price(p, q),
    },
    say={
        "not summed": "Those are the terms: add them up along the last axis.",
        "squares": SQUARES,
        "entropy": "The belief q makes no difference here.",
        "divergence": PART,
    },
    right=(
        lambda p, q: np.nansum(-p * np.log2(q), axis=-1),
        lambda p, q: bits(p) + extra(p, q),
        lambda p, q: -(p * np.log2(q, out=np.zeros_like(q), where=p > 0)).sum(-1),
        lambda p, q: np.where(p > 0, -p * np.log2(q), 0).sum(-1),
    ),
    unit="bits",
    reread="The price of a wrong code",
)
