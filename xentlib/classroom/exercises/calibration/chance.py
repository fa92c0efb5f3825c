"""The calibration error that chance alone gives an honest forecaster."""

import numpy as np

from xentlib.classroom.checking import Exercise


def chance(p: float, n: float, bins: float) -> float:
    """Mean distance of the frequency of n / bins events from p, by the normal approximation."""
    return float(np.sqrt(2 * p * (1 - p) * bins / (np.pi * n)))


EXERCISE = Exercise(
    reference=chance,
    inputs=lambda rng: [
        (0.5, 1000, 10),
        (0.9, 450, 10),
        (0.9, 450, 1),
        (0.02, 5000, 20),
        *(
            (float(p), int(n), int(b))
            for p, n, b in zip(
                rng.uniform(0.05, 0.95, 3).round(2),
                rng.integers(5, 60, 3) * 100,
                rng.integers(2, 30, 3),
                strict=True,
            )
        ),
    ],
    hints=(
        "A bin holds m = n / bins forecasts. How far does the frequency of m events scatter?",
        "The frequency has the variance p(1 − p) / m. Its standard deviation times √(2/π)?",
        "np.sqrt(2 / np.pi) * np.sqrt(p * (1 - p) * bins / n)",
    ),
    mistakes={
        "standard deviation": lambda p, n, b: np.sqrt(p * (1 - p) * b / n),
        "bins forgotten": lambda p, n, _: chance(p, n, 1),
        "added up": lambda p, n, b: b * chance(p, n, b),
        "variance for scale": [
            lambda p, n, b: p * (1 - p) * b / n,
            lambda p, n, b: np.sqrt(2 / np.pi) * p * (1 - p) * b / n,
        ],
        "of the count": lambda p, n, b: chance(p, n, b) * n / b,
        "one root forgotten": [
            lambda p, n, b: 2 / np.pi * np.sqrt(p * (1 - p) * b / n),
            lambda p, n, b: 2 * p * (1 - p) * b / (np.pi * n),
        ],
        "one outcome": [
            lambda p, n, b: np.sqrt(2 * p * b / (np.pi * n)),
            lambda p, *_: 2 * p * (1 - p),
        ],
        "for a half": lambda _, n, b: chance(0.5, n, b),
        "upside down": lambda p, n, b: np.sqrt(2 * p * (1 - p) / (np.pi * n * b)),
        "constant dropped": lambda p, n, b: np.sqrt(p * (1 - p) * b / (np.pi * n)),
    },
    say={
        "standard deviation": "That is the standard deviation of the frequency; the mean of its "
        "absolute distance is √(2/π) of it.",
        "bins forgotten": "That is one bin that holds all forecasts. How many does each bin hold?",
        "added up": "The bins' gaps were added up: the error is their mean.",
        "variance for scale": "That is a variance; the normal distribution's σ is its root.",
        "of the count": "That is how far the count is off; the frequency is the count divided by "
        "n / bins.",
        "one root forgotten": "One factor has lost its root: the mean of |x| is σ √(2/π), and "
        "σ is √(variance).",
        "one outcome": "That is not the scatter of a frequency: of m events it has the variance "
        "p(1 − p) / m.",
        "for a half": "That holds at p = ½. What does p change?",
        "upside down": "More bins hold fewer forecasts each. Do the frequencies then scatter more, "
        "or less?",
        "constant dropped": "A factor of 2 under the root is missing.",
    },
    right=(
        lambda p, n, bins: np.sqrt(p * (1 - p) / (n / bins)) * np.sqrt(2 / np.pi),
        lambda p, n, bins: (2 * p * (1 - p) / (np.pi * (n / bins))) ** 0.5,
    ),
    reread="One number for it all",
    kind="derivation",
)
