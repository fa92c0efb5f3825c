"""Mean surprise of the labels in a sample under a belief."""

import math

import numpy as np

from xentlib._door.arrays import IntArray
from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import RARE, bits, frequencies
from xentlib.classroom.exercises.cross_entropy._shared import shares
from xentlib.numerics import FloatArray, expectation, surprise

NATS = math.log(2)


def drawn(rng: np.random.Generator, n: int, k: int) -> tuple[IntArray, FloatArray]:
    """Labels of k outcomes, the first of them at least twice, and somebody's belief."""
    labels = np.concatenate([[0, 0, k - 1], rng.integers(k, size=n - 3)])
    return rng.permutation(labels), rng.dirichlet(np.ones(k)) * 0.9 + 0.1 / k


EXERCISE = Exercise(
    reference=lambda labels, q: surprise(q[labels]).mean(),
    inputs=lambda rng: [
        (np.array([0, 1]), np.array([0.75, 0.25])),
        (np.array([0, 0, 1]), np.array([0.5, 0.25, 0.25])),
        (np.array([2, 0, 2, 1]), np.array([0.2, 0.3, 0.5])),
        (np.array([0, 1, 1]), np.array([0.5, 0.5, 0.0])),
        (np.array([0, 2]), np.array([0.5, 0.5, 0.0])),
        *((np.array([0, 1]), np.array([1 - rare, rare])) for rare in RARE),
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
        "epsilon in the log": [
            lambda labels, q: surprise(q[labels] + 1e-12).mean(),
            lambda labels, q: surprise(q[labels] + 1e-9).mean(),
            lambda labels, q: surprise(q[labels] + 1e-8).mean(),
        ],
        "clipping": [
            lambda labels, q, e=e: surprise(np.maximum(q, e)[labels]).mean()
            for e in (1e-15, 1e-12, 1e-9, 1e-7)
        ],
    },
    say={
        "sum": "That is the bill for all examples together; the price of one, on average, is "
        "asked.",
        "entropy": "That is the entropy of the sample. What has q got to do with it?",
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
