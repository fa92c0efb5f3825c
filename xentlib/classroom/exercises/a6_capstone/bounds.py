"""Lowest and highest loss that go with a number of errors."""

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import Array

Report = tuple[int, int, int, float]


def bounds(errors: int, n: int, classes: int, least: float) -> Array:
    """Lowest and highest mean loss in bits, where no class of an image gets less than `least`."""
    right = n - errors
    return np.array([errors, right * np.log2(classes) - errors * np.log2(least)]) / n


def report(rng: np.random.Generator, *, perfect: bool = False) -> Report:
    """Draw a report: errors, images, classes, and the limit of the program."""
    n, k = int(rng.integers(20, 400)), int(rng.integers(3, 30))
    share = 0 if perfect else rng.uniform(0.05, 0.4)
    least = float(rng.choice([1e-3, 1e-5, 1e-7, 1e-12]))
    return round(n * share), n, k, least


def entropy(share: float) -> float:
    """Entropy of a yes or no, in bits."""
    some = np.array([s for s in (share, 1 - share) if s > 0])
    return float(-(some * np.log2(some)).sum())


def by_image(errors: int, n: int, classes: int, least: float) -> Array:
    """Charge image after image at its cheapest and its dearest."""
    dear = [np.log2(1 / least)] * errors + [np.log2(classes)] * (n - errors)
    cheap = [1.0] * errors + [0.0] * (n - errors)
    return np.array([np.mean(cheap), np.mean(dear)])


EXERCISE = Exercise(
    reference=bounds,
    inputs=Parts(
        {
            "reports with errors": lambda rng: [
                (1, 4, 3, 0.001),
                (3, 10, 8, 1e-6),
                (170, 300, 29, 1e-12),
                *(report(rng) for _ in range(4)),
            ],
            "reports without an error": lambda rng: [
                (0, 5, 4, 0.001),
                *(report(rng, perfect=True) for _ in range(2)),
            ],
        }
    ),
    hints=(
        "Take one image that is wrong. How large can the probability of its label be, at most?",
        "Some other class has at least as much. And a label that is right: how small can it be?",
        "The largest of K probabilities is at least 1/K; two that share 1 are not both above ½.",
    ),
    mistakes={
        "lowest of 0": lambda e, n, k, low: bounds(e, n, k, low) * [0, 1],
        "an error is below 1/K": lambda e, n, k, low: [
            e / n * np.log2(k),
            bounds(e, n, k, low)[1],
        ],
        "the right ones are free": lambda e, n, k, low: [e / n, -e / n * np.log2(low)],
        "all at the limit": lambda e, n, k, low: [e / n, -np.log2(low)],
        "limit ignored": lambda e, n, k, low: [e / n, np.log2(k)],
        "a right one needs ½": lambda e, n, k, low: [
            e / n,
            ((n - e) - e * np.log2(low)) / n,
        ],
        "held from both sides": lambda e, n, k, low: [
            (e - (n - e) * np.log2(1 - (k - 1) * low)) / n,
            bounds(e, n, k, low)[1],
        ],
        "share of a wrong class": lambda e, n, k, low: [
            e / n,
            ((n - e) * np.log2(k - 1) - e * np.log2(low)) / n,
        ],
        "nats above": lambda e, n, k, low: [e / n, bounds(e, n, k, low)[1] * np.log(2)],
        "entropy of the errors": lambda e, n, k, low: [entropy(e / n), bounds(e, n, k, low)[1]],
        "surprise of a right answer": lambda e, n, k, low: [
            -np.log2(1 - e / n),
            bounds(e, n, k, low)[1],
        ],
        "errors and hits exchanged": lambda e, n, k, low: bounds(n - e, n, k, low),
        "highest first": lambda e, n, k, low: bounds(e, n, k, low)[::-1],
        "sum": lambda e, n, k, low: n * bounds(e, n, k, low),
        "one image": lambda e, n, k, low: [1, -np.log2(low)],
    },
    say={
        "lowest of 0": "A wrong image cannot be free: another class got at least as much.",
        "an error is below 1/K": "A label may be wrong with more than 1/K. How much, at most?",
        "the right ones are free": "A right label may be unsure. How small can its share be?",
        "all at the limit": "A label that is the likeliest cannot be at the limit.",
        "limit ignored": "A wrong label can cost more than log2 K. What does the limit allow?",
        "a right one needs ½": "With more than two classes the likeliest may have less than ½.",
        "held from both sides": "A probability of 1 is above the limit, and stays as it is.",
        "share of a wrong class": "All classes share a right image's 1, its label, too.",
        "nats above": "The highest loss is in nats; bits are asked.",
        "entropy of the errors": "That is how unsure it is which images are wrong. What does a "
        "wrong one cost, at least?",
        "surprise of a right answer": "That is the price of one who forecasts the accuracy.",
        "errors and hits exchanged": "The wrong images and the right ones are exchanged.",
        "highest first": "The lowest loss comes first.",
        "one image": "Those are the bounds of one wrong image. The mean over all is asked.",
    },
    right=(
        by_image,
        lambda e, n, k, low: [e / n, (1 - e / n) * np.log2(k) + e / n * np.log2(1 / low)],
        lambda e, n, k, low: (
            float(e / n),
            float(np.log(k ** (1 - e / n) * low ** (-e / n)) / np.log(2)),
        ),
        lambda e, n, k, low: np.array([[1, 0], [-np.log2(low), np.log2(k)]]) @ [e, n - e] / n,
        lambda e, n, k, low: np.asarray(
            [e / n, np.average([-np.log2(low), np.log2(k)], weights=[e, n - e])]
        ),
    ),
    unit="bits",
    kind="derivation",
    reread="lesson 06, What a clip costs",
)
