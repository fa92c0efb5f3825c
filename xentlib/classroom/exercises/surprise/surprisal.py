"""How much an outcome of some probability tells."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import uniform
from xentlib.classroom.exercises._common.limits import for_limits
from xentlib.information import surprisal

EXERCISE = Exercise(
    reference=lambda p: surprisal(p, base=2),
    inputs=lambda rng: [
        (np.array([0.5]),),
        (np.array([1.0, 0.25]),),
        (np.array([1e-3, 1e-7, 1e-12, 1e-18, 1e-21]),),
        *((uniform(rng, 0.02, 0.98, k),) for k in (1, 3, 8)),
    ],
    hints=(
        "p = 1/2 is one halving, p = 1/4 is two. What about p = 1?",
        "Which function turns 1/2, 1/4, 1/8 into −1, −2, −3?",
        "The logarithm to base 2, np.log2, with its sign turned.",
    ),
    mistakes={
        "complement": [lambda p: 1 - p, lambda p: -np.log2(1 - p)],
        "inverse": lambda p: 1 / p,
        "entropy term": lambda p: -p * np.log2(p),
        "odds": [
            lambda p: np.log2((1 - p) / p),
            lambda p: np.log2(p / (1 - p)),
            lambda p: (1 - p) / p,
        ],
        "rounded up": [lambda p, f=f: f(-np.log2(p)) for f in (np.ceil, np.floor, np.round)],
        "all axes": [lambda p: -np.log2(p).sum(), lambda p: -np.log2(p).mean()],
        **for_limits(
            {
                "epsilon in the log": [lambda e, p: -np.log2(p + e)],
                "clipping": [
                    lambda e, p: -np.log2(np.maximum(p, e)),
                    lambda e, p: -np.log2(np.clip(p, e, 1 - e)),
                ],
            }
        ),
    },
    say={
        "entropy term": "That is one term of an average. How surprising is the outcome itself?",
        "all axes": "One number for each p is asked.",
        "epsilon in the log": "Something was added inside the logarithm: rare outcomes become "
        "less surprising, and p = 1 gets a negative surprise. No p here is 0.",
        "clipping": "Small probabilities are treated as if they were larger. Rare outcomes "
        "are just the surprising ones, and no p here is 0.",
    },
    right=(
        lambda p: [math.log2(1 / x) for x in p],
        lambda p: -np.log(p) / np.log(2),
        lambda p: np.log10(1 / p) / np.log10(2),
        lambda p: -np.log2(p.astype(np.float32)),
    ),
    unit="bits",
    reread="Guess my card",
)
