"""Expected calibration error with bins of equal width."""

import numpy as np

from xentlib.calibration import expected_calibration_error
from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array


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
    p = (np.floor(100 * p) + 0.5) / 100  # few digits, and never on the edge of a bin
    return (rng.random(n) < 0.3 + 0.4 * p).astype(float), p


EXERCISE = Exercise(
    reference=lambda y, p: expected_calibration_error(y, p, n_bins=10),
    inputs=lambda rng: [
        (np.array([1.0, 0.0]), np.array([0.75, 0.25])),
        (np.array([0.0, 1, 1, 1, 0]), np.array([0.12, 0.17, 0.81, 0.88, 0.55])),
        (np.array([0.0, 1, 1]), np.array([1.0, 0.95, 0.95])),
        *(overconfident(rng, n) for n in (30, 60, 120)),
    ],
    hints=(
        "Of the days forecast between 70 and 80 %, how many came? Compare with their mean.",
        "In each of ten bins: |mean forecast − frequency|. How much does a bin count?",
        "Weight each bin's gap by its share of the forecasts, and add up; skip empty bins.",
    ),
    mistakes={
        "each alike": [
            lambda y, p: np.abs(gap(y, p)[1]).mean(),
            lambda y, p: np.abs(gap(y, p)[1]).sum() / 10,
        ],
        "maximum": lambda y, p: np.abs(gap(y, p)[1]).max(),
        "signed": [lambda y, p: (p - y).mean(), lambda y, p: np.abs((p - y).mean())],
        "squares": [
            lambda y, p: np.average(gap(y, p)[1] ** 2, weights=gap(y, p)[0]),
            lambda y, p: np.sqrt(np.average(gap(y, p)[1] ** 2, weights=gap(y, p)[0])),
        ],
        "certain ones apart": [
            lambda y, p: (
                np.abs(np.bincount((p * 10).astype(int), (p - y) * (p < 1))).sum() / len(p)
            ),
            lambda y, p: np.abs(np.bincount((p * 10).astype(int), p - y)).sum() / len(p),
        ],
        "bin centres": centres,
        "absolute error": lambda y, p: np.abs(p - y).mean(),
        "squared error": lambda y, p: ((p - y) ** 2).mean(),
        "sum": lambda y, p: np.abs(gap(y, p)[1]).sum(),
        "accuracy": lambda y, p: ((p > 0.5) == y).mean(),
    },
    say={
        "absolute error": "Each forecast was compared with its own outcome: compare each bin's "
        "mean forecast with its frequency.",
        "accuracy": "That is the share of right decisions; how far is each forecast from the "
        "frequency?",
        "each alike": "All bins count alike there: a bin counts by its number of forecasts.",
        "maximum": "That is the largest gap alone; the mean gap is asked.",
        "squared error": "Each forecast was compared with its own outcome: compare each bin's "
        "mean forecast with its frequency.",
        "squares": "Those are squares of the gaps; their absolute values are asked.",
        "sum": "The gaps were added up: a bin counts by its share of the forecasts.",
    },
    right=(
        patient,
        lambda y, p: (gap(y, p)[0] * np.abs(gap(y, p)[1])).sum() / len(y),
        lambda y, p: np.abs(np.histogram(p, 10, (0, 1), weights=p - y)[0]).sum() / len(p),
    ),
    reread="One number for it all",
)
