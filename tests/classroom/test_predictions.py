"""Forecasts: kept before the experiment, scored in bits after it, and only once."""

import math
import re

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

import xentlib as xent
from xentlib.classroom import predictions, state
from xentlib.classroom.card import GREY
from xentlib.classroom.predictions import ForecastError, predict, reveal, scores

WEATHER = {"sun": 0.5, "rain": 0.25, "snow": 0.25}


pytestmark = pytest.mark.usefixtures("home")


def test_the_score_is_the_surprise_of_what_happened(rng):
    p = rng.dirichlet(np.ones(4))
    predict("99.a", dict(zip("abcd", p / p.sum(), strict=True)))
    assert reveal("99.a", "c").bits == pytest.approx(xent.surprisal(p[2], base=2))
    assert reveal("99.a", "c").uniform_bits == 2


def test_a_score_stands_beside_what_a_uniform_forecast_pays():
    predict("99.a", WEATHER)
    said = "You gave it 50.0% and pay 1.00 bits; a uniform forecast pays 1.58."
    assert repr(reveal("99.a", "sun")) == f"99.a: sun\n{said}"


def test_a_uniform_forecast_says_nothing_and_pays_like_one():
    assert "Uniform: you have not said anything yet." in repr(predict("99.a", {"a": 0.5, "b": 0.5}))
    assert "You had said nothing: 1.00 bits, which are not counted." in repr(reveal("99.a", "b"))
    assert scores() == []


def test_who_had_said_nothing_may_still_say_something_before_the_answer_is_shown():
    for _ in range(2):
        predict("99.a", {"a": 0.5, "b": 0.5})
    predict("99.a", {"a": 0.25, "b": 0.75})
    assert reveal("99.a", "b").bits == pytest.approx(math.log2(4 / 3))
    assert len(scores()) == 1


def say_nothing_of(outcomes):
    predict("99.a", dict.fromkeys(outcomes, 1 / len(outcomes)))


@pytest.mark.parametrize("before", [say_nothing_of, len], ids=["uniform", "none"])
def test_a_forecast_after_the_answer_was_shown_is_late_and_not_scored(before):
    before(WEATHER)
    reveal("99.a", "rain")
    for _ in range(2):
        assert "Late: the answer was already shown" in repr(predict("99.a", WEATHER))
        late = reveal("99.a", "rain")
        assert "You gave it 25.0%, which is 2.00 bits. Late:" in repr(late)
        assert late.colour == GREY
        assert scores() == []
    say_nothing_of(WEATHER)
    assert "not counted" in repr(reveal("99.a", "rain"))
    assert scores() == []


def test_the_uniform_cell_run_again_does_not_wipe_a_forecast():
    predict("99.a", WEATHER)
    kept = predict("99.a", dict.fromkeys(WEATHER, 1 / 3))
    assert "Kept: your earlier forecast." in repr(kept)
    assert kept.probabilities == WEATHER
    assert reveal("99.a", "sun").bits == 1
    again = predict("99.a", dict.fromkeys(WEATHER, 1 / 3))
    assert "your last forecast before the answer" in repr(again)


def test_a_late_forecast_is_not_kept_when_the_uniform_cell_runs_again():
    uniform = dict.fromkeys(WEATHER, 1 / 3)
    predict("99.a", uniform)
    reveal("99.a", "sun")
    assert "Late" in repr(predict("99.a", WEATHER))
    assert predict("99.a", uniform).is_uniform
    assert "You had said nothing" in repr(reveal("99.a", "sun"))
    assert scores() == []


@pytest.mark.parametrize(
    "outcomes, got",
    [
        (["Yes", "No"], "'Yes', 'No'"),
        (["yes"], "'yes'"),
        (["yes", "no", "perhaps"], "'yes', 'no', 'perhaps'"),
        ([], "none"),
    ],
)
def test_outcomes_that_a_lesson_does_not_have_are_refused_before_the_answer_is_shown(outcomes, got):
    refused = f"outcomes of start.ink, which are 'yes', 'no'; got {got}"
    with pytest.raises(ForecastError, match=re.escape(refused)):
        predict("start.ink", dict.fromkeys(outcomes, 1 / max(len(outcomes), 1)))
    assert state.read()["forecasts"] == {}


def test_the_order_of_outcomes_is_free_and_so_are_those_of_ones_own_experiments():
    assert list(predict("start.ink", {"no": 0.7, "yes": 0.3}).probabilities) == ["no", "yes"]
    assert predictions.outcomes_of("99.a") is None
    predict("99.a", {"ja": 0.7, "nein": 0.3})


def test_a_notebook_shows_the_sentence_alone_and_stops():
    """IPython asks an exception for its own traceback."""
    shell, said = InteractiveShell(), []
    shell._showtraceback = lambda *parts: said.extend(parts[2])
    for forecast in ({"sun": 80, "rain": 20}, "sun"):
        with pytest.raises((ValueError, TypeError)) as stopped:
            predict("99.a", forecast)
        shell.showtraceback((stopped.type, stopped.value, stopped.tb))
        assert said.pop() == f"{stopped.typename}: {stopped.value}"
        assert said == []


def test_ruling_an_outcome_out_is_questioned_before_it_costs():
    assert "You rule out 'b': if it comes, you pay ∞ bits." in repr(
        predict("99.a", {"a": 1, "b": 0})
    )


def test_a_forecast_is_shown_as_bars_as_long_as_its_probabilities():
    lines = repr(predict("99.a", WEATHER)).splitlines()
    assert lines[0] == "99.a: your forecast"
    assert [line.count("█") for line in lines[1:]] == [12, 6, 6]
    assert "Uniform" not in lines[-1]


def test_what_was_ruled_out_and_happened_costs_infinitely_much_and_is_said_kindly():
    predict("99.a", {"yes": 1, "no": 0})
    score = reveal("99.a", "no")
    assert score.bits == math.inf
    assert "pay ∞ bits" in repr(score)
    assert "keep a little back" in repr(score)


def test_without_a_forecast_a_reveal_says_which_cell_to_run():
    score = reveal("99.a", "sun")
    assert math.isnan(score.bits)
    assert math.isnan(score.uniform_bits)
    assert 'xent.predict("99.a", …) comes before' in repr(score)
    assert scores() == []


def test_an_outcome_that_was_not_forecast_is_refused_by_name():
    predict("99.a", WEATHER)
    with pytest.raises(ValueError, match=r"outcome must be one of .*'rain', 'snow'.* got 'hail'"):
        reveal("99.a", "hail")
    assert scores() == []


def test_a_forecast_may_change_until_its_outcome_is_revealed():
    predict("99.a", WEATHER)
    predict("99.a", {"sun": 0.8, "rain": 0.1, "snow": 0.1})
    assert reveal("99.a", "sun").probabilities["sun"] == 0.8


def test_a_forecast_changed_after_the_reveal_does_not_replace_the_last_before_it():
    predict("99.a", WEATHER)
    first = reveal("99.a", "rain")
    late = predict("99.a", {"sun": 0, "rain": 1, "snow": 0})
    assert "your last forecast before the answer is the one that counts" in repr(late)
    assert late.probabilities == WEATHER
    assert reveal("99.a", "rain") == first


def test_running_the_same_cell_again_says_nothing_new():
    before = predict("99.a", WEATHER)
    reveal("99.a", "rain")
    assert repr(predict("99.a", WEATHER)) == repr(before)


def test_a_question_with_other_outcomes_is_another_question():
    predict("99.a", WEATHER)
    reveal("99.a", "rain")
    predict("99.a", {"dry": 0.5, "wet": 0.5})
    assert scores() == []
    assert reveal("99.a", "wet").bits == 1


def test_outcomes_may_be_numbers():
    predict("99.a", {6: 0.25, 7: 0.75})
    assert reveal("99.a", 6).bits == 2


def test_every_scored_forecast_is_kept_by_name():
    for name in ("99.b", "99.a"):
        predict(name, WEATHER)
        reveal(name, "snow")
    predict("99.c", WEATHER)
    assert [(score.name, score.bits) for score in scores()] == [("99.a", 2), ("99.b", 2)]


@pytest.mark.parametrize(
    "forecast, error, message",
    [
        (
            {"sun": 80, "rain": 20},
            ValueError,
            r'got percentages: write them as {"sun": 0.8, "rain": 0.2}',
        ),
        (["sun"], TypeError, r"forecast must be a dictionary .* got list"),
        ("sun", TypeError, r"forecast must be a dictionary .* got str"),
        ({}, ValueError, r"forecast must hold two outcomes or more; got 0"),
        ({"sun": 1.0}, ValueError, r"forecast must hold two outcomes or more; got 1"),
        ({"sun": "1", "rain": 0}, TypeError, r"forecast\['sun'\] must be a number; got '1'"),
        ({"sun": True, "rain": 0}, TypeError, r"forecast\['sun'\] must be a number; got True"),
        ({"sun": 1.5, "rain": -0.5}, ValueError, r"forecast\['sun'\] must be a probab.* got 1.5"),
        ({"sun": 0.5, "rain": -0.5}, ValueError, r"forecast\['rain'\] must be a prob.* got -0.5"),
        ({"sun": math.nan, "rain": 1}, ValueError, r"must be a probability in \[0, 1\]; got nan"),
        (
            {1: 0.5, "1": 0.5},
            ValueError,
            r"forecast must name each outcome once, .*; got \[1, '1'\]",
        ),
        ({"a": 0.5, "b": 0.4}, ValueError, r"sum to 1; got a sum of 0.9: raise .* by 0.1"),
        ({"a": 0.5, "b": 0.7}, ValueError, r"sum to 1; got a sum of 1.2: lower .* by 0.2"),
    ],
)
def test_what_is_no_forecast_is_refused_and_nothing_is_kept(forecast, error, message):
    with pytest.raises(error, match=message):
        predict("99.a", forecast)
    assert state.read()["forecasts"] == {}


def test_thirds_sum_to_one():
    assert predict("99.a", dict.fromkeys("abc", 1 / 3)).is_uniform
    assert predict("99.a", dict(zip("abc", np.full(3, 1 / 3), strict=True))).is_uniform


@pytest.mark.parametrize("p", [0.49, 0.4999, 0.4999999])
def test_a_forecast_that_is_nearly_uniform_says_something(p):
    assert not predict("99.a", {"sun": p, "rain": 1 - p}).is_uniform


def test_a_forecast_says_the_same_in_html_and_escapes_it():
    html = predict("99.a", {"<b>": 0.75, "&": 0.25})._repr_html_()
    assert "&lt;b&gt;" in html
    assert "█" * 18 in html
    assert "&amp;" in html


def test_an_amount_that_is_infinite_is_written_with_its_sign():
    assert predictions.in_bits(math.inf) == "∞ bits"


def test_a_name_that_is_nearly_an_experiment_s_is_asked_about():
    forecast = {"yes": 0.8, "no": 0.2}
    assert "Did you mean 'start.green'?" in repr(predict("start.grean", forecast))
    for name in ("start.green", "mine"):
        assert "Did you mean" not in repr(predict(name, forecast))
