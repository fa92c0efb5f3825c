import re

import numpy as np
import pytest

from xentlib import explorers
from xentlib.explorers.temperature import HONEST, RIGHT, SHARES
from xentlib.losses import softmax_cross_entropy

NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture
def explorer():
    return explorers.explore_temperature()


def told(explorer):
    """Sharpness, T, loss, error, percent right, lowest loss and its T, from the sentence."""
    return [float(x) for x in NUMBER.findall(explorer.sentence)]


def test_the_loss_is_that_of_the_logits_times_sharpness_over_temperature(explorer):
    explorer.set(sharpness=2.5, temperature=0.8)
    expected = softmax_cross_entropy(SHARES, HONEST * 2.5 / 0.8).mean()
    assert told(explorer)[2] == pytest.approx(expected, abs=6e-4)


@pytest.mark.parametrize("sharpness", [0.25, 1.0, 2.2, 4.0])
def test_the_forecast_is_honest_and_cheapest_where_the_temperature_is_the_sharpness(
    explorer, sharpness
):
    losses = []
    for factor in (0.7, 1, 1.4):
        explorer.set(sharpness=sharpness, temperature=sharpness * factor)
        *_, loss, error, _, lowest, at = told(explorer)
        losses.append(loss)
        assert (error == 0) == (factor == 1)
        assert at == sharpness
        assert loss >= lowest
    assert losses[1] == lowest == min(losses)


def test_no_temperature_changes_how_many_are_right(explorer):
    shares = set()
    for temperature in (0.1, 1.0, 8.0):
        explorer.set(temperature=temperature)
        shares.add(told(explorer)[4])
    assert [*shares] == [pytest.approx(100 * RIGHT.mean(), abs=0.05)]


def test_the_curve_passes_through_the_mark_that_moves(explorer):
    for sharpness, temperature in ((3.0, 1.0), (0.5, 2.0), (1.0, 1.0)):
        explorer.set(sharpness=sharpness, temperature=temperature)
        curve, _, here = explorer.figure.axes[1].lines
        x, y = curve.get_data()
        found = np.interp(np.log(temperature), np.log(x), y)
        assert found == pytest.approx(here.get_ydata()[0], abs=5e-3)


def test_a_forecaster_who_is_too_sure_has_dots_below_the_line(explorer):
    for name, side in (("too sure", -1), ("not sure enough", 1)):
        explorer.presets[name].click()
        sure, right = explorer.figure.axes[0].lines[-1].get_data()
        held = ~np.isnan(sure)
        assert (np.sign(right - sure)[held] == side).all()
