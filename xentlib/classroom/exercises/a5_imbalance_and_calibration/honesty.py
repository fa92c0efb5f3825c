"""How far a loss is from what an honest forecaster expects, in standard deviations."""

import numpy as np
from scipy import special, stats

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.formulas import clipped
from xentlib.classroom.exercises._common.inputs import P5, Y5, Array
from xentlib.classroom.exercises._common.limits import LIMITS

NOTICED = [e for e in LIMITS if e > 1e-8]  # a smaller limit is within what is asked


def price(y: Array, p: Array) -> Array:
    """Price of each day in nats."""
    return -special.xlogy(y, p) - special.xlog1py(1 - y, -p)


def expected(p: Array) -> Array:
    """Price of each day that an honest forecaster expects."""
    return special.entr(p) + special.entr(1 - p)


def second_moment(p: Array) -> Array:
    """Squared price of each day that an honest forecaster expects."""
    yes, no = special.xlogy(p, p), special.xlog1py(1 - p, -p)
    return yes**2 / np.where(p > 0, p, 1) + no**2 / np.where(p < 1, 1 - p, 1)


def variance(p: Array) -> Array:
    """Variance of each day's price, if the forecast is honest."""
    return second_moment(p) - expected(p) ** 2


def textbook(y: Array, p: Array) -> float:
    """Difference in standard deviations, with plain logarithms."""
    log_odds = np.log(p / (1 - p))
    return float(((p - y) * log_odds).sum() / np.sqrt((p * (1 - p) * log_odds**2).sum()))


def by_prices(y: Array, p: Array) -> float:
    """Difference in standard deviations, from plain prices and entropies."""
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    mean = -(p * np.log(p) + (1 - p) * np.log(1 - p))
    spread = p * np.log(p) ** 2 + (1 - p) * np.log(1 - p) ** 2 - mean**2
    return float((loss - mean).sum() / np.sqrt(spread.sum()))


def day_by_day(y: Array, p: Array) -> float:
    """Difference in standard deviations with a loop; a sure day adds nothing."""
    over = var = 0.0
    for came, says in zip(y, p, strict=True):
        if 0 < says < 1:
            prices = np.log(says), np.log(1 - says)
            mean = says * prices[0] + (1 - says) * prices[1]
            over += mean - prices[0 if came else 1]
            var += says * (prices[0] - mean) ** 2 + (1 - says) * (prices[1] - mean) ** 2
    return over / var**0.5


def of_squares(y: Array, p: Array) -> float:
    """Find the same for the Brier score."""
    slope = 1 - 2 * p
    return float(((y - p) * slope).sum() / np.sqrt((p * (1 - p) * slope**2).sum()))


def over(y: Array, p: Array) -> float:
    """Sum of the prices less what is expected."""
    return float((price(y, p) - expected(p)).sum())


def days(rng: np.random.Generator, n: int, bold: float) -> tuple[Array, Array]:
    """Avalanches and forecasts, unlike ½ and unlike each other."""
    p = rng.permutation(np.delete(np.arange(2, 98), 48))[:n] / 100
    y = (rng.random(n) < special.expit(bold * special.logit(p))).astype(float)
    y[0] = 1 - y[-1]
    return y, p


def sure_days(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Draw days of which some forecasts are 0 or 1, and come true."""
    y, p = days(rng, n, 0.5)
    y[1:3], p[1:3] = (0, 1), (0, 1)
    return y, p


EXERCISE = Exercise(
    reference=lambda y, p: over(y, p) / np.sqrt(variance(p).sum()),
    inputs=Parts(
        {
            "ordinary forecasts": lambda rng: [
                (np.array([1.0, 0.0]), np.array([0.8, 0.4])),
                (Y5, P5),
                *(days(rng, n, bold) for n, bold in ((6, 0.3), (12, 1.5), (40, 0.6))),
            ],
            "forecasts of 0 and 1 that come true": lambda rng: [
                (np.array([1.0, 0.0, 0.0]), np.array([1.0, 0.25, 0.0])),
                sure_days(rng, 8),
                sure_days(rng, 20),
            ],
        }
    ),
    hints=(
        "If a day's forecast is honest, which two prices are possible, and how probable are they?",
        "Expect each day's price, and find its variance. Days are independent: variances add up.",
        "The price is −ln p or −ln(1 − p). Its mean is an entropy, its variance p(1 − p) logit² p.",
    ),
    mistakes={
        "not standardised": [
            over,
            lambda y, p: over(y, p) / len(y),
            lambda y, p: over(y, p) / expected(p).sum(),
        ],
        "scatter of one day": [
            lambda y, p: over(y, p) / len(y) / np.sqrt(variance(p).mean()),
            lambda y, p: over(y, p) / np.sqrt(variance(p).mean()),
            lambda y, p: over(y, p) / len(y) / np.sqrt(variance(p).sum()),
        ],
        "scatter of what came": [
            *(
                lambda y, p, d=d: over(y, p) / (np.std(price(y, p), ddof=d) * np.sqrt(len(y)))
                for d in (0, 1)
            ),
            *(
                lambda y, p, d=d: (
                    over(y, p) / (np.std(price(y, p) - expected(p), ddof=d) * np.sqrt(len(y)))
                )
                for d in (0, 1)
            ),
        ],
        "squared error": of_squares,
        "variance for scale": lambda y, p: over(y, p) / variance(p).sum(),
        "deviations added": lambda y, p: over(y, p) / np.sqrt(variance(p)).sum(),
        "squares alone": lambda y, p: over(y, p) / np.sqrt(second_moment(p).sum()),
        "scatter of the events": [
            lambda y, p: (y - p).sum() / np.sqrt((p * (1 - p)).sum()),
            lambda y, p: over(y, p) / np.sqrt((p * (1 - p)).sum()),
        ],
        "share expected": [
            lambda y, p: (
                (price(y, p).sum() - len(y) * expected(y.mean())) / np.sqrt(variance(p).sum())
            ),
            lambda y, p: (
                (price(y, p).sum() - len(y) * expected(p.mean())) / np.sqrt(variance(p).sum())
            ),
        ],
        "absolute": lambda y, p: abs(over(y, p)) / np.sqrt(variance(p).sum()),
        "squared": lambda y, p: over(y, p) ** 2 / variance(p).sum(),
        "term missing": lambda y, p: (
            (price(y, p) - special.entr(p)).sum() / np.sqrt(variance(p).sum())
        ),
        "tail": lambda y, p: stats.norm.sf(over(y, p) / np.sqrt(variance(p).sum())),
        "zero log zero": [textbook, by_prices],
        "clipped": [lambda y, p, e=e: textbook(y, clipped(p, e)) for e in NOTICED],
    },
    say={
        "not standardised": "That is how far the loss is above its expectation. In units of what "
        "is it asked?",
        "scatter of one day": "How much does a sum of n independent prices scatter, compared "
        "with one of them?",
        "scatter of what came": "You took the scatter of the days that came. If the forecasts are "
        "honest, they say themselves how much the price must scatter.",
        "squared error": "That is right for the Brier score. The log score is asked.",
        "deviations added": "Of independent numbers the variances add up, and not the standard "
        "deviations.",
        "squares alone": "Variance is the mean of squares less the square of the mean.",
        "scatter of the events": "That is the scatter of the number of avalanches. How much does "
        "a day's price change if one comes?",
        "share expected": "Each day has a forecast of its own, and so an expectation of its own.",
        "absolute": "A loss below its expectation gets a negative number.",
        "squared": "That is the square; its sign is lost.",
        "term missing": "A quiet day costs something, too.",
        "tail": "That is a probability (a p-value). A number of standard deviations is asked.",
        "zero log zero": "Right for ordinary forecasts. A forecast of 0 or 1 that comes true "
        "makes nan. What does such a day add?",
        "clipped": "A forecast of 0 or 1 is held away from it. Then such a day scatters a little, "
        "and should add nothing.",
    },
    right=(
        day_by_day,
        lambda y, p: textbook(y, np.clip(p, 1e-12, 1 - 1e-12)),  # harmless here
        lambda y, p: textbook(y[(p > 0) & (p < 1)], p[(p > 0) & (p < 1)]),
        lambda y, p: by_prices(
            np.where((p > 0) & (p < 1), y, 0.5), np.where((p > 0) & (p < 1), p, 0.5)
        ),
        lambda y, p: (
            np.nan_to_num((p - y) * special.logit(p)).sum()
            / np.nansum(p * (1 - p) * special.logit(p) ** 2) ** 0.5
        ),
        lambda y, p: np.float32(day_by_day(y.astype("f4"), p.astype("f4"))),
    ),
    rtol=1e-4,
    kind="derivation",
)
