"""Observations over their bands."""

import numpy as np
import pytest

from xentlib import plots

pytestmark = pytest.mark.usefixtures("course_style")


def bars(ax):
    """Abscissas and ends of the bars that are drawn."""
    (lines,) = ax.collections
    return [(*segment[0], segment[1][1]) for segment in lines.get_segments()]


def test_each_of_few_observations_has_the_bar_of_its_own_forecast():
    ax = plots.plot_bands([3, 1], [5, 9], [4, 7], [6, 8])
    assert bars(ax) == [(3, 4, 6), (1, 7, 8)]
    assert ax.lines[0].get_xydata().tolist() == [[3, 5], [1, 9]]


def test_equal_places_stand_side_by_side_with_their_points():
    ax = plots.plot_bands([1, 2, 1, 1], [5, 5, 5, 5], [4] * 4, [6] * 4)
    places = [place for place, _, _ in bars(ax)]
    assert len(set(places)) == 4
    assert places == ax.lines[0].get_xdata().tolist()
    assert np.ptp(places[0:1] + places[2:]) < 0.1
    assert np.mean(places[0:1] + places[2:]) == pytest.approx(1)


def test_a_band_of_many_is_filled_from_left_to_right(rng):
    x = rng.random(41)
    ax = plots.plot_bands(x, x, x - 1, x + 2)
    outline = ax.collections[0].get_paths()[0].vertices
    assert {tuple(v) for v in np.c_[x, x - 1].round(9)} <= {tuple(v) for v in outline.round(9)}
    assert not hasattr(ax.collections[0], "get_segments")
    forwards = outline[1:42, 0]
    assert (np.diff(forwards) >= 0).all()


def test_an_end_of_a_band_belongs_to_it():
    ax = plots.plot_bands([1, 2, 3, 4], [4, 6, 6.1, 3.9], [4] * 4, [6] * 4)
    assert ax.get_title(loc="left") == "50 % of 4 are inside"
