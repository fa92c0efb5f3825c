"""How often a model is wrong on the share of cases on which it is surest."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array

EIGHT = np.array([0.9, 0.6, 0.7, 0.8, 0.65, 0.95, 0.55, 0.5])


def answered(confidence: Array, coverage: float) -> Array:
    """Places of the surest cases: the share `coverage` of all, a whole number here."""
    return np.argsort(-confidence)[: round(coverage * len(confidence))]


def case(rng: np.random.Generator, n: int, coverage: float) -> tuple[Array, Array, float]:
    """Whether each answer is right, its confidence, all different, and a coverage."""
    confidence = (1 + rng.permutation(np.arange(100, 998))[:n]) / 1000
    right = rng.random(n) < 0.2 + 0.6 * confidence
    first = np.argsort(-confidence)
    right[first[[0, 1, -1, -2]]] = True, False, False, True
    return right, confidence, coverage


EXERCISE = Exercise(
    reference=lambda right, confidence, coverage: (~right[answered(confidence, coverage)]).mean(),
    inputs=lambda rng: [
        (EIGHT > 0.85, EIGHT, 0.25),
        ((EIGHT > 0.85) | (EIGHT == 0.7), EIGHT, 0.375),
        ((EIGHT > 0.85) | (EIGHT == 0.7), EIGHT, 1.0),
        *(case(rng, n, c) for n, c in ((10, 0.6), (20, 0.4), (20, 0.75), (100, 0.29), (100, 0.07))),
    ],
    hints=(
        "Which cases does the model answer, if it may leave out those of which it is least sure?",
        "Order the cases by confidence, the surest first, and keep the share `coverage` of them.",
        "(~right[np.argsort(-confidence)[:round(coverage * len(right))]]).mean()",
    ),
    mistakes={
        "accuracy": lambda r, c, k: r[answered(c, k)].mean(),
        "least sure": [
            lambda r, c, k: (~r[answered(-c, k)]).mean(),
            lambda r, c, k: (~r[np.argsort(c)[: int(k * len(c))]]).mean(),
        ],
        "of all": lambda r, c, k: (~r[answered(c, k)]).sum() / len(r),
        "count": lambda r, c, k: (~r[answered(c, k)]).sum(),
        "argument ignored": lambda r, *_: (~r).mean(),
        "threshold": [
            lambda r, c, k: np.nan_to_num((~r[c >= k]).sum() / max((c >= k).sum(), 1)),
            lambda r, c, k: np.nan_to_num((~r[c >= 1 - k]).sum() / max((c >= 1 - k).sum(), 1)),
            lambda r, c, k: (~r[c >= k * c.max()]).mean(),
        ],
        "not sorted": lambda r, c, k: (~r[: round(k * len(c))]).mean(),
        "the rest": lambda r, c, k: (
            (~np.delete(r, answered(c, k))).sum() / max(len(r) - round(k * len(r)), 1)
        ),
        "promised": lambda _, c, k: 1 - c[answered(c, k)].mean(),
        "one more": lambda r, c, k: (~r[np.argsort(-c)[: round(k * len(c)) + 1]]).mean(),
        "one fewer": lambda r, c, k: (~r[np.argsort(-c)[: round(k * len(c)) - 1]]).mean(),
        "rounding of the product": [
            lambda r, c, k: (~r[np.argsort(-c)[: int(k * len(c))]]).mean(),
            lambda r, c, k: (~r[np.argsort(-c)[: int(np.ceil(k * len(c)))]]).mean(),
        ],
        "confidence for right": lambda r, c, k: c[answered(c, k)].mean(),
        "ranks": lambda r, c, k: (~r[np.argsort(np.argsort(-c))[: round(k * len(c))]]).mean(),
    },
    say={
        "accuracy": "That is the share that is right; the risk is the share that is wrong.",
        "least sure": "Those are the cases of which the model is least sure.",
        "of all": "The wrong answers were divided by all cases. How many are answered?",
        "count": "That is a number of cases; the share of the answered ones is asked.",
        "argument ignored": "That is the risk if every case is answered.",
        "threshold": "Coverage is a share of the cases, and no threshold for the confidence.",
        "not sorted": "Those are the first cases of the table: which are the surest?",
        "the rest": "Those are the cases that the model leaves out.",
        "promised": "That is the risk that the model promises; what came true is asked.",
        "one fewer": "One case too few is answered.",
        "one more": "One case too many is answered.",
        "rounding of the product": "0.29 times 100 is a little below 29 in floating point, and "
        "0.07 times 100 a little above 7: round to the nearest whole number.",
        "confidence for right": "That is the mean confidence of the answered cases.",
        "ranks": "argsort of argsort gives ranks. Which one gives the places of the surest?",
    },
    right=(
        lambda right, confidence, coverage: (
            1
            - right[
                confidence >= np.sort(confidence)[::-1][round(coverage * len(right)) - 1]
            ].mean()
        ),
        lambda right, confidence, coverage: np.mean(
            [
                not r
                for _, r in sorted(zip(confidence, right, strict=True), reverse=True)[
                    : round(coverage * len(right))
                ]
            ]
        ),
    ),
    reread="When to say nothing",
)
