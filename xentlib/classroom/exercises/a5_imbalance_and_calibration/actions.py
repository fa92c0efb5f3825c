"""Cheapest action of each day, by forecasts that learnt from a thinned archive."""

import numpy as np
from scipy import special

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.formulas import naive_softmax
from xentlib.classroom.exercises._common.guards import shifted_softmax
from xentlib.classroom.exercises._common.inputs import Array, normal
from xentlib.numerics import sigmoid, softmax

LOW, HIGH = [0.01, 0.1, 0.3], [0.05, 0.2, 0.5]
THREE = np.array([[0.0, 4.0, 30.0], [2.0, 3.0, 9.0], [5.0, 5.0, 5.0]])
FAR = np.array([[-800.0, 800.0, 803.0], [-800.0, -810.0, 800.0]])
NEAR = np.array([[800.0, 803], [-803, -800], [800, 801], [798, 800], [-799, -802]])
TWO = np.array([[0.0, 9.0], [3.0, 3.0]])
# A chance of 6 or of 15 in 10⁹ decides.
RARE = np.array([[18.9, 0], [18.0, 0]]), np.ones(2), np.array([[0, 1e8], [1, 1]])


def honest(z: Array, kept: Array) -> Array:
    """Forecasts for all days."""
    return softmax(z - np.log(kept))


def cheapest(p: Array, cost: Array) -> Array:
    """Find the action with the least expected cost."""
    return (p @ cost.T).argmin(-1)


def day_by_day(z: Array, kept: Array, cost: Array) -> list[int]:
    """Cheapest actions with loops."""
    found = []
    for logits in z:
        odds = [np.exp(a - max(logits)) / k for a, k in zip(logits, kept, strict=True)]
        prices = [sum(o * c for o, c in zip(odds, row, strict=True)) for row in cost]
        found.append(prices.index(min(prices)))
    return found


def costs(rng: np.random.Generator, n_actions: int, n_classes: int) -> Array:
    """Costs of which the cheap ones are dear in bad cases."""
    rows = np.linspace(0, 1, n_actions)[:, None] * 3.5
    slopes = np.linspace(2.0, 0.4, n_actions)[:, None]
    logs = rows + slopes * np.arange(n_classes) + 0.3 * rng.random((n_actions, n_classes))
    return np.exp(logs).round(1)


def days(
    rng: np.random.Generator, n: int, kept: Array, n_actions: int = 3, size: float = 2.0
) -> tuple[Array, Array, Array]:
    """Logits of days, what was kept of each class, and costs."""
    return normal(rng, n, len(kept), scale=size), kept, costs(rng, n_actions, len(kept))


def thinned(rng: np.random.Generator, k: int) -> Array:
    """Kept shares: few quiet days, and all of the worst."""
    return np.append(rng.uniform(LOW[: k - 1], HIGH[: k - 1]), 1.0).round(3)


def far(rng: np.random.Generator, n: int) -> Array:
    """Logits of three classes: all near 800, all near -800, or one of them far below."""
    z = normal(rng, n, 3, scale=2.0) + 800 * np.where(np.arange(n) % 2, 1, -1)[:, None]
    z[: n // 2, 0] -= 1600 * (np.arange(n // 2) % 2)
    return z


EXERCISE = Exercise(
    reference=lambda z, kept, cost: cheapest(honest(z, kept), cost),
    inputs=Parts(
        {
            "an archive with all days": lambda rng: [
                (
                    np.array([[1.0, 0.0], [0.0, 1.0]]),
                    np.ones(2),
                    TWO,
                ),
                RARE,
                days(rng, 40, np.ones(3)),
                days(rng, 40, np.ones(4), 3),
                days(rng, 40, np.ones(2), 4),
            ],
            "a thinned archive": lambda rng: [
                (np.array([[1.0, 1.0]]), np.array([0.1, 1.0]), TWO),
                days(rng, 40, thinned(rng, 3)),
                days(rng, 40, thinned(rng, 4), 3),
                days(rng, 40, thinned(rng, 3), 2),
            ],
            "logits of 800": lambda rng: [
                (NEAR, np.array([0.1, 1.0]), TWO),
                (FAR, np.array([0.1, 0.5, 1.0]), THREE),
                (far(rng, 20), thinned(rng, 3), costs(rng, 3, 3)),
            ],
        }
    ),
    hints=(
        "What does each action cost on average, if the day's forecast is right?",
        "Thinning multiplied the odds of a class by its kept share. Undo that first.",
        "softmax(z − ln kept), times the costs, summed over the classes; then argmin.",
    ),
    mistakes={
        "argument ignored": lambda z, _, cost: cheapest(softmax(z), cost),
        "thinned twice": lambda z, kept, cost: cheapest(softmax(z + np.log(kept)), cost),
        "not the logarithm": [
            lambda z, kept, cost: cheapest(softmax(z - kept), cost),
            lambda z, kept, cost: cheapest(softmax(z / kept), cost),
        ],
        "argmax": [
            lambda z, kept, cost: cost[:, honest(z, kept).argmax(1)].argmin(0),
            lambda z, kept, cost: cost[:, softmax(z).argmax(1)].argmin(0),
        ],
        "class for action": [
            lambda z, kept, _: honest(z, kept).argmax(1),
            lambda z, *_: z.argmax(1),
        ],
        "dearest action": lambda z, kept, cost: (honest(z, kept) @ cost.T).argmax(1),
        "logits as probabilities": [
            lambda z, kept, cost: ((z - np.log(kept)) @ cost.T).argmin(1),
            lambda z, kept, cost: ((z / kept) @ cost.T).argmin(1),
        ],
        "sigmoid": lambda z, kept, cost: cheapest(sigmoid(z - np.log(kept)), cost),
        "same each day": [
            lambda z, _, cost: 0 * z[:, 0] + cost.max(1).argmin(),
            lambda z, kept, cost: 0 * z[:, 0] + cheapest(honest(z, kept).mean(0), cost),
            lambda z, _, cost: 0 * z[:, 0] + cost.mean(1).argmin(),
        ],
        "transposed": lambda z, kept, cost: (honest(z, kept) @ cost).argmin(1),
        "costs of the actions": [
            lambda z, kept, cost: honest(z, kept) @ cost.T,
            lambda z, kept, cost: (honest(z, kept) @ cost.T).min(1),
        ],
        "numbered from 1": lambda z, kept, cost: cheapest(honest(z, kept), cost) + 1,
        "wrong shift": [
            lambda z, kept, cost: cheapest(shifted_softmax(np.max, z - np.log(kept)), cost),
            lambda z, kept, cost: cheapest(np.exp(z - z.max()) / kept, cost),
            lambda z, kept, cost: cheapest(shifted_softmax(np.mean, z - np.log(kept)), cost),
        ],
        "overflow": [
            lambda z, kept, cost: cheapest(naive_softmax(z - np.log(kept)), cost),
            lambda z, kept, cost: cheapest(naive_softmax(z) / kept, cost),
            lambda z, kept, cost: cheapest(np.exp(z) / kept, cost),
        ],
    },
    say={
        "argument ignored": "The model speaks of the archive's days. In it, quiet days are rarer "
        "than in the valley.",
        "thinned twice": "That thins the days once more. Undo it.",
        "not the logarithm": "Thinning multiplies odds by a number. What does that add to a logit?",
        "argmax": "That is best for the likeliest class. An unlikely one may be very dear.",
        "class for action": "Those are classes; which action is the cheapest is asked.",
        "dearest action": "That is the dearest action.",
        "sigmoid": "Exactly one class comes on a day. The classes share a sum of 1.",
        "same each day": "That is one action for all days. Each day has a forecast of its own.",
        "transposed": "An action is a row of the costs, a class is a column.",
        "costs of the actions": "Those are expected costs. Which action has the least?",
        "numbered from 1": "The first action has the number 0.",
        "wrong shift": "One number is taken out of the logits of all days. Each day needs its own: "
        "far from it, exp gives inf or 0.",
        "overflow": "Right for ordinary logits. Where they are large, exp gives inf or 0.",
    },
    right=(
        day_by_day,
        lambda z, kept, cost: (softmax(z) @ (cost / kept).T).argmin(1),
        lambda z, kept, cost: (
            (special.softmax(z - np.log(kept), axis=1)[:, None, :] * cost).sum(2).argmin(1)
        ),
        lambda z, kept, cost: special.logsumexp(
            (z - np.log(kept))[:, None, :], b=cost, axis=2
        ).argmin(1),
        lambda z, kept, cost: np.einsum(
            "nk,ak->na", np.exp(z - z.max(1, keepdims=True)) / kept, cost
        ).argmin(1),
        lambda z, kept, cost: cheapest(
            honest(z.astype("f4"), kept.astype("f4")), cost.astype("f4")
        ).astype("f4"),
    ),
)
