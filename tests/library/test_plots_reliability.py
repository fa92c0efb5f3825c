"""Reliability as a picture: intervals, the diagonal, gaps where bins are empty."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import same_color
from numpy.testing import assert_allclose, assert_array_equal

from xentlib import data, plots, reliability

pytestmark = pytest.mark.usefixtures("course_style")

# Bins 0 and 1, then an empty one, then 3: the frequencies 0.5, 0, 1 of 20, 10 and 20 forecasts.
CURVE = reliability(
    [0, 1] * 10 + [0] * 10 + [1] * 20, [0.1] * 20 + [0.3] * 10 + [0.9] * 20, n_bins=4
)


def drawn(ax):
    """Lines of the curves, by name, and the filled marks that follow each."""
    named = [line for line in ax.lines if not line.get_label().startswith("_")]
    full = [
        line
        for line in ax.lines
        if line.get_linestyle() == "None" and line.get_marker() in plots.reliability.MARKS
    ]
    return named, full


def test_a_line_joins_neighbouring_bins_and_none_crosses_an_empty_one():
    (line,), _ = drawn(plots.plot_reliability({"model": CURVE}))
    assert_allclose(line.get_xdata(), [0.1, 0.3, np.nan, 0.9])
    assert_array_equal(line.get_ydata(), [0.5, 0, np.nan, 1])


def test_the_diagonal_is_drawn_from_corner_to_corner():
    ax = plots.plot_reliability({"model": CURVE})
    assert_array_equal(ax.lines[0].get_xydata(), [[0, 0], [1, 1]])


@pytest.mark.parametrize("level", [0.5, 0.95])
def test_each_bin_has_its_interval(level):
    ax = plots.plot_reliability({"model": CURVE}, level=level)
    (bars,) = ax.collections
    ends = np.array([segment[:, 1] for segment in bars.get_segments()]).T
    assert_allclose(ends, CURVE.interval(level), atol=1e-15)
    assert_allclose([segment[0, 0] for segment in bars.get_segments()], CURVE.confidence)


def test_marks_are_filled_where_the_interval_misses_the_diagonal():
    ax = plots.plot_reliability({"model": CURVE})
    (line,), (full,) = drawn(ax)
    low, high = CURVE.interval()
    far = (CURVE.confidence < low) | (CURVE.confidence > high)
    assert_array_equal(far, [True, True, False])
    assert_array_equal(full.get_xdata(), CURVE.confidence[far])
    assert same_color(line.get_markerfacecolor(), "white")
    assert same_color(full.get_markerfacecolor(), line.get_color())
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["model: 2 of 3"]
    assert ax.get_title(loc="left") == "Bins that miss the diagonal: 2 of 3 (model)"


def test_curves_differ_in_colour_dashes_and_marks():
    lines, _ = drawn(plots.plot_reliability(dict.fromkeys("abcd", CURVE)))
    for look in ("get_color", "get_linestyle", "get_marker"):
        assert len({getattr(line, look)() for line in lines}) == 4


def test_the_title_names_the_curve_of_which_most_bins_miss_the_diagonal():
    good = reliability([0, 1] * 20, [0.5] * 40)
    ax = plots.plot_reliability({"good": good, "bad": CURVE})
    assert ax.get_title(loc="left") == "Bins that miss the diagonal: at most 2 of 3 (bad)"


@pytest.mark.parametrize(
    "name", ["short", "a name of 21 letters.", "balanced, corrected by shares"]
)
def test_a_title_with_a_long_name_ends_inside_the_picture(name):
    ax = plots.plot_reliability({name: CURVE, "other": CURVE})
    ax.figure.canvas.draw()
    (title,) = (
        text
        for text in ax.findobj(plt.Text)
        if name in text.get_text() and "diagonal" in text.get_text()
    )
    assert title.get_window_extent().x1 <= ax.figure.bbox.x1


def test_of_true_probabilities_about_one_bin_in_twenty_misses_the_diagonal(rng):
    missed = bins = 0
    for _ in range(200):
        events = data.rare_events(1000, share=0.3, rng=rng)
        curve = reliability(events.happened, events.posterior)
        low, high = curve.interval()
        missed += ((curve.confidence < low) | (curve.confidence > high)).sum()
        bins += len(curve.counts)
    assert 0.03 < missed / bins < 0.07


REFUSED = [
    ({}, ValueError, "curves must hold at least one of Reliability, by name; got none"),
    ([CURVE], TypeError, "curves must be a dictionary from names to Reliability"),
    ({"a": ([0, 1], [0.1, 0.9])}, TypeError, r"curves\['a'\] must be a Reliability, .* tuple"),
]


@pytest.mark.parametrize("curves, kind, words", REFUSED)
def test_what_are_no_curves_is_refused_in_words_before_a_figure_is_made(curves, kind, words):
    with pytest.raises(kind, match=words):
        plots.plot_reliability(curves)
    with pytest.raises(ValueError, match=r"level must be between 0 and 1, .*; got 0"):
        plots.plot_reliability({"a": CURVE}, level=0)
    assert plt.get_fignums() == []
