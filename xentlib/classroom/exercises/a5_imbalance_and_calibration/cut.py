"""Weighted forecast from which on a road is closed; closing costs money on any day."""

from typing import Any

import numpy as np
from scipy import optimize

from xentlib.classroom.checking import Exercise, Personal


def to_odds(p: float) -> float:
    """Odds of a probability."""
    return p / (1 - p)


def to_share(odds: float) -> float:
    """Probability of odds."""
    return odds / (1 + odds)


def cut(share: float, close: float, miss: float) -> float:
    """Forecast from which on closing is cheaper."""
    return to_share(to_odds(close / miss) * (1 - share) / share)


def draw(rng: np.random.Generator) -> dict[str, Any]:
    """Share of days with an avalanche, and two costs in thousands; no guess is near the answer."""
    share = round(rng.uniform(0.02, 0.08), 3)
    close = int(rng.integers(3, 9))
    drawn = {"share": share, "close": close, "miss": 10 * int(rng.integers(6, 20))}
    asked, args = cut(**drawn), drawn.values()
    forms = (form for forms in EXERCISE.mistakes.values() for form in np.atleast_1d(forms))
    far = abs(asked - 0.5) > 0.02 and all(abs(form(*args) / asked - 1) > 0.01 for form in forms)
    return drawn if far else draw(rng)


EXERCISE = Exercise(
    reference=lambda share, close, miss: cut(share, close, miss),
    inputs=Personal(draw),
    hints=(
        "What does a closed day cost, and what does an open one, if the honest forecast is q?",
        "Close from q = close / miss on. What did the balanced weights do to the odds of q?",
        "The odds of the forecast are the odds of q times (1 − share) / share.",
    ),
    mistakes={
        "closed in vain only": lambda s, c, m: to_share(c / m * (1 - s) / s),
        "weights ignored": [lambda s, c, m: c / m + 0 * s, lambda s, c, m: c / (c + m) + 0 * s],
        "weighted the wrong way": [
            lambda s, c, m: to_share(to_odds(c / m) * s / (1 - s)),
            lambda s, c, m: to_share(c / m * s / (1 - s)),
        ],
        "weight times the threshold": [
            lambda s, c, m: c / m * (1 - s) / s,
            lambda s, c, m: c / m / (2 * s),
        ],
        "a half": lambda s, c, m: 0.5 + 0 * (s + c + m),
        "one class weighted": [
            lambda s, c, m: to_share(to_odds(c / m) / s),
            lambda s, c, m: to_share(to_odds(c / m) / (2 * s)),
        ],
        "odds": lambda s, c, m: to_odds(c / m) * (1 - s) / s,
        "swapped costs": lambda s, c, m: to_share(to_odds(1 - c / m) * (1 - s) / s),
        "complement": lambda s, c, m: to_share(to_odds(1 - c / m) * s / (1 - s)),
        "logit": lambda s, c, m: np.log(to_odds(c / m) * (1 - s) / s),
    },
    say={
        "closed in vain only": "That is lesson 13's threshold, where only closing in vain costs "
        "something. Here a closed day costs the same, whether an avalanche comes or not.",
        "weights ignored": "That is a threshold for an honest forecast. What did the balanced "
        "weights do to the forecasts?",
        "a half": "A half is best if both mistakes cost the same. Do they?",
        "one class weighted": "Balanced weights weigh quiet days, too. Only the ratio of the two "
        "weights moves the odds.",
        "swapped costs": "The costs are exchanged: would you close the road that late?",
        "complement": "That is one minus the answer: the forecast of a quiet day.",
        "odds": "Those are odds; a forecast, between 0 and 1, is asked.",
        "logit": "That is a logit; a forecast, between 0 and 1, is asked.",
    },
    right=(
        lambda share, close, miss: (
            close * (1 - share) / (close * (1 - share) + (miss - close) * share)
        ),
        lambda share, close, miss: 1 / (1 + (miss / close - 1) * share / (1 - share)),
        lambda share, close, miss: (
            1 / (1 + np.exp(-np.log(close / (miss - close)) - np.log((1 - share) / share)))
        ),
        lambda share, close, miss: (
            close / miss / share / (close / miss / share + (1 - close / miss) / (1 - share))
        ),
        lambda share, close, miss: optimize.brentq(
            lambda p: miss * p * share - close * (p * share + (1 - p) * (1 - share)), 0, 1
        ),
    ),
    rtol=1e-3,
    kind="derivation",
)
