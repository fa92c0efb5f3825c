"""Mean surprise of the labels in a sample under a belief."""

import math

import numpy as np

from xentlib._door.arrays import IntArray
from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import bits, frequencies
from xentlib.classroom.exercises._common.inputs import hundredths
from xentlib.classroom.exercises._common.limits import for_limits
from xentlib.classroom.exercises.cross_entropy._shared import EDGES, shares
from xentlib.numerics import FloatArray, expectation, surprise

NATS = math.log(2)


def drawn(rng: np.random.Generator, n: int, k: int) -> tuple[IntArray, FloatArray]:
    """Labels of k outcomes, the first of them at least twice, and somebody's belief."""
    labels = np.concatenate([[0, 0, k - 1], rng.integers(k, size=n - 3)])
    return rng.permutation(labels), hundredths(rng, k)


EXERCISE = Exercise(
    reference=lambda labels, q: surprise(q[labels]).mean(),
    inputs=lambda rng: [
        (np.array([0, 1]), np.array([0.75, 0.25])),
        (np.array([0, 0, 1]), np.array([0.5, 0.25, 0.25])),
        (np.array([2, 0, 2, 1]), np.array([0.2, 0.3, 0.5])),
        (np.array([0, 1, 1]), np.array([0.5, 0.5, 0.0])),
        (np.array([0, 2]), np.array([0.5, 0.5, 0.0])),
        *((np.array([0, 1]), np.array([1 - rare, rare])) for rare in EDGES),
        (np.ones(12, dtype=int), np.array([1.0, 1e-30])),
        *(drawn(rng, n, k) for n, k in ((6, 3), (20, 5))),
    ],
    hints=(
        "What did q give to each label that came? q[labels] looks them up.",
        "Each example is charged its own surprise. How do n charges become one number?",
        "The mean of −ln q[labels], each example counted once.",
    ),
    mistakes={
        "sum": lambda labels, q: surprise(q[labels]).sum(),
        "double weight": [
            lambda labels, q: expectation(q[labels], surprise(q[labels])),
            lambda labels, q: (q[labels] * surprise(q[labels])).mean(),
        ],
        "belief alone": lambda _, q: NATS * bits(q),
        "entropy": lambda labels, _: NATS * bits(frequencies(labels)),
        "each alike": lambda _, q: surprise(q).mean(),
        "log of a mean": lambda labels, q: surprise(q[labels].mean()),
        "no logarithm": [
            lambda labels, q: 1 - q[labels].mean(),
            lambda labels, q: q[labels].mean(),
        ],
        "complement": lambda labels, q: surprise(1 - q[labels]).mean(),
        "off by one": lambda labels, q: surprise(q[labels - 1]).mean(),
        "zero log zero": lambda labels, q: -(shares(labels, len(q)) * np.log(q)).sum(),
        "underflow": [
            lambda labels, q: -np.log(np.prod(q[labels])) / len(labels),
            lambda labels, q: -np.log(np.prod(q[labels]) ** (1 / len(labels))),
        ],
        "perplexity": lambda labels, q: np.exp(surprise(q[labels]).mean()),
        "per class": lambda labels, q: surprise(q[labels]).sum() / len(q),
        "not summed": lambda labels, q: -np.log(q[labels]),
        **for_limits(
            {
                "epsilon in the log": [lambda e, labels, q: -np.log(q[labels] + e).mean()],
                "clipping": [
                    lambda e, labels, q: surprise(np.maximum(q, e)[labels]).mean(),
                    lambda e, labels, q: surprise(np.clip(q, e, 1 - e)[labels]).mean(),
                ],
            }
        ),
    },
    say={
        "sum": "That is the price of all labels together; the mean price of one is asked.",
        "entropy": "That is the entropy of the sample: q makes no difference here.",
        "belief alone": "That is the price that q expects. How often does each label come in this "
        "sample?",
        "each alike": "Every outcome counts once here, whether it came or not. Each label of the "
        "sample should count once.",
        "underflow": "The product of many small probabilities becomes 0 in floating point. Add up "
        "their logarithms instead.",
        "perplexity": "That is the perplexity, exp of the answer.",
        "per class": "Divided by the number of outcomes; the mean is over the labels that came.",
        "not summed": "Each label's surprise is right; their mean is asked.",
    },
    right=(
        lambda labels, q: -np.log(q)[labels].mean(),
        lambda labels, q: expectation(shares(labels, len(q)), surprise(q)),
        lambda labels, q: -np.log(q[labels]).sum() / len(labels),
        lambda labels, q: np.mean([math.log(1 / q[y]) if q[y] else math.inf for y in labels]),
    ),
    unit="nats",
    reread="Outcomes and samples",
)
