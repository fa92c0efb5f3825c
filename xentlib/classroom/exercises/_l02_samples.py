"""Lesson 02, second part: what a belief costs on a sample, and which belief costs least."""

import math

import numpy as np

from xentlib._door.arrays import IntArray
from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._l01_averages import RARE, bits, frequencies
from xentlib.numerics import FloatArray, expectation, surprise

NATS = math.log(2)


def drawn(rng: np.random.Generator, n: int, k: int) -> tuple[IntArray, FloatArray]:
    """Labels of k outcomes, the first of them at least twice, and somebody's belief."""
    labels = np.concatenate([[0, 0, k - 1], rng.integers(k, size=n - 3)])
    return rng.permutation(labels), rng.dirichlet(np.ones(k)) * 0.9 + 0.1 / k


def shares(labels: IntArray, k: int) -> FloatArray:
    """Relative frequencies of k outcomes."""
    return np.bincount(labels, minlength=k) / len(labels)


SAMPLE_NLL = Exercise(
    "02.sample_nll",
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
    mistakes=(
        Mistake(
            "sum",
            lambda labels, q: surprise(q[labels]).sum(),
            "That is the bill for all examples together; the price of one, on average, is asked.",
        ),
        Mistake(
            "double weight",
            lambda labels, q: expectation(q[labels], surprise(q[labels])),
            "Examples come as often as they do: to weigh them by q counts that again.",
        ),
        Mistake("double weight", lambda labels, q: (q[labels] * surprise(q[labels])).mean()),
        Mistake("belief alone", lambda _, q: NATS * bits(q)),
        Mistake(
            "entropy",
            lambda labels, _: NATS * bits(frequencies(labels)),
            "That is the entropy of the sample. What has q got to do with it?",
        ),
        Mistake("each alike", lambda _, q: surprise(q).mean()),
        Mistake("log of a mean", lambda labels, q: surprise(q[labels].mean())),
        Mistake("no logarithm", lambda labels, q: 1 - q[labels].mean()),
        Mistake("no logarithm", lambda labels, q: q[labels].mean()),
        Mistake("complement", lambda labels, q: surprise(1 - q[labels]).mean()),
        Mistake("off by one", lambda labels, q: surprise(q[labels - 1]).mean()),
        Mistake("zero log zero", lambda labels, q: -(shares(labels, len(q)) * np.log(q)).sum()),
        Mistake("epsilon in the log", lambda labels, q: surprise(q[labels] + 1e-12).mean()),
        Mistake("epsilon in the log", lambda labels, q: surprise(q[labels] + 1e-9).mean()),
        Mistake("epsilon in the log", lambda labels, q: surprise(q[labels] + 1e-8).mean()),
        *(
            Mistake("clipping", lambda labels, q, e=e: surprise(np.maximum(q, e)[labels]).mean())
            for e in (1e-15, 1e-12, 1e-9, 1e-7)
        ),
    ),
    right=(
        lambda labels, q: -np.log(q)[labels].mean(),
        lambda labels, q: expectation(shares(labels, len(q)), surprise(q)),
        lambda labels, q: -np.log(q[labels]).sum() / len(labels),
        lambda labels, q: np.mean([math.log(1 / q[y]) if q[y] else math.inf for y in labels]),
    ),
    unit="nats",
    reread="Outcomes and samples",
)

MOST_LIKELY = Exercise(
    "02.most_likely",
    reference=shares,
    inputs=lambda rng: [
        (np.array([0, 0, 1]), 2),
        (np.array([1, 1, 3]), 5),
        (np.array([2, 2, 2, 0]), 3),
        *((rng.integers(k - 1, size=n), k) for n, k in ((7, 4), (30, 6))),
    ],
    hints=(
        "Which q makes the average −log q[label] as small as it can be? Gibbs has told you.",
        "The sample has a distribution of its own over the k outcomes. What if q is just that?",
        "Count each of the k outcomes, np.bincount(labels, minlength=k), divide by how many came.",
    ),
    mistakes=(
        Mistake("not normalised", lambda labels, k: np.bincount(labels, minlength=k)),
        Mistake("unseen", lambda labels, _: np.bincount(labels) / len(labels)),
        Mistake("unseen", lambda labels, _: frequencies(labels)),
        Mistake(
            "smoothing", lambda labels, k: (len(labels) * shares(labels, k) + 1) / (len(labels) + k)
        ),
        Mistake(
            "mean",
            lambda labels, k: np.bincount(labels, minlength=k) / k,
            "Divided by how many outcomes there are. Of how many draws is each count a share?",
        ),
        Mistake("each alike", lambda _, k: np.full(k, 1 / k)),
        Mistake("mode", lambda labels, k: np.eye(k)[shares(labels, k).argmax()]),
        Mistake(
            "one fewer",
            lambda labels, k: shares(labels, k) * len(labels) / (len(labels) - 1),
            "No estimate of a variance: of n draws, each is one n-th.",
        ),
        Mistake("off by one", lambda labels, k: np.roll(shares(labels, k), 1)),
        Mistake("sample as masses", lambda labels, _: labels / labels.sum()),
    ),
    right=(
        lambda labels, k: (labels[:, None] == np.arange(k)).mean(0),
        lambda labels, k: np.eye(k)[labels].mean(0),
        lambda labels, k: [labels.tolist().count(j) / len(labels) for j in range(k)],
        lambda labels, k: np.histogram(labels, np.arange(k + 1) - 0.5)[0] / len(labels),
    ),
    reread="The belief that fits best",
)


SAMPLES = (SAMPLE_NLL, MOST_LIKELY)
