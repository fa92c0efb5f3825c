"""The lowest loss that smoothed targets allow."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise

Floor = Callable[[float, int], float]


def entropy(own: float, other: float, others: float) -> float:
    """Entropy in nats of one mass, and of others that are alike."""
    return float(-own * np.log(own) - others * other * np.log(other))


def floor(alpha: float, k: int) -> float:
    """Entropy of the target: 1 - α on the class, and α spread over all of them."""
    return entropy(1 - alpha + alpha / k, alpha / k, k - 1)


EXERCISE = Exercise(
    reference=floor,
    inputs=lambda rng: [
        (0.5, 2),
        (0.1, 10),
        (0.2, 4),
        *((round(rng.uniform(0.02, 0.6), 2), int(rng.integers(3, 50))) for _ in range(4)),
    ],
    hints=(
        "Which lower bound does Gibbs give for a cross-entropy with a target t?",
        "The floor is H(t). Which mass has the class, and which has each other class?",
        "Own mass 1 − α + α/K, and K − 1 masses of α/K each. Sum −t ln t over all of them.",
    ),
    mistakes={
        "own share forgotten": [
            lambda a, k: entropy(1 - a, a / k, k - 1),
            lambda a, k: entropy(1 - a, a / k, k),
        ],
        "k others": lambda a, k: entropy(1 - a + a / k, a / k, k),
        "spread over the others": lambda a, k: entropy(1 - a, a / (k - 1), k - 1),
        "loss of the start": lambda a, k: float(np.log(k)) + 0 * a,
        "yes or no": lambda a, k: entropy(1 - a, a, 1) + 0 * k,
        "one other class": lambda a, k: entropy(1 - a + a / k, a / k, 1),
        "own term alone": [
            lambda a, k: float(-np.log(1 - a + a / k)),
            lambda a, k: float(-(1 - a + a / k) * np.log(1 - a + a / k)),
            lambda a, k: float(-np.log(1 - a)) + 0 * k,
        ],
        "others alone": lambda a, k: float(-(k - 1) * a / k * np.log(a / k)),
        "share of the start": lambda a, k: a * float(np.log(k)),
        "divergence": lambda a, k: float(np.log(k)) - floor(a, k),
        "per class": lambda a, k: floor(a, k) / k,
        "swapped masses": lambda a, k: entropy(a + (1 - a) / k, (1 - a) / k, k - 1),
    },
    say={
        "own share forgotten": "The spread mass α goes to all K classes, the true one too. Do your "
        "masses sum to 1?",
        "k others": "One of the K classes is the true one. How many others are there?",
        "spread over the others": "Here the true class gets its part of α as well: the mass that "
        "moves is spread over all K.",
        "loss of the start": "That is the loss before training. How low can it get?",
        "yes or no": "That lumps the K − 1 other classes together. Each has a mass of its own.",
        "one other class": "There are K − 1 other classes, each with the mass α/K.",
        "own term alone": "Every class has a mass, so every class is charged.",
        "others alone": "The true class is charged, too.",
        "share of the start": "Entropy is not a share of ln K. Write down the K masses.",
        "divergence": "That is how far the target is from uniform. The floor is its entropy.",
        "per class": "Divided by K as well: cross-entropy is a sum over classes.",
        "swapped masses": "α moves away from the class; 1 − α stays.",
    },
    right=(lambda a, k: float(-np.sum((t := np.eye(k)[0] * (1 - a) + a / k) * np.log(t))),),
    unit="nats",
    reread="A map of losses",
    kind="derivation",
)
