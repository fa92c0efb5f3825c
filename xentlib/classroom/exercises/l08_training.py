"""Lesson 08: the loss that a training loop reports."""

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._question import Question

__all__ = ["EXERCISES", "QUIZ"]

EPOCH_LOSS = Exercise(
    "08.epoch_loss",
    reference=lambda means, sizes: (means * sizes).sum() / sizes.sum(),
    inputs=lambda rng: [
        (np.array([0.1, 0.9]), np.array([4, 1])),
        (np.array([0.5]), np.array([8])),
        *(
            (rng.uniform(0.1, 3, size=k), np.append(np.full(k - 1, size), last))
            for k, size, last in ((3, 32, 5), (5, 16, 1), (4, 10, 7))
        ),
    ],
    hints=(
        "The last batch is small. Does its mean say as much as the others'?",
        "Each batch's mean stands for as many examples as the batch has.",
        "(means * sizes).sum() / sizes.sum(), or np.average with weights.",
    ),
    mistakes=(
        Mistake("means averaged", lambda means, _: means.mean()),
        Mistake("sum", lambda means, sizes: (means * sizes).sum()),
        Mistake("sum", lambda means, _: means.sum()),
        Mistake("last batch", lambda means, _: means[-1]),
        Mistake("last batch", lambda means, _: means[0], "That is the first batch alone."),
        Mistake("divided by batches", lambda means, sizes: (means * sizes).mean()),
        Mistake("sizes alike", lambda means, sizes: means.sum() * sizes[0] / sizes.sum()),
        Mistake("divided twice", lambda means, sizes: means.sum() / sizes.sum()),
        Mistake("inverse", lambda means, sizes: np.average(means, weights=1 / sizes)),
        Mistake("drop the last", lambda means, _: means[:-1].mean()),
    ),
    right=(
        lambda means, sizes: np.average(means, weights=sizes),
        lambda means, sizes: means @ sizes / sizes.sum(),
        lambda means, sizes: np.repeat(means, sizes).mean(),
        lambda means, sizes: sum(m * n for m, n in zip(means, sizes, strict=True)) / sum(sizes),
    ),
    unit="nats",
    reread="What the log reports",
)

EXERCISES = (EPOCH_LOSS,)
QUIZ: tuple[Question, ...] = ()
