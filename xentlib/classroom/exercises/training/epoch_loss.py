"""An epoch's mean loss from the means of its batches."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import uniform

EXERCISE = Exercise(
    reference=lambda means, sizes: (means * sizes).sum() / sizes.sum(),
    inputs=lambda rng: [
        (np.array([0.1, 0.9]), np.array([4, 1])),
        (np.array([0.5]), np.array([8])),
        *(
            (uniform(rng, 0.1, 3, k), np.append(np.full(k - 1, size), last))
            for k, size, last in ((3, 32, 5), (5, 16, 1), (4, 10, 7))
        ),
    ],
    hints=(
        "The last batch is small. Should its mean count as much as the others'?",
        "Each batch's mean stands for as many examples as the batch has.",
        "(means * sizes).sum() / sizes.sum(), or np.average with weights.",
    ),
    mistakes={
        "means averaged": lambda means, _: means.mean(),
        "sum": [lambda means, sizes: (means * sizes).sum(), lambda means, _: means.sum()],
        "one batch alone": [lambda means, _: means[-1], lambda means, _: means[0]],
        "divided by batches": lambda means, sizes: (means * sizes).mean(),
        "sizes alike": lambda means, sizes: means.sum() * sizes[0] / sizes.sum(),
        "divided twice": lambda means, sizes: means.sum() / sizes.sum(),
        "inverse": lambda means, sizes: np.average(means, weights=1 / sizes),
        "swapped": lambda means, sizes: (means * sizes).sum() / means.sum(),
        "drop the last": lambda means, _: means[:-1].mean(),
    },
    say={
        "divided twice": "Means were added up, and divided by the number of examples.",
        "inverse": "Small batches weigh more there; a batch counts by its size.",
        "sum": "That is a sum; the mean over all examples is asked.",
        "one batch alone": "That is the first batch alone, or the last one.",
        "divided by batches": "Divided by the number of batches, though examples were added up.",
        "sizes alike": "The last batch counts as if it were as large as the others.",
        "swapped": "The weighted sum is right. Divide it by the number of examples.",
        "drop the last": "The last batch is left out: its examples count as well.",
    },
    right=(
        lambda means, sizes: np.average(means, weights=sizes),
        lambda means, sizes: means @ sizes / sizes.sum(),
        lambda means, sizes: np.repeat(means, sizes).mean(),
        lambda means, sizes: sum(m * n for m, n in zip(means, sizes, strict=True)) / sum(sizes),
    ),
    unit="nats",
    reread="What the log reports",
)
