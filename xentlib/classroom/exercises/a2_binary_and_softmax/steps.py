"""How many steps at the best rate bring the loss down by a factor."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Personal


def needed(times: float, factor: float) -> float:
    """Return the steps until the loss is divided, if each distance shrinks by a factor."""
    return math.log(times) / (-2 * math.log(factor))


def best(sharp: float, flat: float) -> float:
    """Factor by which each distance shrinks at the best rate."""
    return (sharp - flat) / (sharp + flat)


def numbers(rng: np.random.Generator) -> dict[str, float]:
    """Draw the numbers of one student; the answer is no whole number, or it might seem rounded."""
    flat = rng.uniform(0.1, 0.4)
    drawn = {
        "sharp": round(flat * rng.uniform(6, 15), 2),
        "flat": round(flat, 2),
        "times": int(rng.integers(2, 100)) * 100,
    }
    asked = needed(drawn["times"], best(drawn["sharp"], drawn["flat"]))
    halves = np.array([asked, 2 * asked]) % 1
    return drawn if ((halves > 0.1) & (halves < 0.9)).all() else numbers(rng)


EXERCISE = Exercise(
    reference=lambda sharp, flat, times: (
        math.log(times) / (2 * math.log((sharp + flat) / (sharp - flat)))
    ),
    inputs=Personal(numbers),
    hints=(
        "A step multiplies a distance by 1 − rate · curvature. What is that at the best rate?",
        "The loss above the bottom is quadratic in the distances.",
        "After s steps a factor f has become f to the power of s: take logarithms.",
    ),
    mistakes={
        "distance for loss": lambda sharp, flat, times: 2 * needed(times, best(sharp, flat)),
        "sharpest alone": lambda sharp, flat, times: needed(times, 1 - flat / sharp),
        "never settles": lambda sharp, flat, times: needed(times, 1 - 2 * flat / sharp),
        "half the rate": lambda sharp, flat, times: needed(times, 1 - flat / (sharp + flat)),
        "logarithm straightened": [
            lambda sharp, flat, times: math.log(times) * (sharp + flat) / (4 * flat),
            lambda sharp, flat, times: math.log(times) * sharp / (4 * flat),
        ],
        "wrong base": [
            lambda sharp, flat, times: math.log2(times) / (-2 * math.log(best(sharp, flat))),
            lambda sharp, flat, times: math.log10(times) / (-2 * math.log(best(sharp, flat))),
            lambda sharp, flat, times: math.log(times) / (-2 * math.log10(best(sharp, flat))),
            lambda sharp, flat, times: math.log(times) / (-2 * math.log2(best(sharp, flat))),
        ],
        "momentum": lambda sharp, flat, times: needed(
            times,
            (math.sqrt(sharp) - math.sqrt(flat)) / (math.sqrt(sharp) + math.sqrt(flat)),
        ),
        "curvatures divided": lambda sharp, flat, times: needed(times, flat / sharp),
        "no logarithm": [
            lambda sharp, flat, times: times / (1 - best(sharp, flat) ** 2),
            lambda sharp, flat, times: times / (1 - best(sharp, flat)),
        ],
        "upside down": lambda sharp, flat, times: 1 / needed(times, best(sharp, flat)),
        "squared twice": lambda sharp, flat, times: needed(times, best(sharp, flat)) / 2,
        "rounded up": [
            lambda sharp, flat, times: np.ceil(needed(times, best(sharp, flat))),
            lambda sharp, flat, times: np.ceil(2 * needed(times, best(sharp, flat))),
        ],
    },
    say={
        "distance for loss": "That is for the distance from the bottom. What does the loss do if "
        "the distance is halved?",
        "sharpest alone": "That rate ends the sharp direction in one step. A larger rate is faster "
        "in the flat one.",
        "never settles": "At that rate the sharp direction jumps to and fro, and never shrinks.",
        "half the rate": "A factor of 2 is missing in the rate.",
        "logarithm straightened": "ln(1 − x) ≈ −x is good for small x alone. Use the logarithm "
        "itself.",
        "wrong base": "Two logarithms of different bases meet.",
        "momentum": "That is the rate of descent with momentum, at its best. There is none here.",
        "curvatures divided": "One curvature divided by the other is no factor of a step. What "
        "does a step do to a distance?",
        "no logarithm": "Each step multiplies. How many factors make the whole?",
        "squared twice": "The loss has the square of the distance, once.",
        "rounded up": "No rounding is asked.",
    },
    right=(
        lambda sharp, flat, times: math.log(times) / -math.log(best(sharp, flat) ** 2),
        lambda sharp, flat, times: math.log(times, 1 / best(sharp, flat) ** 2),
        lambda sharp, flat, times: np.log10(times) / (-2 * np.log10(1 - 2 / (sharp + flat) * flat)),
        lambda sharp, flat, times: (
            -math.log2(1 / times) / (-2 * math.log2(2 / (sharp + flat) * sharp - 1))
        ),
        lambda sharp, flat, times: math.log(times) / (4 * math.atanh(flat / sharp)),
    ),
    kind="derivation",
    reread="lesson 04, How far is too far?",
)
