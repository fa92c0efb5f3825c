"""Four amounts of information in a deck of cards."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise

POSSIBLE = np.array([1, 4, 52, math.factorial(52)], dtype=float)  # how many there are to tell apart

EXERCISE = Exercise(
    reference=lambda: [0, 2, np.log2(52), math.lgamma(53) / np.log(2)],
    inputs=None,
    hints=(
        "Of how many equally likely possibilities does each sentence leave one?",
        "1, 4, 52 and 52! possibilities. How many halvings are those?",
        "Logarithms to base 2: math.log2 takes math.factorial(52), however large it is.",
    ),
    mistakes={
        "with replacement": lambda: [*np.log2(POSSIBLE[:3]), 52 * np.log2(52)],
        "no logarithm": [lambda: POSSIBLE, lambda: 1 / POSSIBLE],
        "rounded up": lambda: np.ceil(np.log2(POSSIBLE)),
        "conditional": lambda: np.log2([1, 4, 13, POSSIBLE[3]]),
        "remainder": [
            lambda: np.log2(POSSIBLE[3] / POSSIBLE),
            lambda: np.log2([52, 13, 1, 1]),
            lambda: np.log2([52, 13, 1, POSSIBLE[3]]),
            lambda: [52, 13, 1, POSSIBLE[3]],
        ],
        "one bit each": lambda: [*np.log2(POSSIBLE[:3]), 52],
        "nats": lambda: [*np.log2(POSSIBLE[:3]), math.lgamma(53)],
        "dits": lambda: [*np.log2(POSSIBLE[:3]), np.log10(POSSIBLE[3])],
        "one fewer": [
            lambda: [*np.log2(POSSIBLE[:3]), math.lgamma(52) / np.log(2)],
            lambda: [*np.log2(POSSIBLE[:3]), math.lgamma(52)],
        ],
    },
    say={
        "with replacement": "A card that is drawn is gone: how many are left for the next one?",
        "conditional": "The third number is what the card tells to somebody who knows its suit. "
        "Here nothing is known before.",
        "remainder": "That is what is still unknown after the sentence; what has it told?",
        "one bit each": "That gives every card one bit. How many cards may lie in each place?",
        "nats": "The last number, or all of them, are still in nats.",
        "dits": "The last number, or all of them, are still in dits.",
    },
    right=(
        lambda: [0, 2, math.log2(52), math.log2(math.factorial(52))],
        lambda: (0.0, 2.0, np.log2(52), np.log2(np.arange(1, 53)).sum()),
        lambda: np.array([0, 2, math.log2(52), sum(map(math.log2, range(1, 53)))]),
    ),
    unit="bits",
    reread="Guess my card",
)
