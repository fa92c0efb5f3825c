"""Lesson 01: what an outcome tells, on average, and in code words."""

import math
from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._l01_averages import AVERAGES
from xentlib.classroom.exercises._l01_codes import CODES
from xentlib.classroom.exercises.q01_surprise import QUIZ
from xentlib.information import surprisal
from xentlib.numerics import FloatArray

__all__ = ["EXERCISES", "QUIZ"]

BASE = {"bits": 2.0, "nats": np.e, "dits": 10.0}
MIXED = {"bits": 1.0, "nats": 1 / np.log(2), "dits": np.log(10)}
POSSIBLE = np.array([1, 4, 52, math.factorial(52)], dtype=float)  # how many there are to tell apart


def inverted(wrong: str) -> Callable[[FloatArray, str], FloatArray]:
    """Conversion to bits that takes one unit the wrong way round."""
    return lambda amount, unit: amount * np.log2(BASE[unit]) ** (-1 if unit == wrong else 1)


SURPRISAL = Exercise(
    "01.surprisal",
    reference=lambda p: surprisal(p, base=2),
    inputs=lambda rng: [
        (np.array([0.5]),),
        (np.array([1.0, 0.25]),),
        *((rng.uniform(0.02, 0.98, size=k),) for k in (1, 3, 8)),
    ],
    hints=(
        "p = 1/2 is one halving, p = 1/4 is two. What about p = 1?",
        "Which function turns 1/2, 1/4, 1/8 into −1, −2, −3?",
        "The logarithm to base 2, np.log2, with its sign turned.",
    ),
    mistakes=(
        Mistake("complement", lambda p: 1 - p),
        Mistake("complement", lambda p: -np.log2(1 - p)),
        Mistake("inverse", lambda p: 1 / p),
        Mistake("entropy term", lambda p: -p * np.log2(p)),
        Mistake("odds", lambda p: np.log2((1 - p) / p)),
        Mistake("rounded up", lambda p: np.ceil(-np.log2(p))),
        Mistake("all axes", lambda p: -np.log2(p).sum(), "One number for each p is asked."),
    ),
    right=(
        lambda p: [math.log2(1 / x) for x in p],
        lambda p: -np.log(p) / np.log(2),
        lambda p: np.log10(1 / p) / np.log10(2),
    ),
    unit="bits",
    reread="Guess my card",
)

CARDS = Exercise(
    "01.cards",
    reference=lambda: [0, 2, np.log2(52), math.lgamma(53) / np.log(2)],
    inputs=None,
    hints=(
        "Of how many equally likely possibilities does each sentence leave one?",
        "1, 4, 52 and 52! possibilities. How many halvings are those?",
        "Logarithms to base 2: math.log2 takes math.factorial(52), however large it is.",
    ),
    mistakes=(
        Mistake("with replacement", lambda: [*np.log2(POSSIBLE[:3]), 52 * np.log2(52)]),
        Mistake("no logarithm", lambda: POSSIBLE),
        Mistake("no logarithm", lambda: 1 / POSSIBLE),
        Mistake("rounded up", lambda: np.ceil(np.log2(POSSIBLE))),
        Mistake("conditional", lambda: np.log2([1, 4, 13, POSSIBLE[3]])),
        Mistake("remainder", lambda: np.log2(POSSIBLE[3] / POSSIBLE)),
        Mistake("remainder", lambda: np.log2([52, 13, 1, 1])),
        Mistake("one bit each", lambda: [*np.log2(POSSIBLE[:3]), 52]),
        Mistake(
            "nats",
            lambda: [*np.log2(POSSIBLE[:3]), math.lgamma(53)],
            "The last number is still in nats.",
        ),
        Mistake(
            "dits",
            lambda: [*np.log2(POSSIBLE[:3]), np.log10(POSSIBLE[3])],
            "The last number is still in dits.",
        ),
        Mistake("one fewer", lambda: [*np.log2(POSSIBLE[:3]), math.lgamma(52) / np.log(2)]),
        Mistake("one fewer", lambda: [*np.log2(POSSIBLE[:3]), math.lgamma(52)]),
    ),
    right=(
        lambda: [0, 2, math.log2(52), math.log2(math.factorial(52))],
        lambda: (0.0, 2.0, np.log2(52), np.log2(np.arange(1, 53)).sum()),
        lambda: np.array([0, 2, math.log2(52), sum(map(math.log2, range(1, 53)))]),
    ),
    unit="bits",
    reread="Guess my card",
)

UNITS = Exercise(
    "01.units",
    reference=lambda amount, unit: amount * np.log2(BASE[unit]),
    inputs=lambda rng: [
        *((1.0, unit) for unit in BASE),
        *((rng.uniform(2, 9), unit) for unit in BASE),
        *((rng.uniform(2, 9, size=3), unit) for unit in BASE),
    ],
    hints=(
        "A nat is one factor of e, a dit one factor of 10. Is that more than a halving, or less?",
        "How many halvings make a factor of 10? That is the number of bits in one dit.",
        "Multiply by the base-2 logarithm of the unit's base: 2, e or 10.",
    ),
    mistakes=(
        Mistake("swapped", lambda amount, unit: amount / np.log2(BASE[unit])),
        *(
            Mistake("swapped", inverted(u), f"The {u} alone go the wrong way round.")
            for u in ("nats", "dits")
        ),
        Mistake("unit ignored", lambda amount, _: amount),
        Mistake("unit ignored", lambda amount, _: amount / np.log(2)),
        Mistake(
            "unit ignored",
            lambda amount, unit: amount * np.log2(2 if unit == "bits" else np.e),
            "Nats and dits come out alike.",
        ),
        Mistake("no logarithm", lambda amount, unit: amount * BASE[unit]),
        Mistake("wrong constant", lambda amount, unit: amount * MIXED[unit]),
        Mistake("inverse", lambda amount, unit: 2 ** (amount * np.log2(BASE[unit]))),
    ),
    right=(
        lambda amount, unit: amount * (math.log(BASE[unit]) / math.log(2)),
        lambda amount, unit: amount / {"bits": 1, "nats": math.log(2), "dits": math.log10(2)}[unit],
        lambda amount, unit: np.log2(np.power(BASE[unit], amount)),
    ),
    unit="bits",
    reread="Three names for one amount",
)

EXERCISES = (SURPRISAL, CARDS, UNITS, *AVERAGES, *CODES)
