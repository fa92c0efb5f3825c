"""How many rolls of a die are evidence enough that it is the loaded one of a box."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Personal
from xentlib.information import cross_entropy, entropy, kl_divergence
from xentlib.numerics import FloatArray

FAIR = np.full(6, 1 / 6)


def loaded(six: float) -> FloatArray:
    """Probabilities of a loaded die's faces, the six last."""
    return np.append(np.full(5, (1 - six) / 5), six)


def evidence(six: float) -> FloatArray:
    """Mean evidence of one roll of the loaded die, in nats."""
    return kl_divergence(loaded(six), FAIR)


def asked(box: float, odds: float) -> float:
    """Evidence that is needed, in nats, where one die of the box is loaded."""
    return math.log(odds * (box - 1))


def numbers(rng: np.random.Generator) -> dict[str, float]:
    """Draw the numbers of one student; the answer is no whole number, or it might seem rounded."""
    six, box, odds = rng.uniform(0.25, 0.45), rng.integers(5, 16), rng.integers(20, 101)
    drawn = {"six": round(six, 2), "box": int(box), "odds": 10 * int(odds)}
    rolled = np.log(drawn["odds"] * (box - np.array([0, 1]))) / evidence(drawn["six"])
    return drawn if ((rolled % 1 > 0.1) & (rolled % 1 < 0.9)).all() else numbers(rng)


EXERCISE = Exercise(
    reference=lambda six, box, odds: (
        math.log(odds * (box - 1))
        / (six * math.log(6 * six) + (1 - six) * math.log(6 * (1 - six) / 5))
    ),
    inputs=Personal(numbers),
    hints=(
        "What are the odds for the loaded die before the first roll?",
        "In logarithms, evidence adds up. What does a roll of the loaded die add on average?",
        "Divide the evidence that is needed by the evidence of a roll, both in one unit.",
    ),
    mistakes={
        "box ignored": lambda six, _, odds: math.log(odds) / evidence(six),
        "chance for odds": [
            lambda six, box, odds: math.log(odds * box) / evidence(six),
            lambda six, box, odds: math.log((odds + 1) * box) / evidence(six),
        ],
        "box turned over": [
            lambda six, box, odds: math.log(odds / (box - 1)) / evidence(six),
            lambda six, box, odds: math.log(odds / box) / evidence(six),
        ],
        "truth and belief": lambda six, box, odds: (
            asked(box, odds) / kl_divergence(FAIR, loaded(six))
        ),
        "units mixed up": [
            lambda six, box, odds: math.log2(odds * (box - 1)) / evidence(six),
            lambda six, box, odds: asked(box, odds) / (evidence(six) / math.log(2)),
            lambda six, box, odds: math.log10(odds * (box - 1)) / evidence(six),
        ],
        "no logarithm": [
            lambda six, box, odds: odds * (box - 1) / evidence(six),
            lambda six, _, odds: odds / evidence(six),
        ],
        "cross-entropy": [
            lambda six, box, odds: asked(box, odds) / cross_entropy(loaded(six), FAIR),
            lambda six, box, odds: asked(box, odds) / cross_entropy(FAIR, loaded(six)),
        ],
        "entropy": lambda six, box, odds: asked(box, odds) / entropy(loaded(six)),
        "sixes alone": [
            lambda six, box, odds: asked(box, odds) / math.log(6 * six),
            lambda six, box, odds: asked(box, odds) / (six * math.log(6 * six)),
        ],
        "other faces": lambda six, box, odds: (
            asked(box, odds) / (six * math.log(6 * six) + (1 - six) * math.log(6 * (1 - six)))
        ),
        "against a coin": lambda six, box, odds: (
            asked(box, odds) / kl_divergence([six, 1 - six], [0.5, 0.5])
        ),
        "upside down": lambda six, box, odds: evidence(six) / asked(box, odds),
        "rounded up": lambda six, box, odds: np.ceil(asked(box, odds) / evidence(six)),
    },
    say={
        "box ignored": "At the start the odds are not 1 to 1: most dice of the box are fair.",
        "chance for odds": "Odds compare one number with the other. How many fair dice are in the "
        "box for one loaded die?",
        "box turned over": "The start makes the loaded die unlikely. Does that ask for more "
        "rolls, or for fewer?",
        "truth and belief": "That is the evidence of a fair die against a loaded one. Which die "
        "is rolled here?",
        "units mixed up": "Two logarithms of different bases meet: bits by nats, or by dits.",
        "no logarithm": "Odds are multiplied from roll to roll. What is added?",
        "cross-entropy": "That is the whole surprise of a roll. How much more surprised is the "
        "wrong belief than the right one?",
        "entropy": "The entropy says how open a roll is. How much does a roll tell about the die?",
        "sixes alone": "A roll without a six tells something, too.",
        "other faces": "The other five faces share 1 − six. What has each of them?",
        "against a coin": "The fair die shows a six in one roll of six, not in every second one.",
        "upside down": "That is a share of the evidence that is needed: turn it over.",
        "rounded up": "The answer is an average, and no whole number is asked.",
    },
    right=(
        lambda six, box, odds: (
            math.log(odds * (box - 1)) / kl_divergence([six, 1 - six], [1 / 6, 5 / 6])
        ),
        lambda six, box, odds: (
            math.log2(odds * (box - 1)) / kl_divergence(loaded(six), FAIR, base=2)
        ),
        lambda six, box, odds: (
            (math.log(odds) - math.log(1 / (box - 1)))
            / np.sum(loaded(six) * np.log(loaded(six) / FAIR))
        ),
        lambda six, box, odds: (
            math.log10(odds * (box - 1)) / (np.log10(6) - entropy(loaded(six), base=10))
        ),
        lambda six, box, odds: (
            (math.log(odds) - math.log(1 / box) + math.log(1 - 1 / box))
            / sum(p * math.log(6 * p) for p in loaded(six))
        ),
    ),
    reread="lesson 14, KL is evidence",
)
