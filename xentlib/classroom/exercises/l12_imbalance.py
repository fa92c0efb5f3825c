"""Lesson 12: a rare class, in the weights, in the logits and in the prior."""

from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._l12_weights import WEIGHTS, some_counts
from xentlib.classroom.exercises._question import Question
from xentlib.classroom.exercises._shared import Array
from xentlib.imbalance import logit_adjustment
from xentlib.numerics import sigmoid, softmax

__all__ = ["EXERCISES", "QUIZ"]


def prior(counts: Array) -> Array:
    """Share of each class."""
    return counts / counts.sum()


LOGIT_ADJUSTMENT = Exercise(
    "12.logit_adjustment",
    reference=lambda z, counts: z + logit_adjustment(counts),
    inputs=lambda rng: [
        (np.array([[0.0, 0.0]]), np.array([90, 10])),
        *((rng.normal(size=(n, k)), some_counts(rng, k)) for n, k in ((2, 3), (4, 2), (3, 3))),
        (rng.normal(size=4), some_counts(rng, 4)),
    ],
    hints=(
        "In training, the rare class shall need a larger logit of its own. What is added?",
        "The logarithm of each class's share, added to the logits before the loss.",
        "z + np.log(counts / counts.sum())",
    ),
    mistakes=(
        Mistake(
            "subtracted",
            lambda z, counts: z - np.log(prior(counts)),
            "That is the correction of a finished model; in training, the log-prior is added.",
        ),
        Mistake("no logarithm", lambda z, counts: z + prior(counts)),
        Mistake("not normalised", lambda z, counts: z + np.log(counts)),
        Mistake("multiplied", lambda z, counts: z * prior(counts)),
        Mistake("multiplied", lambda z, counts: z * np.log(prior(counts))),
        Mistake("counts forgotten", lambda z, _: z + np.log(1 / z.shape[-1])),
        Mistake("counts forgotten", lambda z, _: z),
        Mistake("wrong base", lambda z, counts: z + np.log2(prior(counts))),
        Mistake("wrong base", lambda z, counts: z + np.log10(prior(counts))),
        Mistake("adjustment alone", lambda z, counts: np.log(prior(counts)) + 0 * z),
        Mistake("softmax", lambda z, counts: softmax(z + np.log(prior(counts)))),
        Mistake("logit", lambda z, counts: z + np.log(prior(counts) / (1 - prior(counts)))),
    ),
    right=(
        lambda z, counts: z + np.log(counts / counts.sum()),
        lambda z, counts: z + np.log(counts) - np.log(np.sum(counts)),
        lambda z, counts: z - np.log(sum(counts) / counts),
    ),
    reread="A prior in the logits",
)


def odds(p: Any) -> Any:
    """For against against."""
    return p / (1 - p)


def corrected(p: Array, seen: float, true: float) -> Any:
    """Odds under another prior."""
    return odds(p) * odds(true) / odds(seen)


PRIOR_CORRECTION = Exercise(
    "12.prior_correction",
    reference=lambda p, seen, true: sigmoid(
        np.log(p / (1 - p)) + np.log(true / (1 - true)) - np.log(seen / (1 - seen))
    ),
    inputs=lambda rng: [
        (np.array([0.5]), 0.5, 0.1),
        (np.array([0.2, 0.7]), 0.25, 0.6),
        *(
            (rng.uniform(0.05, 0.95, size=k), rng.uniform(0.3, 0.6), rng.uniform(0.02, 0.2))
            for k in (1, 3, 6)
        ),
    ],
    hints=(
        "The model was trained where half were ill. What changes where one in a hundred is?",
        "The evidence stays, the prior odds change: multiply the odds by their quotient.",
        "Odds p/(1−p) times true/(1−true) over seen/(1−seen); and odds back to a probability.",
    ),
    mistakes=(
        Mistake("not normalised", lambda p, seen, true: p * true / seen),
        Mistake("odds", corrected),
        Mistake("logit", lambda p, seen, true: np.log(corrected(p, seen, true))),
        Mistake("wrong way round", lambda p, seen, true: sigmoid(np.log(corrected(p, true, seen)))),
        Mistake("difference", lambda p, seen, true: p + true - seen),
        Mistake(
            "one class only",
            lambda p, seen, true: p * true / seen / (p * true / seen + 1 - p),
        ),
        Mistake("seen forgotten", lambda p, _, true: sigmoid(np.log(odds(p) * odds(true)))),
        Mistake("seen forgotten", lambda p, _, true: p * true),
        Mistake("true forgotten", lambda p, seen, _: sigmoid(np.log(odds(p) / odds(seen)))),
        Mistake("complement", lambda p, seen, true: sigmoid(-np.log(corrected(p, seen, true)))),
        Mistake("prior ignored", lambda p, seen, true: p + 0 * (seen + true)),
    ),
    right=(
        lambda p, seen, true: (
            p * true / seen / (p * true / seen + (1 - p) * (1 - true) / (1 - seen))
        ),
        lambda p, seen, true: 1 / (1 + (1 - p) / p * (1 - true) / true * seen / (1 - seen)),
        lambda p, seen, true: corrected(p, seen, true) / (1 + corrected(p, seen, true)),
    ),
    reread="Another prior",
)

EXERCISES = (*WEIGHTS, LOGIT_ADJUSTMENT, PRIOR_CORRECTION)
QUIZ: tuple[Question, ...] = ()
