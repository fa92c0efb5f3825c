"""Lines of equal probability of a model of two features."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from xentlib.numerics import sigmoid
from xentlib.plots import plot_probability_contours

pytestmark = pytest.mark.usefixtures("course_style")

X, Y = np.array([[0.0, 0.0], [3.0, 1.0], [-2.0, 2.0], [1.0, -3.0]]), np.array([0, 1, 0, 1])
THETA = np.array([-0.3, 1.2, -0.7])


def lines_of(ax):
    return [path.vertices for path in ax.collections[2].get_paths()]


def test_each_line_has_its_probability_everywhere():
    ax = plot_probability_contours(X, Y, THETA)
    for p, line in zip((0.1, 0.25, 0.5, 0.75, 0.9), lines_of(ax), strict=True):
        np.testing.assert_allclose(sigmoid(THETA[0] + line @ THETA[1:]), p, rtol=1e-6)


def test_each_line_bears_its_value():
    ax = plot_probability_contours(X, Y, THETA, levels=[0.2, 0.8])
    assert {"p = 0.2", "p = 0.8"} <= {text.get_text() for text in ax.texts}


def test_a_line_beyond_the_examples_is_left_out():
    ax = plot_probability_contours(X, Y, THETA, levels=[0.5, 1 - 1e-9])
    assert [text.get_text() for text in ax.texts if text.get_text()] == ["p = 0.5", "along ∇z"]


def test_the_arrow_leads_from_the_first_line_to_the_last_at_a_right_angle():
    ax = plot_probability_contours(X, Y, THETA, levels=[0.2, 0.8])
    arrow = next(text for text in ax.texts if getattr(text, "arrow_patch", None))
    start, end = np.array(arrow.xyann), np.array(arrow.xy)
    ends = sigmoid(THETA[0] + np.array([start, end]) @ THETA[1:])
    np.testing.assert_allclose(ends, [0.2, 0.8], rtol=1e-9)
    along = np.diff(lines_of(ax)[0], axis=0)
    np.testing.assert_allclose(along @ (end - start), 0, atol=1e-6)
    plt.gcf().canvas.draw()
    assert ax.get_aspect() == 1


def test_every_example_is_drawn_with_its_outcome():
    ax = plot_probability_contours(X, Y, THETA, labels=["benign", "malignant"])
    for event, name in enumerate(["benign", "malignant"]):
        marks = ax.collections[event]
        assert marks.get_label() == name
        np.testing.assert_array_equal(marks.get_offsets(), X[event == Y])


@pytest.mark.parametrize(
    "x, weights, levels, what",
    [
        (X[:, :1], THETA, [0.2, 0.8], "x must hold two features"),
        (X, THETA[:2], [0.2, 0.8], "weights must hold a bias and two weights"),
        (X, THETA, [0.8, 0.2], "levels must be two or more probabilities"),
        (X, THETA, [0.0, 0.5], "levels must be two or more probabilities"),
        (X, THETA, [0.5], "levels must be two or more probabilities"),
    ],
)
def test_what_cannot_be_drawn_is_refused(x, weights, levels, what):
    with pytest.raises(ValueError, match=what):
        plot_probability_contours(x, Y, weights, levels=levels)
    assert plt.get_fignums() == []
