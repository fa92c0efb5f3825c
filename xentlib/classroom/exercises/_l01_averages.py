"""Lesson 01, second part: average surprise of distributions, samples and tables."""

import math
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.information import conditional_entropy, entropy, mutual_information
from xentlib.numerics import FloatArray, expectation, surprise

# Rare enough to tell a rounded result from a limit, and to show a limit of 1e-12. In float32
# 1 - 2**-44 is 1, which changes the entropy by less than the tolerance.
RARE = 2.0**-23, 2.0**-44


def bits(masses: FloatArray, axis: int = -1) -> FloatArray:
    """Sum of -m log2 m, whatever the masses sum to."""
    return expectation(masses, surprise(masses, 2), axis=axis)


def rows(joint: FloatArray) -> FloatArray:
    """Distribution of the column in each row."""
    return joint / joint.sum(1, keepdims=True)


def frequencies(labels: FloatArray) -> FloatArray:
    """Share of each label that occurs."""
    return np.unique(labels, return_counts=True)[1] / len(labels)


def own_share(labels: FloatArray) -> FloatArray:
    """For each member of a sample, the share of its label."""
    return np.mean(labels[:, None] == labels, axis=0)


def as_typed(p: FloatArray) -> FloatArray:
    """Entropy by the textbook's formula, which knows no zeros."""
    return -(p * np.log2(p)).sum(-1)


def kept_from_zero() -> Iterator[Mistake]:
    """Ways to mend log 0 that touch other probabilities too, for the limits that are in use."""
    mends: dict[str, list[Callable[[float, FloatArray], FloatArray]]] = {
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
    }
    for limit in (*10.0 ** -np.arange(3, 13), float(np.finfo(np.float32).eps)):
        for name, functions in mends.items():
            yield from (Mistake(name, partial(function, limit)) for function in functions)


def with_a_zero(rng: np.random.Generator, *shape: int) -> FloatArray:
    """Random distributions along the last axis with one impossible outcome."""
    p = rng.dirichlet(np.ones(shape[-1]), size=shape[:-1])
    p[..., 0, rng.integers(shape[-1])] = 0
    return p / p.sum(-1, keepdims=True)


ENTROPY = Exercise(
    "01.entropy",
    reference=lambda p: entropy(p, base=2),
    inputs=lambda rng: [
        (np.array([1.0, 0.0]),),
        *((np.array([1 - rare, rare]),) for rare in RARE),
        (np.array([0.75, 0.25]),),
        (np.array([[0.5, 0.25, 0.25], [0.0, 0.5, 0.5]]),),
        (rng.dirichlet(np.ones(5)),),
        (with_a_zero(rng, 3, 4),),
        (with_a_zero(rng, 2, 3, 4),),
    ],
    hints=(
        "How surprising is each outcome, and how often does it happen?",
        "Multiply surprise by probability, add up along the last axis; what does 0 · ∞ give?",
        "Take np.log2 only where p > 0 (its arguments out and where), leave 0 elsewhere.",
    ),
    mistakes=(
        Mistake("each alike", lambda p: -np.log2(p).mean(-1)),
        Mistake("sum", lambda p: -np.log2(p).sum(-1)),
        Mistake("sum", lambda p: surprise(np.where(p > 0, p, 1), 2).sum(-1)),
        Mistake("minus log n", lambda p: np.full(p.shape[:-1], -np.log2(p.shape[-1]))),
        Mistake("bound", lambda p: np.full(p.shape[:-1], np.log2(p.shape[-1]))),
        Mistake("zero log zero", as_typed),
        Mistake("all axes", lambda p: bits(p.ravel())),
        Mistake("wrong axis", lambda p: bits(p, axis=0)),
        Mistake("perplexity", lambda p: 2 ** bits(p)),
        Mistake("mean", lambda p: bits(p) / p.shape[-1]),
        Mistake("squares", lambda p: 1 - (p**2).sum(-1)),
        *kept_from_zero(),
    ),
    right=(
        lambda p: -(p * np.log2(np.where(p > 0, p, 1))).sum(-1),
        lambda p: np.nansum(-p * np.log2(p), axis=-1),
        lambda p: np.apply_along_axis(lambda r: sum(x * math.log2(1 / x) for x in r if x), -1, p),
    ),
    unit="bits",
    atol=1e-13,
    reread="The average surprise",
)

SAMPLE_ENTROPY = Exercise(
    "01.sample_entropy",
    reference=lambda labels: bits(frequencies(labels)),
    inputs=lambda rng: [
        (np.array([7]),),
        (np.array([3, 3, 7]),),
        (np.array([0, 1, 1]),),
        (np.array([2, 9, 2, 5]),),
        *((2 * rng.integers(1, k, size=n) + 1,) for k, n in ((4, 9), (6, 20), (12, 50))),
    ],
    hints=(
        "How many of the labels in [3, 3, 7] are a 3? Does it matter that it is a 3?",
        "First count how often each label occurs; then make the counts sum to 1.",
        "np.unique(labels, return_counts=True) counts; divide by their sum, take the entropy.",
    ),
    mistakes=(
        Mistake("sample as masses", lambda labels: bits(labels / labels.sum())),
        Mistake("bound", lambda labels: np.log2(len(set(labels.tolist())))),
        Mistake("bound", lambda labels: np.log2(len(labels))),
        Mistake("not normalised", lambda labels: bits(len(labels) * frequencies(labels))),
        Mistake(
            "not normalised",
            lambda labels: bits(frequencies(labels) * len(labels) / len(set(labels.tolist()))),
            hint="Those counts are divided by how many kinds there are. By what must they be?",
        ),
        Mistake("double weight", lambda labels: bits(own_share(labels))),
        Mistake("sum", lambda labels: len(labels) * bits(frequencies(labels))),
        Mistake("each alike", lambda labels: -np.log2(frequencies(labels)).mean()),
        Mistake("zero log zero", lambda labels: as_typed(np.bincount(labels) / len(labels))),
    ),
    right=(
        lambda labels: -sum(f * math.log2(f) for f in frequencies(labels)),
        lambda labels: bits(np.bincount(labels) / len(labels)),
        lambda labels: -np.log2(own_share(labels)).mean(),
        lambda labels: bits((labels[:, None] == np.unique(labels)).mean(0)),
    ),
    unit="bits",
    reread="A sample is not its source",
)

CONDITIONAL_ENTROPY = Exercise(
    "01.conditional_entropy",
    reference=lambda joint: conditional_entropy(joint, base=2),
    inputs=lambda rng: [
        (np.array([[0.5, 0.25], [0.125, 0.125]]),),
        *((rng.dirichlet(np.ones(a * b)).reshape(a, b),) for a, b in ((2, 3), (3, 2), (4, 4))),
    ],
    hints=(
        "Once the row is known, what is the distribution of the column?",
        "Divide each row by its sum. Each row has an entropy now; how often does it occur?",
        "Sum joint * log2(joint / row sums) over the table, and turn the sign.",
    ),
    mistakes=(
        Mistake("transposed", lambda joint: conditional_entropy(joint.T, base=2)),
        Mistake("joint entropy", lambda joint: bits(joint.ravel())),
        Mistake("marginal", lambda joint: bits(joint.sum(0))),
        Mistake("marginal", lambda joint: bits(joint.sum(1))),
        Mistake("mutual information", lambda joint: mutual_information(joint, base=2)),
        Mistake("each alike", lambda joint: bits(rows(joint)).mean()),
        Mistake("sum", lambda joint: bits(rows(joint)).sum()),
        Mistake("not normalised", lambda joint: joint.sum(1) @ bits(joint)),
        Mistake("keepdims", lambda joint: -(joint * np.log2(joint / joint.sum(1))).sum()),
        Mistake("keepdims", lambda joint: joint.sum(1) @ bits(joint / joint.sum(1))),
    ),
    right=(
        lambda joint: bits(joint.ravel()) - bits(joint.sum(1)),
        lambda joint: joint.sum(1) @ bits(rows(joint)),
        lambda joint: -sum(x * math.log2(x / sum(row)) for row in joint for x in row),
    ),
    unit="bits",
    reread="What one letter tells about the next",
)

AVERAGES = (ENTROPY, SAMPLE_ENTROPY, CONDITIONAL_ENTROPY)
