"""Soft Dice loss of one image."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, coins, uniform


def case(rng: np.random.Generator, rows: int, columns: int) -> tuple[Array, Array]:
    """Random mask with some pixels of each kind, and a forecast."""
    mask = coins(rng, (rows, columns)).astype(float)
    mask[0, :2] = 0, 1
    return mask, uniform(rng, 0.05, 0.95, rows, columns)


EXERCISE = Exercise(
    reference=lambda y, p: 1 - 2 * (y * p).sum() / (y.sum() + p.sum()),
    inputs=lambda rng: [
        (np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([[0.5, 0.5], [1.0, 0.25]])),
        *(case(rng, *shape) for shape in ((3, 3), (2, 5), (4, 4))),
    ],
    hints=(
        "The overlap is the sum of y · p. If p = y, how large are the sums of y and of p?",
        "The loss of p = y has to be 0, and without any overlap it is 1.",
        "1 − 2 Σ y p / (Σ y + Σ p)",
    ),
    mistakes={
        "complement": lambda y, p: 2 * (y * p).sum() / (y.sum() + p.sum()),
        "factor forgotten": lambda y, p: 1 - (y * p).sum() / (y.sum() + p.sum()),
        "union": lambda y, p: 1 - (y * p).sum() / (y.sum() + p.sum() - (y * p).sum()),
        "squares": lambda y, p: 1 - 2 * (y * p).sum() / ((y**2).sum() + (p**2).sum()),
        "means averaged": lambda y, p: np.mean(1 - 2 * y * p / (y + p)),
        "only the covered": lambda y, p: 1 - (y * p).sum() / y.sum(),
        "target forgotten": lambda y, p: 1 - (y * p).sum() / p.sum(),
        "argmax": lambda y, p: 1 - 2 * (y * (p > 0.5)).sum() / (y.sum() + (p > 0.5).sum()),
        "per example": lambda y, p: 1 - 2 * (y * p).sum(1) / (y.sum(1) + p.sum(1)),
        "both kinds": lambda y, p: 1 - 2 * (y * p + (1 - y) * (1 - p)).sum() / (2 * y.size),
    },
    say={
        "complement": "That is the overlap: 1 if all is right. The loss is 0 then.",
        "factor forgotten": "A perfect forecast must cost 0: a factor of 2 is missing.",
        "union": "That is 1 − intersection / union, a related loss.",
        "squares": "That has squares below. Here plain sums stand there.",
        "means averaged": "Sum over the pixels first; then there is one fraction.",
        "only the covered": "Then a forecast of 1 everywhere would be perfect.",
        "target forgotten": "Then a forecast that finds one pixel would be perfect.",
        "argmax": "The soft loss uses the probabilities as they are.",
        "per example": "One number for the whole image is asked.",
        "both kinds": "Only the pixels of the object count.",
    },
    right=(
        lambda y, p: 1 - 2 * np.vdot(y, p) / (y + p).sum(),
        lambda y, p: ((1 - y) * p + (1 - p) * y).sum() / (y + p).sum(),
    ),
    reread="One label for each pixel",
)
