"""A sum over all classes, estimated from some that were drawn."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import normal, uniform

EXERCISE = Exercise(
    reference=lambda z, q: (np.exp(z) / q).mean(),
    inputs=lambda rng: [
        (np.array([0.0, 0.0]), np.array([0.5, 0.5])),
        (np.array([0.0, 1.0]), np.array([0.25, 0.5])),
        *((normal(rng, m), uniform(rng, 0.02, 0.3, m)) for m in (3, 5, 8)),
    ],
    hints=(
        "If class j is drawn with probability q_j, what is the mean of exp(z_j) over many draws?",
        "That mean is Σ q_j exp(z_j). By what must each term be divided so that the sum is right?",
        "The mean over the drawn classes of exp(z) / q.",
    ),
    mistakes={
        "sum": lambda z, q: (np.exp(z) / q).sum(),
        "multiplied": [lambda z, q: (np.exp(z) * q).sum(), lambda z, q: (np.exp(z) * q).mean()],
        "argument ignored": [
            lambda z, q: np.exp(z).mean() + 0 * q[0],
            lambda z, q: np.exp(z).sum() + 0 * q[0],
        ],
        "inside the exponential": lambda z, q: np.exp(z / q).mean(),
        "ratio of sums": [
            lambda z, q: np.exp(z).sum() / q.sum(),
            lambda z, q: np.exp(z).mean() / q.prod(),
        ],
        "weighted mean": lambda z, q: np.average(np.exp(z), weights=1 / q),
        "logarithm": [
            lambda z, q: np.log((np.exp(z) / q).mean()),
            lambda z, q: (z - np.log(q)).mean(),
        ],
        "exponential of the mean": lambda z, q: np.exp((z - np.log(q)).mean()),
        "no exponential": lambda z, q: (z / q).mean(),
    },
    say={
        "sum": "Each draw alone estimates the whole sum already. What do many of them do?",
        "multiplied": "A class that is drawn often counts often already: more weight, or less?",
        "argument ignored": "q makes no difference here: classes that are drawn often count often.",
        "inside the exponential": "Divide the exponential by q, not the logit.",
        "ratio of sums": "Each draw is divided by its own q, not by a sum or a product of them.",
        "weighted mean": "Dividing by the sum of the weights estimates a mean, not a sum.",
        "logarithm": "The sum itself is asked, not its logarithm.",
        "exponential of the mean": "A mean of exponentials is asked, not an exponential of a mean.",
        "no exponential": "The sum is over exp(z).",
    },
    right=(
        lambda z, q: np.exp(z - np.log(q)).sum() / len(z),
        lambda z, q: np.exp(z) @ (1 / q) / z.size,
    ),
    reread="Many classes",
    kind="derivation",
)
