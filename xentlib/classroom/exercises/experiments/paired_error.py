"""Standard error of the mean gap between two recipes, over seeds and over examples."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array


def over(values: Array, ddof: int = 1) -> float:
    """Variance of a mean."""
    return values.var(ddof=ddof) / len(values)


def both(a: Array, b: Array, ddof: int = 1) -> float:
    """Root of the sum of both chances' variances."""
    gaps = a - b
    return np.sqrt(over(gaps.mean(0), ddof) + over(gaps.mean(1), ddof))


def prices(rng: np.random.Generator, seeds: int, n: int) -> tuple[Array, Array]:
    """Bits of two recipes that share costly examples, and partly their seeds' luck."""
    shared = rng.gamma(0.7, 0.6, size=n) + 0.1 * rng.normal(size=(seeds, 1))
    noise = 0.2 * rng.random((2, seeds, n)) + 0.1 * rng.random((2, seeds, 1))
    return tuple((shared + part + 0.5).round(2) for part in noise)


EXERCISE = Exercise(
    reference=both,
    inputs=lambda rng: [
        (
            np.array([[1.0, 2.0, 1.5], [2.0, 1.0, 2.5]]),
            np.array([[0.5, 2.0, 1.0], [1.0, 1.5, 1.0]]),
        ),
        *(prices(rng, seeds, n) for seeds, n in ((2, 5), (4, 6), (3, 3), (6, 9))),
    ],
    hints=(
        "First the gap of every seed and every image. Which mean has one number for each seed?",
        "The variance of a mean of S values is their variance divided by S, with ddof=1.",
        "gaps.mean(1) has a number per seed, gaps.mean(0) per image: add var / len of both.",
    ),
    mistakes={
        "seeds only": lambda a, b: np.sqrt(over((a - b).mean(1))),
        "examples only": lambda a, b: np.sqrt(over((a - b).mean(0))),
        "all alike": lambda a, b: (a - b).std(ddof=1) / np.sqrt(a.size),
        "gap taken late": [
            lambda a, b: np.sqrt(sum(over(x.mean(axis)) for x in (a, b) for axis in (0, 1))),
            lambda a, b: np.sqrt(over(a.mean(1)) + over(b.mean(1))),
            lambda a, b: np.sqrt(over(a.mean(0)) + over(b.mean(0))),
        ],
        "two for one": lambda a, b: both(a, b, 0),
        "variance": lambda a, b: both(a, b) ** 2,
        "errors summed": lambda a, b: sum(np.sqrt(over((a - b).mean(axis))) for axis in (0, 1)),
        "spread of one": [
            lambda a, b: np.sqrt(sum((a - b).mean(axis).var(ddof=1) for axis in (0, 1))),
            lambda a, b: np.sqrt(sum((a - b).mean(axis).var() for axis in (0, 1))),
        ],
        "sizes swapped": lambda a, b: np.sqrt(
            sum((a - b).mean(axis).var(ddof=1) / a.shape[axis] for axis in (0, 1))
        ),
        "three of them": lambda a, b: 3 * both(a, b),
        "the gap": [lambda a, b: (a - b).mean(), lambda a, b: abs((a - b).mean())],
    },
    say={
        "seeds only": "Another eight seeds would change the gap by that much. Other images, too?",
        "examples only": "Other images would change the gap by that much. Other seeds, too?",
        "all alike": "Rows share their seed and columns their image: these numbers are not "
        "independent.",
        "gap taken late": "Take the gap first: what is costly for both recipes cancels in it.",
        "two for one": "Two seeds have one difference, not two: use ddof=1.",
        "variance": "That is the variance of the mean; the standard error is its root.",
        "errors summed": "Variances of two independent chances are added, not their roots.",
        "spread of one": "That is the spread of single seeds and images; a mean spreads less.",
        "sizes swapped": "The variance over seeds is divided by the number of seeds, that over "
        "images by the number of images. gaps.mean(0) has a number for each image.",
        "three of them": "One standard error is asked; the rule multiplies it by 3 later.",
        "the gap": "That is the mean gap; its standard error is asked.",
    },
    right=(
        lambda a, b: np.hypot(
            np.std((a - b).mean(1), ddof=1) / len(a) ** 0.5,
            np.std((a - b).mean(0), ddof=1) / a.shape[1] ** 0.5,
        ),
        lambda a, b: (over(a.mean(0) - b.mean(0)) + over(a.mean(1) - b.mean(1))) ** 0.5,
    ),
    unit="bits",
    reread="The rule of this laboratory",
)
