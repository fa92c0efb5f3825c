"""Calibration error of all days, from an archive that kept only some of the quiet ones."""

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import Array
from xentlib.classroom.exercises.a5_imbalance_and_calibration._bins import (
    averaged,
    bin_by_bin,
    error,
    gaps,
    matrix,
    repeated,
    sums,
    table,
    weights,
    with_bins,
)


def moved(p: Array, kept: float) -> Array:
    """Forecasts for the days of the archive."""
    return p / (p + kept * (1 - p))


def archive(rng: np.random.Generator, n: int, kept: float) -> tuple[Array, Array, float]:
    """Days of an archive, all forecasts away from the edges of bins."""
    p = (np.floor(100 * rng.uniform(0.02, 0.98, n) ** 1.5) + 0.5) / 100
    y = (rng.random(n) < moved(0.6 * p, kept)).astype(float)
    y[:4], p[:4] = [1, 0, 0, 1], [0.735, 0.765, 0.155, 0.185]
    return y, p, kept


def edges(rng: np.random.Generator, n: int, kept: float) -> tuple[Array, Array, float]:
    """Forecasts of 0 and of 1 among them, and three bins that are empty."""
    y, p, _ = archive(rng, n, kept)
    p = np.where((p > 0.3) & (p < 0.6), p + 0.3, p)
    p[4:9], y[4:9] = [1, 1, 0, 0, 0.915], [1, 0, 0, 1, 1]
    return np.where((p > 0.9) & (p < 1), 1.0, y), p, kept


EXERCISE = Exercise(
    reference=lambda y, p, kept: error(y, p, weights(y, kept)),
    inputs=Parts(
        {
            "ordinary forecasts": lambda rng: [
                (np.array([1.0, 0.0, 0.0]), np.array([0.35, 0.35, 0.15]), 0.5),
                *(archive(rng, n, kept) for n, kept in ((20, 0.1), (60, 0.05), (90, 0.2))),
            ],
            "forecasts of 0 and 1, and empty bins": lambda rng: [
                (np.array([1.0, 0.0, 0.0]), np.array([0.95, 1.0, 0.0]), 0.25),
                (np.array([0.0, 1.0, 1.0]), np.array([0.08, 0.0, 1.0]), 0.1),
                edges(rng, 30, 0.1),
                edges(rng, 60, 0.04),
            ],
        }
    ),
    hints=(
        "For how many days of the whole winter does one day of the archive stand?",
        "A quiet day stands for 1 / kept days, an avalanche for one. Count and average so.",
        "Each bin: |Σ w (p − y)|. Add up over the bins, and divide by the sum of all weights.",
    ),
    mistakes={
        "weights ignored": lambda y, p, _: error(y, p, np.ones_like(p)),
        "upside down": [
            lambda y, p, kept: error(y, p, np.where(y == 1, 1, kept)),
            lambda y, p, kept: error(y, p, np.where(y == 1, 1 / kept, 1)),
        ],
        "divided by n": lambda y, p, kept: (
            error(y, p, weights(y, kept)) * weights(y, kept).sum() / len(y)
        ),
        "bins by archive days": averaged(lambda w, gap, n: np.average(gap, weights=n)),
        "bins by all days": [
            lambda y, p, kept: np.average(
                gaps(y, p, np.ones_like(p)), weights=table(y, p, weights(y, kept))[0]
            ),
        ],
        "kept days alone": lambda y, p, kept: np.average(
            abs(table(y, p, np.ones_like(p))[1] - table(y, p, weights(y, kept))[2]),
            weights=table(y, p, weights(y, kept))[0],
        ),
        "each alike": [
            averaged(lambda w, gap, n: gap.mean()),
            averaged(lambda w, gap, n: gap.sum() / 10),
        ],
        "maximum": averaged(lambda w, gap, n: gap.max()),
        "sum": averaged(lambda w, gap, n: gap.sum()),
        "squares": [
            averaged(lambda w, gap, n: np.average(gap**2, weights=w)),
            averaged(lambda w, gap, n: np.sqrt(np.average(gap**2, weights=w))),
        ],
        "signed": [
            lambda y, p, kept: abs(np.average(p - y, weights=weights(y, kept))),
            lambda y, p, kept: np.average(p - y, weights=weights(y, kept)),
        ],
        "absolute error": lambda y, p, kept: np.average(abs(p - y), weights=weights(y, kept)),
        "squared error": lambda y, p, kept: np.average((p - y) ** 2, weights=weights(y, kept)),
        "forecasts moved": [
            lambda y, p, kept: error(y, moved(p, kept), np.ones_like(p)),
            lambda y, p, kept: error(y, moved(p, kept), weights(y, kept)),
        ],
        "certain ones apart": [
            lambda y, p, kept: (
                abs(sums((weights(y, kept) * (p - y))[p < 1], p[p < 1])).sum()
                / weights(y, kept).sum()
            ),
            lambda y, p, kept: (
                abs(sums((weights(y, kept) * (p - y))[p < 1], p[p < 1])).sum()
                / weights(y, kept)[p < 1].sum()
            ),
            with_bins(lambda p: 10 * p),
        ],
        "zero apart": [
            with_bins(lambda p: np.ceil(10 * p)),
            with_bins(lambda p: np.where(p == 0, np.arange(len(p)) + 11, np.ceil(10 * p))),
            lambda y, p, kept: (
                with_bins(lambda p: np.ceil(10 * p))(y[p > 0], p[p > 0], kept)
                * weights(y[p > 0], kept).sum()
                / weights(y, kept).sum()
            ),
        ],
        "empty bins": lambda y, p, kept: np.mean(
            sums(weights(y, kept), p)
            / weights(y, kept).sum()
            * abs(sums(weights(y, kept) * (p - y), p))
            / sums(weights(y, kept), p)
            * 10
        ),
        "bin centres": lambda y, p, kept: np.average(
            abs(
                (np.floor(10 * table(y, p, weights(y, kept))[1]).clip(0, 9) + 0.5) / 10
                - table(y, p, weights(y, kept))[2]
            ),
            weights=table(y, p, weights(y, kept))[0],
        ),
    },
    say={
        "weights ignored": "That is the error on the archive. Most quiet days are missing in it.",
        "upside down": "Who stands for more days, an avalanche or a quiet day of the archive?",
        "divided by n": "The archive's number of days is not that of the winter.",
        "bins by archive days": "The gaps are those of the whole winter. How many days of the "
        "winter does a bin hold?",
        "bins by all days": "The bins count as they should. But the mean forecast and the share "
        "in a bin must be those of all days, too.",
        "kept days alone": "The share of avalanches is that of all days. So must the mean forecast "
        "of a bin be: a kept quiet day stands for others there, too.",
        "zero apart": "A forecast of 0 belongs to the first bin, from 0 to 0.1.",
        "each alike": "All bins count alike here: a bin counts by its days.",
        "maximum": "That is the largest gap alone; the mean gap is asked.",
        "sum": "The gaps were added up: a bin counts by its share of the days.",
        "squares": "Those are squares of the gaps; their absolute values are asked.",
        "absolute error": "Each forecast was compared with its own day: compare each bin's mean "
        "forecast with its share.",
        "squared error": "Each forecast was compared with its own day: compare each bin's mean "
        "forecast with its share.",
        "forecasts moved": "The forecasts speak of all days already. The archive speaks only of "
        "the days that were kept.",
        "empty bins": "Right without empty bins. An empty bin makes nan here, and should count 0.",
    },
    right=(
        bin_by_bin,
        repeated,
        matrix,
        averaged(lambda w, gap, n: np.average(gap, weights=w)),
        lambda y, p, kept: (
            np.abs(np.histogram(p, 10, (0, 1), weights=(p - y) * np.where(y, kept, 1))[0]).sum()
            / np.where(y, kept, 1).sum()
        ),
        lambda y, p, kept: np.float32(
            error(y.astype("f4"), p.astype("f4"), weights(y, kept).astype("f4"))
        ),
    ),
    rtol=1e-4,
)
