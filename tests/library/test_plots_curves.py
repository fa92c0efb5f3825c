"""Curves by name, and walks downhill."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from xentlib.plots import plot_curves, plot_descent

pytestmark = pytest.mark.usefixtures("course_style")


def test_every_curve_is_drawn_over_the_same_abscissa_by_its_name():
    ax = plot_curves([1, 2, 3], {"a": [1, 4, 9], "b": [3, 2, 1]})
    np.testing.assert_array_equal([line.get_ydata() for line in ax.lines], [[1, 4, 9], [3, 2, 1]])
    assert all(line.get_xdata().tolist() == [1, 2, 3] for line in ax.lines)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b"]


def test_what_the_axes_are_to_be_like_is_handed_on():
    given = plt.subplots()[1]
    ax = plot_curves([1, 2], {"a": [1, 2]}, ax=given, yscale="log", ylabel="y", title="T")
    assert ax is given
    assert (ax.get_yscale(), ax.get_ylabel(), ax.get_title(loc="left")) == ("log", "y", "T")


def test_a_curve_of_another_length_is_refused():
    with pytest.raises(ValueError, match=r"curves\['a'\] must have the shape of x, \(2,\); got"):
        plot_curves([1, 2], {"a": [1, 2, 3]})


def test_a_curve_that_is_not_finite_is_refused():
    with pytest.raises(ValueError, match=r"curves\['a'\] must hold finite numbers"):
        plot_curves([1, 2], {"a": [1, np.inf]})


def test_a_walk_is_drawn_from_step_one_by_its_height_above_the_floor():
    ax = plot_descent({"walk": [1.5, 1.0, 0.5]}, floor=0.5)
    np.testing.assert_allclose(ax.lines[0].get_xdata(), [1, 2, 3])
    np.testing.assert_allclose(ax.lines[0].get_ydata(), [1.0, 0.5, 1e-12])
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert ax.get_ylim()[0] >= 1e-6


def test_losses_that_are_not_finite_are_refused():
    with pytest.raises(ValueError, match=r"losses\['walk'\] must hold finite numbers"):
        plot_descent({"walk": [1.0, np.nan]})
