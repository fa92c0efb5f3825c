"""Factor of the rate at a step: a warm-up, then half a cosine."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array


def factor(steps: Array, warm: int, total: int, *, first: int = 1) -> Array:
    """Rise evenly to 1, then fall along half a cosine to 0."""
    done = (steps - warm) / (total - warm)
    return np.where(steps < warm, (steps + first) / warm, (1 + np.cos(np.pi * done)) / 2)


def falling(steps: Array, warm: int, total: int) -> Array:
    """Fall evenly after the warm-up."""
    return np.where(steps < warm, (steps + 1) / warm, 1 - (steps - warm) / (total - warm))


def quarter(steps: Array, warm: int, total: int) -> Array:
    """Fall along a quarter of a cosine."""
    done = (steps - warm) / (total - warm)
    return np.where(steps < warm, (steps + 1) / warm, np.cos(np.pi / 2 * done))


def unhalved(steps: Array, warm: int, total: int) -> Array:
    """Let the cosine go from 1 to −1, or from 2 to 0."""
    return np.where(
        steps < warm, (steps + 1) / warm, np.cos(np.pi * (steps - warm) / (total - warm))
    )


def from_start(steps: Array, warm: int, total: int) -> Array:
    """Count the cosine from the first step of all."""
    return np.where(steps < warm, (steps + 1) / warm, (1 + np.cos(np.pi * steps / total)) / 2)


def over_total(steps: Array, warm: int, total: int) -> Array:
    """Divide what follows the warm-up by the total."""
    done = (steps - warm) / total
    return np.where(steps < warm, (steps + 1) / warm, (1 + np.cos(np.pi * done)) / 2)


def multiplied(steps: Array, warm: int, total: int) -> Array:
    """Multiply the warm-up by a cosine that runs all the time."""
    return np.minimum(1, (steps + 1) / warm) * (1 + np.cos(np.pi * steps / total)) / 2


EXERCISE = Exercise(
    reference=factor,
    inputs=lambda rng: [
        (np.arange(8), 4, 8),
        (np.arange(10), 2, 10),
        *((np.arange(n), int(w), n) for n, w in ((12, 3), (9, 5), (20, rng.integers(2, 8)))),
    ],
    hints=(
        "There are two parts: np.where(steps < warm, …, …).",
        "In the second part the share done is (steps − warm) / (total − warm): 0 where it begins.",
        "(1 + cos(π · share)) / 2 is 1 at the share 0, and 0 at the share 1.",
    ),
    mistakes={
        "zero first": lambda *args: factor(*args, first=0),
        "no warm-up": [
            lambda steps, warm, total: (1 + np.cos(np.pi * steps / total)) / 2 + 0 * warm,
            lambda steps, warm, total: (1 + np.cos(np.pi * (steps - warm) / (total - warm))) / 2,
        ],
        "no cosine": [
            lambda steps, warm, total: np.minimum(1, (steps + 1) / warm) + 0 * total,
            falling,
        ],
        "cosine not halved": [unhalved, lambda *args: 1 + unhalved(*args)],
        "quarter": quarter,
        "from the start": from_start,
        "share of the total": over_total,
        "multiplied": multiplied,
        "one step early": [
            lambda steps, warm, total: np.where(
                steps < warm - 1,
                (steps + 1) / warm,
                (1 + np.cos(np.pi * (steps - warm + 1) / (total - warm))) / 2,
            ),
            lambda steps, warm, total: np.where(
                steps < warm - 1,
                (steps + 1) / warm,
                (1 + np.cos(np.pi * (steps - warm + 1) / (total - warm + 1))) / 2,
            ),
        ],
        "0 is reached": lambda steps, warm, total: np.where(
            steps < warm,
            (steps + 1) / warm,
            (1 + np.cos(np.pi * (steps - warm) / (total - warm - 1))) / 2,
        ),
        "turned round": lambda steps, warm, total: np.where(
            steps < warm, (steps + 1) / warm, 1 - factor(steps, warm, total)
        ),
        "degrees": lambda steps, warm, total: np.where(
            steps < warm,
            (steps + 1) / warm,
            (1 + np.cos(180 * (steps - warm) / (total - warm))) / 2,
        ),
    },
    say={
        "zero first": "The first step has the factor 0: it does nothing. It should be 1 / warm.",
        "no warm-up": "Where is the warm-up? The first `warm` steps rise evenly.",
        "no cosine": "After the warm-up the factor falls along half a cosine.",
        "cosine not halved": "A cosine goes from 1 to −1: lift it by 1, and halve it.",
        "quarter": "Half a cosine is asked: it is flat at both of its ends.",
        "from the start": "The cosine begins where the warm-up ends: there it is 1.",
        "share of the total": "The cosine has total − warm steps.",
        "multiplied": "The cosine begins after the warm-up; the two are not multiplied.",
        "one step early": "The cosine begins one step too early: in the first step after the "
        "warm-up the factor is 1 once more.",
        "0 is reached": "The cosine has total − warm steps: it would be 0 at the step `total`.",
        "turned round": "The factor rises after the warm-up: it should fall from 1 to 0.",
        "degrees": "np.cos takes radians: half a turn is π.",
    },
    right=(
        lambda steps, warm, total: np.where(
            steps < warm,
            (steps + 1) / warm,
            np.cos(np.pi / 2 * (steps - warm) / (total - warm)) ** 2,
        ),
        lambda steps, warm, total: (
            np.concatenate(
                [
                    np.arange(1, warm + 1) / warm,
                    0.5 + 0.5 * np.cos(np.linspace(0, np.pi, total - warm, endpoint=False)),
                ]
            )
            + 0 * steps
        ),
    ),
    reread="Schedules",
)
