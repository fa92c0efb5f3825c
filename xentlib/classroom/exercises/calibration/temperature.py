"""The mean loss at a temperature, of probabilities whose logits are lost."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import of_target
from xentlib.classroom.exercises._common.inputs import Array, Function, hundredths, labels_for
from xentlib.losses import softmax_cross_entropy
from xentlib.numerics import softmax


def price(labels: Array, q: Array) -> float:
    """Mean log score."""
    return float(-np.log(of_target(labels, q)).mean())


def powered(p: Array, power: float, axis: int | None = 1) -> Array:
    """Powers of probabilities that sum to 1 again."""
    q = p**power
    return q / q.sum(axis, keepdims=True)


def case(
    rng: np.random.Generator, n: int, k: int, temperature: float
) -> tuple[Array, Array, float]:
    """Labels, forecasts in hundredths, and a temperature."""
    p = hundredths(rng, n, k)
    return labels_for(rng, p), p, temperature


def priced(forecast: Function) -> Function:
    """Return the price of a forecast that is wrongly tempered."""
    return lambda labels, p, t: price(labels, forecast(p, t))


EXERCISE = Exercise(
    reference=lambda labels, p, temperature: softmax_cross_entropy(
        labels, np.log(p) / temperature
    ).mean(),
    inputs=lambda rng: [
        (np.array([1]), np.array([[0.8, 0.2]]), 2.0),
        (np.array([1, 0]), np.array([[0.8, 0.2], [0.8, 0.2]]), 0.5),
        *(
            case(rng, n, k, round(rng.uniform(1.5, 4), 1))
            for n, k in ((2, 3), (3, 2), (5, 4), (4, 3))
        ),
    ],
    hints=(
        "A softmax of which numbers gives back p? They are as good as the lost logits.",
        "ln p differs from the logits by a constant in each row. Divide it by the temperature.",
        "The mean softmax cross-entropy of np.log(p) / temperature.",
    ),
    mistakes={
        "inverse": priced(lambda p, t: powered(p, t)),
        "argument ignored": priced(lambda p, _: p),
        "temperature outside": [
            lambda y, p, t: price(y, p) / t,
            lambda y, p, t: price(y, powered(p, 1 / t)) * t,
        ],
        "not normalised": priced(lambda p, t: p / t),
        "softmax twice": [
            priced(lambda p, t: softmax(p / t)),
            priced(lambda p, _: softmax(p)),
        ],
        "sum": lambda y, p, t: price(y, powered(p, 1 / t)) * len(y),
        "off by one": lambda y, p, t: price(y - 1, powered(p, 1 / t)),
        "wrong axis": priced(lambda p, t: powered(p, 1 / t, 0)),
        "flattened": priced(lambda p, t: powered(p, 1 / t, None)),
        "odds": priced(lambda p, t: powered(p / (1 - p), 1 / t)),
        "not summed": lambda y, p, t: -np.log(of_target(y, powered(p, 1 / t))),
        "wrong sign inside": priced(lambda p, t: powered(p, -1 / t)),
        "argmax": lambda _, p, t: -np.log(powered(p, 1 / t).max(1)).mean(),
        "brier": lambda y, p, t: ((powered(p, 1 / t) - np.eye(p.shape[1])[y]) ** 2).sum(1).mean(),
    },
    say={
        "argument ignored": "The temperature makes no difference here.",
        "temperature outside": "That scales the loss. Divide the logits, or let powers of p "
        "sum to 1 again.",
        "inverse": "That multiplies by T: a high temperature must make the forecast flatter.",
        "not normalised": "Those numbers no longer sum to 1 in each row. What divides them?",
        "softmax twice": "The softmax took probabilities for logits. Which numbers have p as "
        "their softmax?",
        "not summed": "One number is asked: the mean over all examples.",
        "odds": "For more than two classes the odds p / (1 − p) are no exponentials of logits.",
        "wrong sign inside": "Now the least likely class became the likeliest.",
        "argmax": "That is what the likeliest class would cost. Which class came?",
        "brier": "That is the Brier score; the log score is asked.",
        "wrong axis": "Each row must sum to 1 again, not each column.",
    },
    right=(
        lambda labels, p, temperature: price(labels, powered(p, 1 / temperature)),
        lambda labels, p, temperature: price(labels, softmax(np.log(p) / temperature)),
        lambda labels, p, temperature: (
            np.log((p ** (1 / temperature)).sum(1)).mean()
            - np.log(of_target(labels, p)).mean() / temperature
        ),
    ),
    unit="nats",
    reread="One number that mends it",
)
