"""Chance of dying in a month, the same for all lamps, that makes the mean loss smallest."""

from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise, Personal


def store(rng: np.random.Generator) -> dict[str, Any]:
    """Numbers of a store: lamps sold, lamps that died, months watched over all lamps."""
    sold = int(rng.integers(30, 90)) * 10
    died = int(sold * rng.uniform(0.3, 0.6))
    return {"sold": sold, "died": died, "months": int(sold * rng.uniform(6, 14))}


def descended(sold: int, died: int, months: int) -> float:  # noqa: ARG001
    """Find the lowest loss by Newton's steps in the logit."""
    z = 0.0
    for _ in range(100):
        h = 1 / (1 + np.exp(-z))
        z -= (months * h - died) / (months * h * (1 - h))
    return float(1 / (1 + np.exp(-z)))


EXERCISE = Exercise(
    reference=lambda sold, died, months: died / months,
    inputs=Personal(store),
    hints=(
        "Write the loss of all lamps together, with one logit for every month of every lamp.",
        "It is months · softplus(z) − died · z. Where is its slope 0?",
        "σ(z) = died / months.",
    ),
    mistakes={
        "share of the lamps": lambda sold, died, months: died / sold,
        "odds": lambda sold, died, months: died / (months - died),
        "logit": lambda sold, died, months: np.log(died / (months - died)),
        "months until a death": lambda sold, died, months: months / died,
        "months for a lamp": lambda sold, died, months: [months / sold, sold / months],
        "all lamps die": lambda sold, died, months: sold / months,
        "spread over the months": lambda sold, died, months: (
            1 - (1 - died / sold) ** (sold / months)
        ),
        "rate of a year": lambda sold, died, months: died / sold / 12,
        "burning": lambda sold, died, months: 1 - died / months,
        "the living": lambda sold, died, months: (sold - died) / months,
        "minus the logarithm": lambda sold, died, months: -np.log(died / months),
    },
    say={
        "share of the lamps": "That is the share that died in the whole time. A month is asked.",
        "odds": "That compares with the months survived. A probability is asked.",
        "logit": "That is the logit. What probability does it stand for?",
        "months until a death": "That is a number of months. A probability is asked.",
        "months for a lamp": "That says how long a lamp was watched, not how often one dies.",
        "all lamps die": "Only some of the lamps died.",
        "spread over the months": "Lamps that die early are watched for few months. Count the "
        "months in which a lamp could die.",
        "rate of a year": "The lamps were not watched for a year each. Count their months.",
        "burning": "That is the chance to survive a month.",
        "the living": "Those lamps did not die.",
        "minus the logarithm": "That is a price. A probability is asked.",
    },
    right=(
        descended,
        lambda sold, died, months: np.float32(died) / np.float32(months),
        lambda sold, died, months: float(1 / (1 + np.exp(-np.log(died / (months - died))))),
        lambda sold, died, months: np.mean(np.arange(months) < died),
        lambda sold, died, months: 1 - (months - died) / months,
    ),
    kind="derivation",
)
