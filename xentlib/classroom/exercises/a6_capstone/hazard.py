"""Chance of dying in a month, the same for all lamps, that makes the mean loss smallest."""

from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise, Personal


def store(rng: np.random.Generator) -> dict[str, Any]:
    """Numbers of a store: lamps sold, lamps that died, months watched over all lamps."""
    sold = int(rng.integers(30, 90)) * 10
    deaths = int(sold * rng.uniform(0.25, 0.45))
    return {"sold": sold, "deaths": deaths, "watched": int(sold * rng.uniform(6, 11.5))}


def descended(sold: int, deaths: int, watched: int) -> float:  # noqa: ARG001
    """Find the lowest loss by Newton's steps in the logit."""
    z = 0.0
    for _ in range(100):
        h = 1 / (1 + np.exp(-z))
        z -= (watched * h - deaths) / (watched * h * (1 - h))
    return float(1 / (1 + np.exp(-z)))


EXERCISE = Exercise(
    reference=lambda sold, deaths, watched: deaths / watched,
    inputs=Personal(store),
    hints=(
        "Write the loss of all lamps together, with one logit for every month of every lamp.",
        "It is months · softplus(z) − died · z. Where is its slope 0?",
        "σ(z) = died / months.",
    ),
    mistakes={
        "share of the lamps": lambda sold, deaths, watched: deaths / sold,
        "odds": lambda sold, deaths, watched: deaths / (watched - deaths),
        "logit": lambda sold, deaths, watched: np.log(deaths / (watched - deaths)),
        "months until a death": lambda sold, deaths, watched: watched / deaths,
        "months for a lamp": lambda sold, deaths, watched: watched / sold,
        "all lamps die": lambda sold, deaths, watched: sold / watched,
        "spread over the months": lambda sold, deaths, watched: (
            1 - (1 - deaths / sold) ** (sold / watched)
        ),
        "chance in a moment": lambda sold, deaths, watched: 1 - np.exp(-deaths / watched),
        "rate of a year": lambda sold, deaths, watched: deaths / sold / 12,
        "burning": lambda sold, deaths, watched: 1 - deaths / watched,
        "the living": lambda sold, deaths, watched: (sold - deaths) / watched,
        "minus the logarithm": lambda sold, deaths, watched: -np.log(deaths / watched),
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
        "chance in a moment": "That is for a chance that acts at every moment. Here it acts once a "
        "month.",
        "rate of a year": "The lamps were not watched for a year each. Count their months.",
        "burning": "That is the chance to survive a month.",
        "the living": "Those lamps did not die.",
        "minus the logarithm": "That is a price. A probability is asked.",
    },
    right=(
        descended,
        lambda sold, deaths, watched: np.float32(deaths) / np.float32(watched),
        lambda sold, deaths, watched: float(1 / (1 + np.exp(-np.log(deaths / (watched - deaths))))),
        lambda sold, deaths, watched: np.mean(np.arange(watched) < deaths),
        lambda sold, deaths, watched: 1 - (watched - deaths) / watched,
    ),
    kind="derivation",
    reread="lesson 03, The price of knowing nothing",
)
