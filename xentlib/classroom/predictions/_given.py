"""What a learner hands over as a forecast: probabilities, or an error of one line."""

import math
from collections.abc import Mapping
from numbers import Real

from xentlib.classroom.predictions._outcomes import outcomes_of


class ForecastError(ValueError):
    """A forecast that cannot be taken; a notebook shows its sentence alone, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class ForecastTypeError(TypeError):
    """The same for what is no dictionary of numbers."""

    _render_traceback_ = ForecastError._render_traceback_


def as_forecast(name: str, forecast: Mapping[str, float]) -> dict[str, float]:
    """Probabilities by outcome, in the order in which they were given.

    Raises
    ------
    ForecastTypeError
        If `forecast` is no dictionary of numbers.
    ForecastError
        If it names fewer than two outcomes, one twice, or not those of the experiment, holds a
        number outside [0, 1], or does not sum to 1.
    """
    if not isinstance(forecast, Mapping):
        raise ForecastTypeError(
            "forecast must be a dictionary from outcomes to probabilities, "
            f'such as {{"yes": 0.7, "no": 0.3}}; got {type(forecast).__name__}'
        )
    _refuse_outcomes(name, list(forecast))
    for outcome, p in forecast.items():
        if isinstance(p, bool) or not isinstance(p, Real):
            raise ForecastTypeError(f"forecast[{str(outcome)!r}] must be a number; got {p!r}")
    _refuse_probabilities({str(outcome): float(p) for outcome, p in forecast.items()})
    return {str(outcome): float(p) for outcome, p in forecast.items()}


def _refuse_outcomes(name: str, given: list[object]) -> None:
    known, outcomes = outcomes_of(name), [*map(str, given)]
    if known is not None and sorted(outcomes) != sorted(known):
        raise ForecastError(
            f"forecast must name the outcomes of {name}, which are "
            f"{', '.join(map(repr, known))}; got {', '.join(map(repr, outcomes)) or 'none'}"
        )
    if len(outcomes) < 2:
        raise ForecastError(
            f"forecast must hold two outcomes or more; got {len(outcomes)}: what else could happen?"
        )
    if len(set(outcomes)) < len(outcomes):
        raise ForecastError(f"forecast must name each outcome once, as text; got {given}")


def _refuse_probabilities(forecast: dict[str, float]) -> None:
    total = math.fsum(forecast.values())
    if abs(total - 100) < 1e-3 and min(forecast.values()) >= 0:
        cure = ", ".join(f'"{outcome}": {p / 100:g}' for outcome, p in forecast.items())
        raise ForecastError(f"forecast must sum to 1; got percentages: write them as {{{cure}}}")
    for outcome, p in forecast.items():
        if not 0 <= p <= 1:
            raise ForecastError(f"forecast[{outcome!r}] must be a probability in [0, 1]; got {p:g}")
    if abs(total - 1) > 1e-6:
        way = "lower" if total > 1 else "raise"
        raise ForecastError(
            f"forecast must sum to 1; got a sum of {total:.6g}: "
            f"{way} some of them by {abs(total - 1):.6g}, or divide all by their sum"
        )
