"""Average surprise of a distribution."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import RARE, bits
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.classroom.exercises._common.limits import COARSE, for_limits
from xentlib.classroom.exercises.surprise._shared import as_typed
from xentlib.information import entropy
from xentlib.numerics import FloatArray, surprise

# Ways to mend log 0 that touch other probabilities, too. Limits below 1e-12 change the last
# digits alone: those answers are right.
KEPT_FROM_ZERO = for_limits(
    {
        "epsilon in the log": [
            lambda e, p: -(p * np.log2(p + e)).sum(-1),
            lambda e, p: bits(p + e),
        ],
        "clipping": [
            lambda e, p: -(p * np.log2(np.maximum(p, e))).sum(-1),
            lambda e, p: -(p * np.log2(np.clip(p, e, 1 - e))).sum(-1),
            lambda e, p: bits(np.maximum(p, e)),
            lambda e, p: bits(np.clip(p, e, 1 - e)),
            lambda e, p: bits(np.where(p > e, p, 0)),
        ],
    },
    COARSE,
)


def with_a_zero(rng: np.random.Generator, *shape: int) -> FloatArray:
    """Random distributions along the last axis with one impossible outcome."""
    p, i = hundredths(rng, *shape), rng.integers(shape[-1])
    p[..., 0, i - 1] += p[..., 0, i]
    p[..., 0, i] = 0
    return p


EXERCISE = Exercise(
    reference=lambda p: entropy(p, base=2),
    inputs=lambda rng: [
        (np.array([0.75, 0.25]),),
        (np.array([1.0, 0.0]),),
        *((np.array([1 - rare, rare]),) for rare in RARE),
        (np.array([[0.5, 0.25, 0.25], [0.0, 0.5, 0.5]]),),
        (hundredths(rng, 5),),
        (with_a_zero(rng, 3, 4),),
        (with_a_zero(rng, 2, 3, 4),),
    ],
    hints=(
        "How surprising is each outcome, and how often does it happen?",
        "Multiply surprise by probability, add up along the last axis; what does 0 · ∞ give?",
        "Take np.log2 only where p > 0 (its arguments out and where), leave 0 elsewhere.",
    ),
    mistakes=KEPT_FROM_ZERO
    | {
        "each alike": lambda p: -np.log2(p).mean(-1),
        "sum": [
            lambda p: -np.log2(p).sum(-1),
            lambda p: surprise(np.where(p > 0, p, 1), 2).sum(-1),
        ],
        "minus log n": lambda p: np.full(p.shape[:-1], -np.log2(p.shape[-1])),
        "bound": lambda p: np.full(p.shape[:-1], np.log2(p.shape[-1])),
        "zero log zero": as_typed,
        "all axes": lambda p: bits(p.ravel()),
        "wrong axis": lambda p: bits(p, axis=0),
        "perplexity": lambda p: 2 ** bits(p),
        "mean": lambda p: bits(p) / p.shape[-1],
        "not summed": [lambda p: p * surprise(np.where(p > 0, p, 1), 2), lambda p: -p * np.log2(p)],
        "log of a mean": lambda p: -np.log2((p**2).sum(-1)),
        "squares": lambda p: 1 - (p**2).sum(-1),
    },
    say={
        "minus log n": "Only the number of outcomes enters here, not their probabilities.",
        "not summed": "Those are the terms. One number for each distribution is asked: their sum.",
    },
    right=(
        lambda p: -(p * np.log2(np.where(p > 0, p, 1))).sum(-1),
        lambda p: np.nansum(-p * np.log2(p), axis=-1),
        lambda p: np.apply_along_axis(lambda r: sum(x * math.log2(1 / x) for x in r if x), -1, p),
    ),
    unit="bits",
    atol=1e-13,
    reread="The average surprise",
)
