"""Share of the wealth to stake on one bet, so that wealth grows fastest."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import uniform
from xentlib.numerics import FloatArray


def _stake(p: FloatArray, b: FloatArray) -> FloatArray:
    return np.maximum(p - (1 - p) / b, 0.0)


def _growth(p: FloatArray, b: FloatArray) -> FloatArray:
    f = _stake(p, b)
    return np.asarray(p * np.log1p(b * f) + (1 - p) * np.log1p(-f))


EXERCISE = Exercise(
    reference=_stake,
    inputs=lambda rng: [
        (0.6, 2.0),
        (0.4, 2.0),
        (0.5, 3.0),
        (0.2, 2.0),
        (0.25, 3.0),
        *((uniform(rng, 0.05, 0.95, k), uniform(rng, 0.5, 6, k)) for k in (3, 5, 8)),
    ],
    hints=(
        "With the share f staked, by which factor does wealth grow if you win? And if you lose?",
        (
            "The mean of ln wealth changes by p ln(1 + b f) + (1 − p) ln(1 − f). Where is its "
            "slope in f equal to 0? May f be negative?"
        ),
        "p b / (1 + b f) = (1 − p) / (1 − f). Solve for f; where it is negative, stake nothing.",
    ),
    mistakes={
        "negative stake": lambda p, b: p - (1 - p) / b,
        "odds ignored": [
            lambda p, b: np.maximum(2 * p - 1, 0) + 0 * b,
            lambda p, b: 2 * p - 1 + 0 * b,
        ],
        "edge": [
            lambda p, b: np.maximum(p * (b + 1) - 1, 0),
            lambda p, b: p * (b + 1) - 1,
            lambda p, b: np.clip(p * (b + 1) - 1, 0, 1),
        ],
        "stake counted in the gain": [
            lambda p, b: (p * b - 1) / (b - 1),
            lambda p, b: np.maximum((p * b - 1) / (b - 1), 0),
            lambda p, b: np.clip((p * b - 1) / (b - 1), 0, 1),
        ],
        "staked as forecast": lambda p, b: p + 0 * b,
        "everything": lambda p, b: np.where(p * (b + 1) > 1, 1.0, 0.0),
        "growth": _growth,
        "fair odds subtracted": [
            lambda p, b: np.maximum(p - 1 / (b + 1), 0),
            lambda p, b: p - 1 / (b + 1),
            lambda p, b: np.maximum(p - 1 / b, 0),
            lambda p, b: p - 1 / b,
        ],
        "chances exchanged": lambda p, b: np.maximum((1 - p) - p / b, 0),
        "gain multiplied": lambda p, b: np.maximum(p - (1 - p) * b, 0),
    },
    say={
        "negative stake": "Right where the bet is worth taking. Otherwise you cannot stake less "
        "than nothing.",
        "odds ignored": "b makes no difference here. Would you stake the same for a larger gain?",
        "edge": "That is the mean gain per coin staked. Divide it by b to get the share.",
        "stake counted in the gain": "b is the gain on top of the stake, which you get back as "
        "well.",
        "staked as forecast": "That is right where you bet on every outcome. Here you bet on one "
        "of two, and keep the rest.",
        "everything": "One loss would leave you with nothing, and wealth is multiplied: mean "
        "wealth grows fastest so, its logarithm does not.",
        "growth": "That is how fast the wealth grows at the best stake; the stake is asked.",
        "fair odds subtracted": "That is how much likelier you think it is than the odds say. "
        "Where is the slope 0?",
        "chances exchanged": "p is the probability that you win.",
        "gain multiplied": "A larger gain must raise the stake: divide by b.",
    },
    right=(
        lambda p, b: np.maximum((p * (b + 1) - 1) / b, 0),
        lambda p, b: np.where(p * b > 1 - p, (b * p - 1 + p) / b, 0.0),
    ),
    reread="A bookmaker",
    kind="derivation",
)
