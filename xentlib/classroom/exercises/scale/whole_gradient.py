"""The gradient of the mean over all machines, from each one's: a colleague's code, mended."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, normal


def weighted(means: Array, sizes: Array) -> Array:
    """Mean over all examples."""
    return np.asarray(np.average(means, axis=0, weights=sizes))


EXERCISE = Exercise(
    reference=weighted,
    inputs=lambda rng: [
        (np.array([[1.0], [3.0]]), np.array([3, 1])),
        (np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([8, 2])),
        *(
            (normal(rng, workers, d), 1 + np.argsort(rng.random(workers)) * 3)
            for workers, d in ((3, 2), (4, 3), (5, 2))
        ),
    ],
    hints=(
        "How many examples does each row of `means` stand for?",
        "A mean times its size is a sum. Sums of all machines can be added.",
        "Divide the sum of sizes · means by the sum of the sizes; the axis of the machines is 0.",
    ),
    mistakes={
        "means averaged": lambda means, _: means.mean(0),
        "sum": [
            lambda means, sizes: (means * sizes[:, None]).sum(0),
            lambda means, _: means.sum(0),
        ],
        "all axes": lambda means, sizes: np.average(means.mean(1), weights=sizes),
        "wrong axis": lambda means, _: means.mean(1),
        "divided by machines": lambda means, sizes: (means * sizes[:, None]).mean(0),
        "small parts first": lambda means, sizes: np.average(means, axis=0, weights=1 / sizes),
        "divided twice": lambda means, sizes: means.sum(0) / sizes.sum(),
        "one machine": [lambda means, sizes: means[sizes.argmax()], lambda means, _: means[0]],
    },
    say={
        "sum": "That is a sum; the gradient of the mean is asked.",
        "all axes": "The parameters were averaged, too: the gradient has one number for each.",
        "wrong axis": "The mean is over the machines, not over the parameters.",
        "divided by machines": "Sums over examples were divided by the number of machines.",
        "small parts first": "Small parts weigh more there; a part counts by its size.",
        "divided twice": "Means were added up, and divided by the number of examples.",
        "one machine": "One machine alone enters.",
    },
    right=(
        lambda means, sizes: sizes @ means / sizes.sum(),
        lambda means, sizes: sum(n * g for n, g in zip(sizes, means, strict=True)) / sum(sizes),
        lambda means, sizes: np.repeat(means, sizes, axis=0).mean(0),
    ),
    reread="Training on several machines",
    kind="reading",
)
