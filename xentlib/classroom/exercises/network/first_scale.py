"""Scale of first weights that keeps the size of activations behind a leaky ReLU."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import uniform

EXERCISE = Exercise(
    reference=lambda d, c: np.sqrt(2 / (d * (1 + c**2))),
    inputs=lambda rng: [
        (8, 0.0),
        (8, 1.0),
        (100, 0.2),
        (25, 0.5),
        *((int(d), float(c)) for d, c in zip(*_random(rng), strict=True)),
    ],
    hints=(
        "Half of all u are positive. What does the unit make of the squares in each half?",
        "The mean of h² is half the mean of u², and c² times the other half.",
        "d s² (1 + c²) / 2 = 1: solve it for s.",
    ),
    mistakes={
        "variance for scale": [
            lambda d, c: 2 / (d * (1 + c**2)),
            lambda d, c: 2 / (d * (1 + c**2)) + 0.0 * c,
        ],
        "activation ignored": lambda d, c: 1 / np.sqrt(d) + 0 * c,
        "leak ignored": lambda d, c: np.sqrt(2 / d) + 0 * c,
        "half forgotten": lambda d, c: 1 / np.sqrt(d * (1 + c**2)),
        "leak not squared": [
            lambda d, c: np.sqrt(2 / (d * (1 + c))),
            lambda d, c: 2 / (np.sqrt(d) * (1 + c)),
            lambda d, c: np.sqrt(4 / (d * (1 + c) ** 2)),
        ],
        "upside down": [
            lambda d, c: np.sqrt(d * (1 + c**2) / 2),
            lambda d, c: np.sqrt((1 + c**2) / (2 * d)),
        ],
        "width ignored": lambda d, c: np.sqrt(2 / (1 + c**2)) + 0 * d,
        "negative side only": lambda d, c: np.sqrt(2 / (d * (1 - c**2) + 1e-300)),
        "mean of h": lambda d, c: np.sqrt(2 / (d * (1 + c**2 - (1 - c) ** 2 / np.pi))),
        "width not rooted": lambda d, c: np.sqrt(2 / (1 + c**2)) / d,
    },
    say={
        "variance for scale": "That is the variance s²; the scale s is its root.",
        "activation ignored": "That keeps the size of u. By how much does the unit make h smaller?",
        "leak ignored": "That is right for c = 0. What does the other half add when c is not 0?",
        "half forgotten": "Each half of the values counts half: where is the factor 1/2?",
        "leak not squared": "The leak c multiplies h, so it multiplies h² by c².",
        "upside down": "A fraction is upside down: the more inputs, the smaller the weights.",
        "width ignored": "A logit adds d products: its variance grows with d.",
        "negative side only": "The negative half adds to the mean square, too: h² has no sign.",
        "mean of h": "The next layer adds up h², not the variance of h around its mean.",
        "width not rooted": "Variances add up over the d inputs; the scale is a root.",
    },
    right=(
        lambda d, c: (0.5 * d * (1 + c * c)) ** -0.5,
        lambda d, c: 1 / np.sqrt(d * (0.5 + c**2 / 2)),
    ),
    reread="The first weights",
    kind="derivation",
)


def _random(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Widths, and leaks that are not near 0 or 1."""
    return rng.integers(3, 90, size=3), uniform(rng, 0.15, 0.85, 3)
