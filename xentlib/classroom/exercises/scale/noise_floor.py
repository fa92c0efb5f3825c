"""The least loss that any model can reach, where some labels are random."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, hundredths
from xentlib.information import entropy


def mixed(p: Array, share: float) -> Array:
    """Probabilities of what is written down."""
    return (1 - share) * p + share / p.shape[1]


EXERCISE = Exercise(
    reference=lambda p, share: entropy(mixed(p, share)).mean(),
    inputs=lambda rng: [
        (np.array([[0.5, 0.5], [0.9, 0.1]]), 0.2),
        (np.array([[1.0, 0.0]]), 0.5),
        *(
            (hundredths(rng, n, k), round(rng.uniform(0.1, 0.6), 2))
            for n, k in ((3, 3), (5, 4), (2, 6))
        ),
    ],
    hints=(
        "With which probability is class k written down, if the true probability is p_k?",
        "With 1 − share it is the true label; with share it is any of the K classes.",
        "The mean entropy of the rows (1 − share) · p + share / K.",
    ),
    mistakes={
        "entropies mixed": lambda p, share: (
            (1 - share) * entropy(p).mean() + share * np.log(p.shape[1])
        ),
        "argument ignored": lambda p, share: entropy(p).mean() + 0 * share,
        "always another class": lambda p, share: entropy(
            (1 - share) * p + share * (1 - p) / (p.shape[1] - 1)
        ).mean(),
        "mean forecast": lambda p, share: entropy(mixed(p, share).mean(0)),
        "cross-entropy": lambda p, share: -(p * np.log(mixed(p, share))).sum(1).mean(),
        "sum": lambda p, share: entropy(mixed(p, share)).sum(),
        "not averaged": lambda p, share: entropy(mixed(p, share)),
        "per class": lambda p, share: entropy(mixed(p, share)).mean() / p.shape[1],
        "not normalised": lambda p, share: (
            -(((1 - share) * p + share) * np.log((1 - share) * p + share)).sum(1).mean()
        ),
        "shares exchanged": lambda p, share: entropy(share * p + (1 - share) / p.shape[1]).mean(),
    },
    say={
        "entropies mixed": "An entropy of a mixture is asked; that is a mixture of entropies.",
        "argument ignored": "The random labels make no difference here.",
        "always another class": "A random label may be the true one, by chance.",
        "mean forecast": "That is what the shares alone cost. A model knows each example's p.",
        "cross-entropy": "The labels are drawn from the mixture, too, and not from p.",
        "not averaged": "Each example's floor is right; their mean is asked.",
        "not normalised": "The share is spread over all K classes: each gets share / K.",
        "shares exchanged": "Which part of the labels is random: share, or the rest?",
    },
    right=(
        lambda p, share: (
            -(mixed(p, share) * np.log(np.where(mixed(p, share) > 0, mixed(p, share), 1)))
            .sum(1)
            .mean()
        ),
        lambda p, share: sum(entropy(row) for row in mixed(p, share)) / len(p),
    ),
    unit="nats",
    reread="What no model can know",
)
