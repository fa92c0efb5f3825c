"""The explorer of families: a distribution, what an observation costs, and how it pulls."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure
from numpy.testing import assert_allclose

from xentlib import explorers
from xentlib.explorers.families import COUNTS, FAMILIES, LINE, prepare_families

each_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)


def shifted(family, mean, step):
    """The mean when the parameter that the model outputs moves by a step."""
    if family.output == "μ":
        return mean + step
    if family.output == "ln μ":
        return mean * np.exp(step)
    return 16 / (1 + np.exp(-np.log(mean / (16 - mean)) - step))


@each_family
@pytest.mark.parametrize("mean, width", [(3.2, 1.0), (9.0, 2.5), (14.0, 0.4)])
def test_the_slope_is_that_of_the_price_in_what_the_model_outputs(family, mean, width):
    y, h = family.places[family.places != mean], 1e-5
    up, down = (family.price(y, np.full(y.shape, shifted(family, mean, s)), width) for s in (h, -h))
    keep = abs(y - mean) > 1e-3  # Laplace's price has a kink at the mean
    assert_allclose(((up - down) / (2 * h))[keep], family.slope(y, mean, width)[keep], atol=1e-4)


@each_family
def test_the_probabilities_sum_to_one(family):
    y = np.arange(200.0) if family.spread else np.linspace(-2000, 2000, 400_001)
    y = COUNTS if family.name.startswith("Binomial") else y
    p = np.exp(-family.price(y, np.full(y.shape, 6.0), 1.5))
    total = p.sum() if family.spread else p.sum() * (y[1] - y[0])
    assert total == pytest.approx(1, abs=1e-5)


@each_family
def test_a_count_has_the_width_that_its_sentence_says(family):
    if family.spread is None:
        assert family.places is LINE
        return
    y = COUNTS if family.name.startswith("Binomial") else np.arange(200.0)
    p = np.exp(-family.price(y, np.full(y.shape, 5.0), 1.0))
    assert family.spread(5.0) == pytest.approx(np.sqrt(p @ (y - 5) ** 2))


def test_a_narrow_density_makes_the_price_negative():
    explorer = explorers.explore_families()
    explorer.set(family=1, mean=8.0, width=0.3, observed=8)
    assert float(re.search(r"costs −([\d.]+) nats", explorer.sentence)[1]) > 0


def test_its_axes_are_drawn_again_only_where_the_slopes_outgrow_them(monkeypatch):
    explorer, drawn = explorers.explore_families(), []
    draw = explorer._canvas.draw
    monkeypatch.setattr(explorer._canvas, "draw", lambda: drawn.append(1) or draw())
    for mean in (8.5, 9.0, 9.5):
        explorer.set(mean=mean, observed=int(mean))
    assert not drawn
    explorer.set(width=4.0)
    assert drawn == [1]
    assert explorer.figure.axes[2].get_ylim() == (-1, 1)


def test_an_observation_beyond_the_picture_is_marked_at_its_edge():
    figure = Figure()
    update = prepare_families(figure)
    update(1, 8.0, 0.3, 11)
    _, price, slope = (ax.lines[1] for ax in figure.axes)
    assert (price.get_marker(), price.get_ydata()) == ("^", [12])
    assert (slope.get_marker(), slope.get_ydata()) == ("v", [figure.axes[2].get_ylim()[0]])
    update(1, 8.0, 1.0, 8)
    assert price.get_marker() == slope.get_marker() == "o"


def test_the_slope_of_a_heavy_tail_is_drawn_large_enough_to_be_seen_to_fall():
    figure = Figure()
    prepare_families(figure)(3, 8.0, 1.0, 11)
    slope = figure.axes[2].lines[0].get_ydata()
    assert max(slope) > figure.axes[2].get_ylim()[1] / 2


def test_the_width_of_a_count_can_not_be_set():
    explorer = explorers.explore_families()
    explorer.presets["Poisson"].click()
    before = explorer.sentence
    explorer.set(width=3.0)
    assert explorer.sentence == before
