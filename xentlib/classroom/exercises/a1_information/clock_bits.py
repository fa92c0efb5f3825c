"""What a stopped clock costs: two coders become one, which believes the mean of both."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Personal
from xentlib.information import entropy, js_divergence, mutual_information


def h(p: float) -> float:
    """Entropy of a yes of probability p, in bits."""
    return -p * math.log2(p) - (1 - p) * math.log2(1 - p)


def kl(p: float, q: float) -> float:
    """KL of the truth p and the belief q, in bits."""
    return p * math.log2(p / q) + (1 - p) * math.log2((1 - p) / (1 - q))


def pair(p: float) -> list[float]:
    """Both probabilities, of a yes and of a no."""
    return [p, 1 - p]


def middle(day: float, night: float) -> float:
    """Share of a yes over day and night."""
    return (day + night) / 2


def excess(day: float, night: float, n: float) -> float:
    """Bits a day that the one coder pays too much."""
    return n * (kl(day, middle(day, night)) + kl(night, middle(day, night)))


def numbers(rng: np.random.Generator) -> dict[str, float]:
    """Draw the numbers of one student; the answer is no whole number, or it might seem rounded."""
    drawn = {
        "day": round(rng.uniform(0.02, 0.08), 3),
        "night": round(rng.uniform(0.2, 0.4), 2),
        "n": int(rng.integers(20, 61)) * 10,
    }
    return drawn if 0.1 < excess(**drawn) % 1 < 0.9 else numbers(rng)


EXERCISE = Exercise(
    reference=lambda day, night, n: excess(day, night, n),
    inputs=Personal(numbers),
    hints=(
        "What does the one coder believe, and what is true by day and by night?",
        "Each half of the day has its own truth, and both halves have one belief.",
        "The excess of a report is a KL. How many reports are there of each kind?",
    ),
    mistakes={
        "reports of one half": lambda day, night, n: excess(day, night, n) / 2,
        "one report": [
            lambda day, night, _: js_divergence(pair(day), pair(night), base=2),
            lambda day, night, _: excess(day, night, 1),
        ],
        "cross-entropy": lambda day, night, n: 2 * n * h(middle(day, night)),
        "entropy": lambda day, night, n: n * (h(day) + h(night)),
        "truth and belief": lambda day, night, n: (
            n * (kl(middle(day, night), day) + kl(middle(day, night), night))
        ),
        "one for the other": lambda day, night, n: n * (kl(day, night) + kl(night, day)),
        "one half alone": [
            lambda day, night, n: n * kl(day, middle(day, night)),
            lambda day, night, n: n * kl(night, middle(day, night)),
            lambda day, night, n: 2 * n * kl(day, middle(day, night)),
            lambda day, night, n: 2 * n * kl(night, middle(day, night)),
        ],
        "term missing": lambda day, night, n: (
            n
            * (
                day * math.log2(day / middle(day, night))
                + night * math.log2(night / middle(day, night))
            )
        ),
        "yes missing": lambda day, night, n: (
            n
            * (
                (1 - day) * math.log2((1 - day) / (1 - middle(day, night)))
                + (1 - night) * math.log2((1 - night) / (1 - middle(day, night)))
            )
        ),
        "against no code": [
            lambda day, night, n: n * (2 - h(day) - h(night)),
            lambda day, night, n: 2 * n * (1 - h(middle(day, night))),
        ],
        "difference": [
            lambda day, night, n: n * (h(night) - h(day)),
            lambda day, night, n: n * (kl(night, day) - kl(day, night)),
        ],
        "rounded up": lambda day, night, n: np.ceil(excess(day, night, n)),
    },
    say={
        "reports of one half": "There are n reports by day, and n more by night.",
        "one report": "That is for a single report, or for one of each kind. How many reports "
        "has a day?",
        "cross-entropy": "That is the whole price with the one coder. How much of it would two "
        "coders pay as well?",
        "entropy": "That is the price with two coders. How much more does the one coder pay?",
        "one for the other": "That is for coders which are exchanged. Here one coder believes the "
        "mean of both shares.",
        "one half alone": "The other half of the day pays too much as well.",
        "term missing": "Half of the formula is missing: what does a 'calm' cost?",
        "yes missing": "Half of the formula is missing: what does a 'rising' cost?",
        "against no code": "That compares with one bit for each report. Compare the one coder "
        "with the two.",
        "difference": "A difference of day and night is taken. Both halves pay too much: add up.",
        "rounded up": "The answer is an average. An average need not be a whole number.",
    },
    right=(
        lambda day, night, n: n * (2 * h((day + night) / 2) - h(day) - h(night)),
        lambda day, night, n: 2 * n * js_divergence(pair(day), pair(night), base=2),
        lambda day, night, n: (
            n
            * sum(
                p * np.log2(p / m)
                for truth in (day, night)
                for p, m in zip(pair(truth), pair((day + night) / 2), strict=True)
            )
        ),
        lambda day, night, n: (
            2 * n * mutual_information(np.array([pair(day), pair(night)]) / 2, base=2)
        ),
        lambda day, night, n: (
            n
            * (
                2 * entropy(np.mean([pair(day), pair(night)], axis=0))
                - entropy([pair(day), pair(night)]).sum()
            )
            / np.log(2)
        ),
    ),
    unit="bits",
    reread="lesson 02, What the belief adds",
    kind="derivation",
)
