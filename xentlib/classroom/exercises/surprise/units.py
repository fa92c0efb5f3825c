"""Amounts in bits, nats and dits, all turned into bits."""

import math
from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import uniform
from xentlib.numerics import FloatArray

BASE = {"bits": 2.0, "nats": np.e, "dits": 10.0}

MIXED = {"bits": 1.0, "nats": 1 / np.log(2), "dits": np.log(10)}

FACTORS = (  # bases where their logarithms belong, in some of the units
    BASE,
    BASE | {"bits": 1.0},
    {"bits": 1.0, "nats": np.e, "dits": np.log2(10)},
    {"bits": 1.0, "nats": np.log2(np.e), "dits": 10.0},
)


def inverted(wrong: str) -> Callable[[FloatArray, str], FloatArray]:
    """Conversion to bits that takes one unit the wrong way round."""
    return lambda amount, unit: amount * np.log2(BASE[unit]) ** (-1 if unit == wrong else 1)


EXERCISE = Exercise(
    reference=lambda amount, unit: amount * np.log2(BASE[unit]),
    inputs=lambda rng: [
        *((1.0, unit) for unit in BASE),
        *((float(uniform(rng, 2, 9)), unit) for unit in BASE),
        *((uniform(rng, 2, 9, 3), unit) for unit in BASE),
    ],
    hints=(
        "A nat is one factor of e, a dit one factor of 10. Is that more than a halving, or less?",
        "How many halvings make a factor of 10? That is the number of bits in one dit.",
        "Multiply by the base-2 logarithm of the unit's base: 2, e or 10.",
    ),
    mistakes={
        "swapped": lambda amount, unit: amount / np.log2(BASE[unit]),
        "nats swapped": inverted("nats"),
        "dits swapped": inverted("dits"),
        "unit ignored": [lambda amount, _: amount, lambda amount, _: amount / np.log(2)],
        "dits as nats": lambda amount, unit: amount * np.log2(2 if unit == "bits" else np.e),
        "no logarithm": [lambda amount, unit, f=f: amount * f[unit] for f in FACTORS],
        "nats and dits": lambda amount, unit: (
            amount * np.log2({**BASE, "nats": 10, "dits": np.e}[unit])
        ),
        "wrong constant": lambda amount, unit: amount * MIXED[unit],
        "inverse": lambda amount, unit: 2 ** (amount * np.log2(BASE[unit])),
    },
    say={
        "no logarithm": "A nat is one factor of e, not e bits; a dit is one factor of 10. How many "
        "halvings make such a factor?",
        "unit ignored": "The unit makes no difference here. How many bits is a nat, or a dit?",
        "nats swapped": "The conversion of nats, and of nats alone, goes the wrong way.",
        "dits swapped": "The conversion of dits, and of dits alone, goes the wrong way.",
        "dits as nats": "A dit is treated like a nat here; its base is 10, not e.",
        "nats and dits": "The factors of nats and dits are exchanged. Which of them is larger?",
        "wrong constant": "The factor is the base-2 logarithm of e for nats, and of 10 for dits.",
    },
    right=(
        lambda amount, unit: amount * (math.log(BASE[unit]) / math.log(2)),
        lambda amount, unit: amount / {"bits": 1, "nats": math.log(2), "dits": math.log10(2)}[unit],
        lambda amount, unit: np.log2(np.power(BASE[unit], amount)),
    ),
    unit="bits",
    reread="Three names for one amount",
)
