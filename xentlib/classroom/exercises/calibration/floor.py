"""The least that a forecast costs on smoothed labels, beyond which no training leads."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.information import entropy
from xentlib.numerics import times
from xentlib.targets import smooth_labels


def floor(alpha: float, n_classes: int) -> float:
    """Entropy of a smoothed label, in nats."""
    other = alpha / n_classes
    masses = np.array([1 - alpha + other] + (n_classes - 1) * [other])
    return float(-(masses * np.log(masses)).sum())


EXERCISE = Exercise(
    reference=floor,
    inputs=lambda rng: [
        (0.2, 2),
        (0.1, 10),
        (1.0, 4),
        *(
            (float(a), int(k))
            for a, k in zip([0.3, 0.15, 0.6], rng.integers(3, 30, 3), strict=True)
        ),
    ],
    hints=(
        "For which forecast is the price of a target lowest, and what does that forecast cost?",
        "The floor is the target's entropy. One class has the mass 1 − α + α/K, and the others?",
        "With m = α/K: −(1 − α + m) ln (1 − α + m) − (K − 1) m ln m.",
    ),
    mistakes={
        "mass of the label": lambda a, k: (
            -(times(1 - a, np.log(max(1 - a, 1e-300))) + a * np.log(a / k))
        ),
        "others only": [
            lambda a, k: -(1 - a) * np.log(max(1 - a, 1e-300)) - a * np.log(a / (k - 1)),
            lambda a, k: -a * np.log(a / (k - 1)),
        ],
        "one other": lambda a, k: -(1 - a + a / k) * np.log(1 - a + a / k) - a / k * np.log(a / k),
        "two outcomes": [
            lambda a, k: -(1 - a + a / k) * np.log(1 - a + a / k) - (a - a / k) * np.log(a - a / k),
            lambda a, _: -times(1 - a, np.log(max(1 - a, 1e-300))) - a * np.log(a),
        ],
        "uniform": [lambda a, k: a * np.log(k), lambda _, k: np.log(k)],
        "label alone": [
            lambda a, k: -np.log(1 - a + a / k),
            lambda a, k: -(1 - a + a / k) * np.log(1 - a + a / k),
        ],
        "per class": lambda a, k: floor(a, k) / k,
        "divergence": lambda a, k: np.log(k) - floor(a, k),
        "perplexity": lambda a, k: np.exp(floor(a, k)),
        "counted twice": lambda a, k: floor(a, k) - a / k * np.log(a / k),
    },
    say={
        "mass of the label": "The label's class also gets its part of what is spread: 1 − α + α/K.",
        "others only": "The mass α is spread over all K classes, the label's own among them.",
        "one other": "The sum must run over all K − 1 other classes.",
        "two outcomes": "The other classes are K − 1 outcomes, and not one.",
        "uniform": "Which forecast costs least? It need not be uniform.",
        "label alone": "The other classes have mass, too, and cost something.",
        "divergence": "That is how far the target is from the uniform one; its entropy is asked.",
        "perplexity": "That is a number of equally likely outcomes; its logarithm is asked.",
        "counted twice": "That counts K classes besides the label's own. How many are there?",
    },
    right=(
        lambda alpha, n_classes: entropy(smooth_labels(np.eye(n_classes)[:1], alpha))[0],
        lambda alpha, n_classes: (
            -(1 - alpha) * np.log(1 - alpha + alpha / n_classes)
            - alpha
            / n_classes
            * (np.log(1 - alpha + alpha / n_classes) + (n_classes - 1) * np.log(alpha / n_classes))
        ),
    ),
    unit="nats",
    reread="Smoothed labels",
    kind="derivation",
)
