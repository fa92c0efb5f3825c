"""How many seeds a gap asks for, if runs of the same seed resemble each other."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise

Count = Callable[[float, float, float], float]


def seeds(*, sure: float = 3.0, runs: float = 2.0, power: float = 1.0) -> Count:
    """Seeds from a gap, the spread of single runs and their correlation."""
    return lambda gap, spread, rho: runs * (1 - rho) ** power * (sure * spread / gap) ** 2


EXERCISE = Exercise(
    reference=seeds(),
    inputs=lambda rng: [
        (0.03, 0.01, 0.0),
        (0.03, 0.01, 0.5),
        (0.01, 0.02, 0.8),
        *(
            (round(rng.uniform(0.005, 0.03), 3), round(rng.uniform(0.01, 0.05), 3), rho)
            for rho in rng.uniform(-0.3, 0.9, 4).round(2)
        ),
    ],
    hints=(
        "What is the variance of a − b, if a and b each have the variance s² and correlation ρ?",
        "Var(a − b) = s² + s² − 2ρs². The mean over S seeds has an S-th of it.",
        "Set gap = 3 · √(2 s² (1 − ρ) / S), and solve for S.",
    ),
    mistakes={
        "one run's spread": [seeds(runs=1.0), lambda gap, s, rho: (3 * s / gap) ** 2 + 0 * rho],
        "independent runs": lambda gap, s, rho: 2 * (3 * s / gap) ** 2 + 0 * rho,
        "plus rho": lambda gap, s, rho: 2 * (1 + rho) * (3 * s / gap) ** 2,
        "rho squared": lambda gap, s, rho: 2 * (1 - rho**2) * (3 * s / gap) ** 2,
        "one standard error": seeds(sure=1.0),
        "two standard errors": seeds(sure=2.0),
        "three not squared": lambda gap, s, rho: 6 * (1 - rho) * (s / gap) ** 2,
        "root forgotten": [
            lambda gap, s, rho: 3 * s / gap * np.sqrt(2 * (1 - rho)),
            lambda gap, s, rho: 2 * (1 - rho) * 3 * s / gap,
        ],
        "first powers": [
            lambda gap, s, rho: 18 * (1 - rho) * s / gap,
            lambda gap, s, rho: 18 * (1 - rho) * s**2 / gap,
        ],
        "upside down": lambda gap, s, rho: (gap / (3 * s)) ** 2 / (2 * (1 - rho)),
        "factor 4": [
            seeds(runs=4.0),
            lambda gap, s, rho: 4 * (1 - rho) ** 2 * (3 * s / gap) ** 2,
        ],
        "half the correlation": lambda gap, s, rho: (2 - rho) * (3 * s / gap) ** 2,
        "rounded up": lambda gap, s, rho: np.ceil(18 * (1 - rho) * (s / gap) ** 2),
    },
    say={
        "one run's spread": "A gap has two runs in it: both bring their variance.",
        "independent runs": "Right for independent runs. What does their correlation take away?",
        "plus rho": "What both runs share cancels in their difference: the sign of ρ is minus.",
        "rho squared": "The covariance ρs² enters Var(a − b) twice, as it is, not squared.",
        "one standard error": "The gap must be three standard errors.",
        "two standard errors": "The rule of this laboratory asks for three standard errors.",
        "three not squared": "Solve for S: the 3 stands before a root, so it is squared, too.",
        "root forgotten": "The standard error falls with the root of S: half the gap, four times "
        "the seeds.",
        "first powers": "Variances have squares: both the spread and the gap are squared.",
        "upside down": "A small gap asks for more seeds, not fewer.",
        "factor 4": "Var(a − b) = s² + s² − 2ρs²: is that four times something?",
        "half the correlation": "The covariance enters Var(a − b) twice.",
        "rounded up": "Leave the number as it is, without rounding.",
    },
    right=(
        lambda gap, s, rho: 9 * (s**2 + s**2 - 2 * rho * s * s) / gap**2,
        lambda gap, s, rho: 18 * (1 - rho) / (gap / s) ** 2,
    ),
    reread="The rule of this laboratory",
    kind="derivation",
)
