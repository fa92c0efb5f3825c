"""Forecasts that learners make before an experiment, scored by the subject of the course.

`predict` keeps probabilities, `reveal` charges the logarithmic score for what happened, in
bits, beside what somebody pays who says nothing, the uniform forecast.
"""

import difflib
from collections.abc import Mapping
from typing import Any

from xentlib.classroom.predictions._cards import Forecast, Score, in_bits, is_uniform
from xentlib.classroom.predictions._given import ForecastError, ForecastTypeError, as_forecast
from xentlib.classroom.predictions._outcomes import names, outcomes_of
from xentlib.classroom.state import State, read, update

__all__ = [
    "Forecast",
    "ForecastError",
    "ForecastTypeError",
    "Score",
    "in_bits",
    "outcomes_of",
    "predict",
    "reveal",
    "scores",
]
SCORED = "Already scored: your last forecast before the answer is the one that counts."
KEPT = "Kept: your earlier forecast. The uniform one says nothing and does not replace it."
LATE = "Late: the answer was already shown, so this forecast is not scored."


def predict(name: str, forecast: Mapping[str, float]) -> Forecast:
    """Say how likely each outcome is, before looking.

    Parameters
    ----------
    name : str
        The experiment, such as "surprise.halvings".
    forecast : dict of str to float
        Probability of each outcome; two outcomes or more, summing to 1.

    Returns
    -------
    Forecast
        What counts: until the outcome is revealed, the newest forecast, or the one before if
        the newest is uniform; from then on the one that was scored. Its note says which.

    Raises
    ------
    ForecastTypeError
        If `forecast` is no dictionary of numbers; it is a TypeError.
    ForecastError
        If it holds fewer than two outcomes, or two of one name, or others than the lesson's
        experiment has, a number outside [0, 1], or does not sum to 1; it is a ValueError.

    Examples
    --------
    >>> predict("start.coin", {"heads": 0.75, "tails": 0.25})
    start.coin: your forecast
      heads   75.0%  ██████████████████
      tails   25.0%  ██████
    """
    name = str(name)
    probabilities = as_forecast(name, forecast)
    entry: dict[str, Any] = {}

    def keep(state: State) -> None:
        before = state["forecasts"].get(name, {})
        entry.clear()
        entry.update(_newest(before, probabilities))
        state["forecasts"][name] = entry.copy()

    update(keep)
    kept = {outcome: entry["forecast"][outcome] for outcome in probabilities}
    note = _note(entry, changed=not _alike(kept, probabilities))
    return Forecast(name, kept, note or _near(name))


def _newest(before: dict[str, Any], forecast: dict[str, float]) -> dict[str, Any]:
    """Entry that counts from now on: what is scored, and what says something, is not replaced."""
    earlier, shown = before.get("forecast", {}), before.get("shown")
    if earlier.keys() == forecast.keys() and ("outcome" in before or _says_less(forecast, before)):
        return before
    return {"forecast": forecast} | ({"shown": shown} if shown in forecast else {})


def _says_less(forecast: dict[str, float], before: dict[str, Any]) -> bool:
    """Whether a uniform forecast comes after one that still counts."""
    counts = "shown" not in before and not is_uniform(before["forecast"])
    return is_uniform(forecast) and counts


def _note(entry: dict[str, Any], *, changed: bool) -> str:
    if "outcome" in entry:
        return SCORED if changed else ""
    if changed:
        return KEPT
    return LATE if "shown" in entry and not is_uniform(entry["forecast"]) else ""


def _near(name: str) -> str:
    """Ask about a name that is nearly that of one of the course's own experiments."""
    near = [] if outcomes_of(name) else difflib.get_close_matches(name, names(), 1, cutoff=0.85)
    return f"No lesson asks about {name!r}. Did you mean {near[0]!r}?" if near else ""


def _alike(one: dict[str, float], other: dict[str, float]) -> bool:
    return all(abs(one[outcome] - p) <= 1e-9 for outcome, p in other.items())


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
        With `bits` and `uniform_bits`. Where nobody had said anything, which is what a uniform
        forecast does, nothing is scored, and from now on a forecast is late: it is
        shown, and never scored.

    Raises
    ------
    ForecastError
        If the forecast has no such outcome; it is a ValueError.

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
    entry: dict[str, Any] = {}

    def score(state: State) -> None:
        entry.clear()
        entry.update(state["forecasts"].get(name, {}))
        if label in entry.get("forecast", {label: 1}):
            counts = not ("shown" in entry or _says_nothing(entry))
            entry["outcome" if counts else "shown"] = label
            state["forecasts"][name] = entry.copy()

    update(score)
    forecast = entry.get("forecast", {})
    if forecast and label not in forecast:
        raise ForecastError(
            f"outcome must be one of those forecast for {name}, "
            f"{', '.join(map(repr, forecast))}; got {label!r}"
        )
    return Score(name, label, forecast, late="outcome" not in entry)


def _says_nothing(entry: dict[str, Any]) -> bool:
    return "forecast" not in entry or is_uniform(entry["forecast"])


def scores() -> list[Score]:
    """Return every forecast that has been scored.

    Returns
    -------
    list of Score
        Sorted by the experiments' names.

    Examples
    --------
    >>> _ = predict("start.coin", {"heads": 0.75, "tails": 0.25})
    >>> _ = reveal("start.coin", "tails")
    >>> "start.coin" in [score.name for score in scores()]
    True
    """
    entries = sorted(read()["forecasts"].items())
    return [
        Score(name, entry["outcome"], entry["forecast"])
        for name, entry in entries
        if entry.get("outcome") in entry.get("forecast", {})
    ]
