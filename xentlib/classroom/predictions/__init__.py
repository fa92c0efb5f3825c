"""Forecasts that learners make before an experiment, scored by the subject of the course.

`predict` keeps probabilities, `reveal` charges the logarithmic score for what happened, in
bits, beside what somebody pays who says nothing, the uniform forecast.
"""

import math
from collections.abc import Mapping
from numbers import Real

from xentlib.classroom import state as _state
from xentlib.classroom.predictions._cards import Forecast, Score, in_bits, is_uniform

__all__ = ["Forecast", "Score", "in_bits", "predict", "reveal", "scores"]


def predict(name: str, forecast: Mapping[str, float]) -> Forecast:
    """Say how likely each outcome is, before looking.

    Parameters
    ----------
    name : str
        The experiment, such as "surprise.coin".
    forecast : dict of str to float
        Probability of each outcome; two outcomes or more, summing to 1.

    Returns
    -------
    Forecast
        What counts: the new forecast, or, once the outcome has been revealed, the one that
        was scored.

    Raises
    ------
    TypeError
        If `forecast` is no dictionary of numbers.
    ValueError
        If it holds fewer than two outcomes, or two of one name, a number outside [0, 1], or does
        not sum to 1.

    Examples
    --------
    >>> predict("start.coin", {"heads": 0.75, "tails": 0.25})
    start.coin: your forecast
      heads   75.0%  ██████████████████
      tails   25.0%  ██████
    """
    name, probabilities = str(name), _as_forecast(forecast)
    kept = probabilities

    def keep(state: _state.State) -> None:
        nonlocal kept
        before = state["forecasts"].get(name, {})
        if "outcome" in before and before["forecast"].keys() == probabilities.keys():
            kept = {outcome: before["forecast"][outcome] for outcome in probabilities}
        else:
            state["forecasts"][name] = {"forecast": probabilities}

    _state.update(keep)
    changed = any(abs(kept[outcome] - p) > 1e-9 for outcome, p in probabilities.items())
    note = "Already scored: your first forecast stays the one that counts." if changed else ""
    return Forecast(name, kept, note)


def reveal(name: str, outcome: str) -> Score:
    """Say what happened, and score the forecast for it in bits.

    Parameters
    ----------
    name : str
        The experiment, as in `predict`.
    outcome : str
        What happened: one of the outcomes of the forecast.

    Returns
    -------
    Score
        With `bits` and `uniform_bits`; without a forecast it says which cell to run. A
        uniform forecast says nothing: it is shown, not kept, and may still be changed.

    Raises
    ------
    ValueError
        If the forecast has no such outcome.

    References
    ----------
    Good (1952), Rational Decisions, Journal of the Royal Statistical Society B 14:107-114.
    doi:10.1111/j.2517-6161.1952.tb00104.x

    Examples
    --------
    >>> _ = predict("start.coin", {"heads": 0.75, "tails": 0.25})
    >>> reveal("start.coin", "tails")
    start.coin: tails
    You gave it 25.0% and pay 2.00 bits; a uniform forecast pays 1.00.
    """
    name, label = str(name), str(outcome)
    forecast: dict[str, float] = {}

    def score(state: _state.State) -> None:
        entry = state["forecasts"].get(name, {})
        forecast.update(entry.get("forecast", {}))
        if label in forecast and not is_uniform(forecast):
            entry["outcome"] = label

    _state.update(score)
    if forecast and label not in forecast:
        raise ValueError(
            f"outcome must be one of those forecast for {name}, "
            f"{', '.join(map(repr, forecast))}; got {label!r}"
        )
    return Score(name, label, forecast)


def scores() -> list[Score]:
    """Every forecast that has been scored, by name."""
    entries = sorted(_state.read()["forecasts"].items())
    return [
        Score(name, entry["outcome"], entry["forecast"])
        for name, entry in entries
        if entry.get("outcome") in entry.get("forecast", {})
    ]


def _as_forecast(forecast: Mapping[str, float]) -> dict[str, float]:
    if not isinstance(forecast, Mapping):
        raise TypeError(
            "forecast must be a dictionary from outcomes to probabilities, "
            f'such as {{"yes": 0.7, "no": 0.3}}; got {type(forecast).__name__}'
        )
    if len(forecast) < 2:
        raise ValueError(
            f"forecast must hold two outcomes or more; got {len(forecast)}: what else could happen?"
        )
    named = {str(outcome): p for outcome, p in forecast.items()}
    if len(named) < len(forecast):
        raise ValueError(f"forecast must name each outcome once, as text; got {list(forecast)}")
    for outcome, p in named.items():
        if isinstance(p, bool) or not isinstance(p, Real):
            raise TypeError(f"forecast[{outcome!r}] must be a number; got {p!r}")
        if not 0 <= p <= 1:
            raise ValueError(f"forecast[{outcome!r}] must be a probability in [0, 1]; got {p}")
    total = math.fsum(forecast.values())
    if abs(total - 1) > 1e-6:
        way = "lower" if total > 1 else "raise"
        raise ValueError(
            f"forecast must sum to 1; got a sum of {total:.6g}: "
            f"{way} some of them by {abs(total - 1):.6g}, or divide all by their sum"
        )
    return {outcome: float(p) for outcome, p in named.items()}
