"""Epoch whose weights early stopping keeps."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array


def run(losses: Array, patience: int) -> tuple[int, int]:
    """Best epoch when training ends, and the epoch in which it ends; both from 1."""
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best + 1, epoch + 1


def walk(rng: np.random.Generator, n: int) -> Array:
    """Losses that fall, and then wander."""
    fall = 2 * np.exp(-np.arange(n) / 4) + 0.5 + 0.03 * np.arange(n)
    return (fall + 0.3 * rng.random(n)).round(3)


def impatient(losses: Array, patience: int) -> int:
    """Count rises over the last epoch, not over the best one."""
    rises, best = 0, 0
    for epoch in range(1, len(losses)):
        rises = rises + 1 if losses[epoch] >= losses[epoch - 1] else 0
        best = epoch if losses[epoch] < losses[best] else best
        if rises >= patience:
            break
    return best + 1


def tied(losses: Array, patience: int) -> int:
    """Take an epoch that is as low as the best one for the new best."""
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] <= losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best + 1


EXERCISE = Exercise(
    reference=lambda losses, patience: run(losses, patience)[0],
    inputs=lambda rng: [
        (np.array([3.0, 2.0, 2.5, 2.2, 1.0, 1.5]), 2),
        (np.array([3.0, 2.0, 2.5, 2.2, 1.0, 1.5]), 3),
        (np.array([2.0, 1.0, 1.4, 1.3, 1.2, 0.5, 0.9]), 3),
        (np.array([3.0, 2.0, 2.5, 2.4, 2.6, 2.7, 1.0]), 2),
        (np.array([3.0, 2.0, 2.5, 2.4, 2.3, 2.2, 1.0]), 2),
        (np.array([3.0, 2.0, 1.0]), 2),
        (np.array([2.0, 1.0, 1.5, 1.0, 1.5, 0.2]), 3),
        (np.array([3.0, 2.0, 2.5, 1.0, 1.5, 1.6, 0.5]), 3),
        *((walk(rng, n), patience) for n, patience in ((12, 2), (20, 3), (15, 1), (25, 4))),
    ],
    hints=(
        "Go epoch by epoch: remember the best one so far. When does training end?",
        "It ends when `patience` epochs have passed since the best one without a lower loss.",
        "if losses[epoch] < losses[best]: best = epoch; if epoch − best >= patience: break.",
    ),
    mistakes={
        "hindsight": lambda losses, _: int(np.argmin(losses)) + 1,
        "where it stops": lambda losses, patience: run(losses, patience)[1],
        "counted from 0": [
            lambda losses, patience: run(losses, patience)[0] - 1,
            lambda losses, _: int(np.argmin(losses)),
        ],
        "ties": tied,
        "one more epoch": lambda losses, patience: run(losses, patience + 1)[0],
        "one epoch fewer": lambda losses, patience: run(losses, max(patience - 1, 1))[0],
        "rises in a row": impatient,
        "last": lambda losses, _: len(losses),
        "a loss": lambda losses, patience: losses[run(losses, patience)[0] - 1],
        "patience ignored": lambda losses, _: run(losses, 1)[0],
        "stop less patience": lambda losses, patience: run(losses, patience)[1] - patience,
    },
    say={
        "hindsight": "That is the lowest of all epochs. Had training ended before that?",
        "where it stops": "Training ends there, but the weights of the best epoch are kept.",
        "ties": "An epoch as low as the best one is not lower: the earlier one stays.",
        "one more epoch": "It waits too long: `patience` epochs without a lower loss end it.",
        "one epoch fewer": "It stops an epoch too early.",
        "rises in a row": "Compare with the best epoch so far, not with the last one: the loss may "
        "fall a little and still not be lower than the best.",
        "last": "That is the last epoch that is given: training may end earlier.",
        "a loss": "That is the loss of that epoch; its number is asked.",
        "patience ignored": "That has no patience: it stops at the first epoch that is no better.",
        "stop less patience": "If training runs to its end, the best epoch need not lie `patience` "
        "before it.",
    },
    right=(
        lambda losses, patience: (
            next(
                (
                    b
                    for b in range(len(losses))
                    if losses[b] < min(losses[:b], default=np.inf)
                    and not (losses[b + 1 : b + 1 + patience] < losses[b]).any()
                ),
                0,
            )
            + 1
        ),
    ),
    reread="Early stopping",
)
