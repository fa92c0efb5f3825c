"""The learning rate that suits the sharpest and the flattest direction best."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import uniform

EXERCISE = Exercise(
    reference=lambda curvatures: 2 / (curvatures.min() + curvatures.max()),
    inputs=lambda rng: [
        (np.array([1.0, 3.0]),),
        (np.array([4.0, 0.5]),),
        (np.array([1.0, 0.5, 4.0]),),
        *((uniform(rng, 0.1, 9, d),) for d in (2, 3, 5)),
    ],
    hints=(
        "A step multiplies each distance by 1 − ηκ. Which is slow if η is small? If it is large?",
        "The flattest and the sharpest: at the best rate their factors have the same size.",
        "Solve 1 − η κ_min = η κ_max − 1 for η.",
    ),
    mistakes={
        "sharpest alone": lambda k: 1 / k.max(),
        "flattest alone": lambda k: 1 / k.min(),
        "never settles": lambda k: 2 / k.max(),
        "half forgotten": lambda k: 1 / (k.min() + k.max()),
        "sum": lambda k: 2 / k.sum(),
        "mean curvature": lambda k: 1 / k.mean(),
        "mean of rates": [
            lambda k: (1 / k.min() + 1 / k.max()) / 2,
            lambda k: np.mean(1 / k),
        ],
        "geometric mean": [
            lambda k: 1 / np.sqrt(k.min() * k.max()),
            lambda k: np.exp(-np.log(k).mean()),
        ],
        "shrinkage": lambda k: (k.max() - k.min()) / (k.max() + k.min()),
        "first and last": [lambda k: 2 / (k[0] + k[-1]), lambda k: 2 / (k[0] + k[1])],
        "middle curvature": lambda k: 1 / np.median(k),
        "subtracted": lambda k: 2 / (k.max() - k.min()),
        "upside down": lambda k: (k.min() + k.max()) / 2,
        "product of curvatures": lambda k: 2 / (k.min() * k.max()),
    },
    say={
        "sharpest alone": "That rate ends the sharpest direction in one step; how fast does the "
        "flattest one shrink?",
        "flattest alone": "That rate ends the flattest direction in one step; what happens to the "
        "sharpest one?",
        "never settles": "That is the limit: there the sharpest direction jumps to and fro, "
        "and never shrinks.",
        "half forgotten": "A factor of 2 is missing: with one curvature, 1 / curvature is the "
        "best rate.",
        "sum": "Directions between the flattest and the sharpest are never the slowest: they do "
        "not count.",
        "mean curvature": "Directions between the flattest and the sharpest are never the slowest: "
        "only these two count.",
        "mean of rates": "The best rate is not the mean of single rates. Set both factors equal "
        "in size.",
        "geometric mean": "The geometric mean is not it. Set both factors, 1 − ηκ, equal in size.",
        "shrinkage": "That is what a step at the best rate leaves of the distance. The rate "
        "is asked.",
        "first and last": "The curvatures may come in any order, and there may be more than two.",
        "middle curvature": "The slowest direction counts: the flattest, or the sharpest.",
        "subtracted": "Look at the signs: the sharpest direction's factor is negative there, so "
        "its size is η κ_max − 1.",
        "upside down": "The larger the curvatures, the smaller the rate must be.",
        "product of curvatures": "A product of two curvatures has another unit than a curvature. "
        "Set both factors equal in size.",
    },
    right=(
        lambda k: 1 / ((np.min(k) + np.max(k)) / 2),
        lambda k: 2 / (np.sort(k)[0] + np.sort(k)[-1]),
    ),
    kind="derivation",
    reread="How far is too far?",
)
