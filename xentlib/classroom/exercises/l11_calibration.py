"""Lesson 11: whether forecasts keep their word, and one number that mends them."""

import numpy as np

from xentlib.calibration import brier_score, expected_calibration_error
from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._question import Question
from xentlib.classroom.exercises._shared import Array, draws, hot_like, labels_for, nll, of_target
from xentlib.losses import softmax_cross_entropy
from xentlib.numerics import log_softmax, softmax

__all__ = ["EXERCISES", "QUIZ"]


def table(y: Array, p: Array) -> tuple[Array, Array, Array]:
    """Count, mean forecast and frequency of each of ten bins that holds anything."""
    place = np.minimum((p * 10).astype(int), 9)
    n = np.bincount(place, minlength=10)
    full = n > 0
    means = [np.bincount(place, values, 10)[full] / n[full] for values in (p, y)]
    return n[full], means[0], means[1]


def gap(y: Array, p: Array) -> tuple[Array, Array]:
    """Count and signed gap of each full bin."""
    n, forecast, frequency = table(y, p)
    return n, forecast - frequency


def centres(y: Array, p: Array) -> float:
    """Calibration error with the bins' centres in place of the mean forecasts."""
    n, forecast, frequency = table(y, p)
    return np.average(np.abs(np.floor(forecast * 10) / 10 + 0.05 - frequency), weights=n)


def patient(y: Array, p: Array) -> float:
    """Calibration error, one bin after the other."""
    total = 0.0
    for low in range(10):
        inside = (p > low / 10) & (p <= (low + 1) / 10)
        if inside.any():
            total += inside.mean() * abs(p[inside].mean() - y[inside].mean())
    return total


def overconfident(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Outcomes and forecasts that promise too much; some bins are left empty."""
    p = rng.uniform(0.02, 0.98, size=n)
    p = np.where((p > 0.3) & (p < 0.4), p + 0.25, p)
    return (rng.random(n) < 0.3 + 0.4 * p).astype(float), p


ECE = Exercise(
    "11.ece",
    reference=lambda y, p: expected_calibration_error(y, p, n_bins=10),
    inputs=lambda rng: [
        (np.array([1.0, 0.0]), np.array([0.75, 0.25])),
        (np.array([0.0, 1, 1, 1, 0]), np.array([0.12, 0.17, 0.81, 0.88, 0.55])),
        *(overconfident(rng, n) for n in (30, 60, 120)),
    ],
    hints=(
        "Of the days forecast between 70 and 80 %, how many came? Compare with their mean.",
        "In each of ten bins: |mean forecast − frequency|. How much does a bin count?",
        "Weight each bin's gap by its share of the forecasts, and add up; skip empty bins.",
    ),
    mistakes=(
        Mistake("each alike", lambda y, p: np.abs(gap(y, p)[1]).mean()),
        Mistake("each alike", lambda y, p: np.abs(gap(y, p)[1]).sum() / 10),
        Mistake("maximum", lambda y, p: np.abs(gap(y, p)[1]).max()),
        Mistake("signed", lambda y, p: (p - y).mean()),
        Mistake("signed", lambda y, p: np.abs((p - y).mean())),
        Mistake("squares", lambda y, p: np.average(gap(y, p)[1] ** 2, weights=gap(y, p)[0])),
        Mistake(
            "squares", lambda y, p: np.sqrt(np.average(gap(y, p)[1] ** 2, weights=gap(y, p)[0]))
        ),
        Mistake("bin centres", centres),
        Mistake("absolute error", lambda y, p: np.abs(p - y).mean()),
        Mistake("squared error", lambda y, p: ((p - y) ** 2).mean()),
        Mistake("sum", lambda y, p: np.abs(gap(y, p)[1]).sum()),
        Mistake("accuracy", lambda y, p: ((p > 0.5) == y).mean()),
    ),
    right=(
        patient,
        lambda y, p: (gap(y, p)[0] * np.abs(gap(y, p)[1])).sum() / len(y),
        lambda y, p: np.abs(np.histogram(p, 10, (0, 1), weights=p - y)[0]).sum() / len(p),
    ),
    reread="One number for it all",
)


BRIER = Exercise(
    "11.brier",
    reference=lambda labels, p: brier_score(labels, p).mean(),
    inputs=lambda rng: [
        (np.array([1]), np.array([[0.25, 0.75]])),
        *((labels_for(rng, z), softmax(z)) for z in draws(rng, [(2, 3), (3, 2), (5, 4), (9, 3)])),
    ],
    hints=(
        "How far is the forecast from what happened, written as a one-hot row?",
        "Squared differences of every class, not only of the one that came.",
        "((p − one_hot) ** 2) summed along each row, then the mean over rows.",
    ),
    mistakes=(
        Mistake("per class", lambda y, p: ((p - hot_like(y, p)) ** 2).mean()),
        Mistake("only the target", lambda y, p: ((1 - of_target(y, p)) ** 2).mean()),
        Mistake("root", lambda y, p: np.sqrt(((p - hot_like(y, p)) ** 2).sum(1)).mean()),
        Mistake("root", lambda y, p: np.sqrt(((p - hot_like(y, p)) ** 2).sum(1).mean())),
        Mistake("absolute error", lambda y, p: np.abs(p - hot_like(y, p)).sum(1).mean()),
        Mistake("sum", lambda y, p: ((p - hot_like(y, p)) ** 2).sum()),
        Mistake("log score", lambda y, p: -np.log(of_target(y, p)).mean()),
        Mistake("accuracy", lambda y, p: (p.argmax(1) == y).mean()),
        Mistake("off by one", lambda y, p: ((p - hot_like(y - 1, p)) ** 2).sum(1).mean()),
        Mistake("squares", lambda _, p: (1 - (p**2).sum(1)).mean()),
        Mistake("softmax twice", lambda y, p: ((softmax(p) - hot_like(y, p)) ** 2).sum(1).mean()),
    ),
    right=(
        lambda labels, p: ((p - np.eye(p.shape[1])[labels]) ** 2).sum(1).mean(),
        lambda labels, p: (1 - 2 * p[np.arange(len(labels)), labels] + (p**2).sum(1)).mean(),
        lambda labels, p: np.mean(
            [
                sum((q - (j == k)) ** 2 for j, q in enumerate(row))
                for k, row in zip(labels, p, strict=True)
            ]
        ),
    ),
    reread="Two scores",
)

TEMPERATURE = Exercise(
    "11.temperature",
    reference=lambda labels, z, temperature: softmax_cross_entropy(labels, z / temperature).mean(),
    inputs=lambda rng: [
        (np.array([0]), np.array([[2.0, 0.0]]), 2.0),
        *(
            (labels_for(rng, z), z, temperature)
            for z, temperature in zip(
                draws(rng, [(2, 3), (3, 2), (5, 4), (4, 3)]),
                [0.5, *rng.uniform(1.5, 4, size=3)],
                strict=True,
            )
        ),
    ],
    hints=(
        "A high temperature makes a forecast less sure. What becomes of the logits?",
        "Divide the logits, before the softmax, not the probabilities after it.",
        "The mean softmax cross-entropy of z / temperature.",
    ),
    mistakes=(
        Mistake("inverse", lambda y, z, t: nll(y, z * t).mean(), "Hot logits are smaller."),
        Mistake("temperature ignored", lambda y, z, _: nll(y, z).mean()),
        Mistake("temperature outside", lambda y, z, t: nll(y, z).mean() / t),
        Mistake("temperature outside", lambda y, z, t: nll(y, z / t).mean() * t),
        Mistake("temperature outside", lambda y, z, t: nll(y, z / t).mean() * t**2),
        Mistake("not normalised", lambda y, z, t: -np.log(of_target(y, softmax(z)) / t).mean()),
        Mistake("softmax twice", lambda y, z, t: nll(y, softmax(z) / t).mean()),
        Mistake("softmax missing", lambda y, z, t: -of_target(y, z / t).mean()),
        Mistake("sum", lambda y, z, t: nll(y, z / t).sum()),
        Mistake("off by one", lambda y, z, t: nll(y - 1, z / t).mean()),
        Mistake("wrong axis", lambda y, z, t: -of_target(y, log_softmax(z / t, axis=0)).mean()),
        Mistake("subtracted", lambda y, z, t: nll(y, np.maximum(z - t, 0)).mean()),
    ),
    right=(
        lambda labels, z, temperature: (
            np.log(np.exp(z / temperature).sum(1)) - z[np.arange(len(z)), labels] / temperature
        ).mean(),
        lambda labels, z, temperature: (
            -np.mean([log_softmax(row / temperature)[k] for k, row in zip(labels, z, strict=True)])
        ),
        lambda labels, z, temperature: (
            -np.log(
                of_target(
                    labels,
                    softmax(z) ** (1 / temperature)
                    / (softmax(z) ** (1 / temperature)).sum(1, keepdims=True),
                )
            ).mean()
        ),
    ),
    unit="nats",
    reread="One number that mends it",
)

EXERCISES = (ECE, BRIER, TEMPERATURE)
QUIZ: tuple[Question, ...] = ()
