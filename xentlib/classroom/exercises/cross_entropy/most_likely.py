"""The belief under which a sample is most likely."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.entropies import frequencies
from xentlib.classroom.exercises.cross_entropy._shared import shares

EXERCISE = Exercise(
    reference=shares,
    inputs=lambda rng: [
        (np.array([0, 0, 1]), 2),
        (np.array([1, 1, 3]), 5),
        (np.array([2, 2, 2, 0]), 3),
        *((rng.integers(k - 1, size=n), k) for n, k in ((7, 4), (30, 6))),
    ],
    hints=(
        "Which q makes the average −log q[label] smallest? Gibbs' inequality says it.",
        "The sample has a distribution of its own over the k outcomes. What does that q cost?",
        "Count each of the k outcomes, np.bincount(labels, minlength=k), divide by how many came.",
    ),
    mistakes={
        "not normalised": lambda labels, k: np.bincount(labels, minlength=k),
        "unseen": [
            lambda labels, _: np.bincount(labels) / len(labels),
            lambda labels, _: frequencies(labels),
        ],
        "smoothing": lambda labels, k: (len(labels) * shares(labels, k) + 1) / (len(labels) + k),
        "mean": lambda labels, k: np.bincount(labels, minlength=k) / k,
        "each alike": lambda _, k: np.full(k, 1 / k),
        "mode": lambda labels, k: np.eye(k)[shares(labels, k).argmax()],
        "one fewer": lambda labels, k: shares(labels, k) * len(labels) / (len(labels) - 1),
        "off by one": lambda labels, k: np.roll(shares(labels, k), 1),
        "sample as masses": lambda labels, _: labels / labels.sum(),
    },
    say={
        "unseen": "Outcomes that never came have their places too: k numbers are asked.",
        "smoothing": "That adds draws that nobody saw. It is often useful, but it is not the most "
        "likely.",
        "not normalised": "Those are counts; probabilities add up to 1.",
        "each alike": "Every outcome gets the same probability, whatever came.",
        "off by one": "Each share stands one place too far: outcomes count from 0.",
        "mode": "All mass lies on the most frequent outcome; the others came too.",
        "mean": "Divided by how many outcomes there are. Of how many draws is each count a share?",
        "one fewer": "Divided by n − 1. Each of n draws is one n-th of the sample.",
    },
    right=(
        lambda labels, k: (labels[:, None] == np.arange(k)).mean(0),
        lambda labels, k: np.eye(k)[labels].mean(0),
        lambda labels, k: [labels.tolist().count(j) / len(labels) for j in range(k)],
        lambda labels, k: np.histogram(labels, np.arange(k + 1) - 0.5)[0] / len(labels),
    ),
    reread="The belief that fits best",
)
