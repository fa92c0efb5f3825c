"""Shares of a whole from counts."""

import numpy as np

from xentlib.classroom.checking import Exercise

EXERCISE = Exercise(
    reference=lambda counts: counts / counts.sum(),
    inputs=lambda rng: [
        (np.array([1, 3]),),
        (np.array([2, 0, 6]),),
        (np.array([0, 3, 0]),),
        *((rng.integers(1, 50, size=k),) for k in (3, 5, 8)),
    ],
    hints=(
        "What do the shares of a whole add up to?",
        "[1, 3] is one and three of four. Where does the four come from?",
        "Divide the counts by their sum.",
    ),
    mistakes={
        "mean": [lambda counts: counts / len(counts), lambda counts: counts / counts.mean()],
        "largest for whole": lambda counts: counts / counts.max(),
        "not normalised": lambda counts: counts,
        "each alike": lambda counts: np.full(len(counts), 1 / len(counts)),
        "complement": lambda counts: 1 - counts / counts.sum(),
        "odds": lambda counts: counts / (counts.sum() - counts),
        "floor": lambda counts: counts // counts.sum(),
        "upside down": lambda counts: counts.sum() / counts,
    },
    say={
        "mean": "Divided by how many counts there are, or by their mean. Of how many things in "
        "all is each count a share?",
        "largest for whole": "The largest share is 1 here. Is the largest count the whole?",
        "not normalised": "Those are the counts themselves; shares add up to 1.",
        "each alike": "All shares are equal here. The counts are not.",
        "complement": "That is the share of all the others.",
        "odds": "That compares each count with the others. A share compares it with the whole.",
        "floor": "// rounds down to a whole number; / does not.",
    },
    right=(
        lambda counts: [count / sum(counts) for count in counts],
        lambda counts: np.divide(counts, np.add.reduce(counts)),
        lambda counts: (counts / counts.sum()).astype(np.float32),
        lambda counts: tuple(np.asarray(counts) / float(np.sum(counts))),
        lambda counts: counts * (1 / counts.sum()),
    ),
    reread="Your answers are checked",
)
