"""Loss surfaces and the explorer on one."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from xentlib.explorers import explore_descent
from xentlib.explorers.descent import tumour_objective
from xentlib.fitting import fit, gradient_descent, newton
from xentlib.plots import plot_loss_surface
from xentlib.plots.loss_surface import LossSurface

pytestmark = pytest.mark.usefixtures("course_style")


def bowl(w):
    return (w[0] - 1) ** 2 + 3 * w[1] ** 2


SQUARE = {"xlim": (-2.0, 2.0), "ylim": (-1.0, 1.0)}


def test_the_first_parameter_runs_to_the_right_and_the_second_upwards():
    losses = LossSurface(plt.subplots()[1], bowl, (-2, 2), (-1, 1)).losses
    assert losses[30, 0] == 9  # w = (-2, 0)
    assert losses[30, 45] == 0  # w = (1, 0)
    assert losses[60, 45] == 3  # w = (1, 1)


def test_an_objective_may_give_its_gradient_too():
    both = LossSurface(plt.subplots()[1], lambda w: (bowl(w), w), (-2, 2), (-1, 1))
    alone = LossSurface(plt.subplots()[1], bowl, (-2, 2), (-1, 1))
    np.testing.assert_array_equal(both.losses, alone.losses)


def test_contours_reach_from_the_lowest_to_the_highest_loss_and_crowd_at_the_bottom():
    levels = LossSurface(plt.subplots()[1], bowl, (-2, 2), (-1, 1)).levels
    assert (levels[0], levels[-1]) == (0, 12)
    assert (np.diff(levels, 2) > 0).all()


def test_a_flat_loss_can_be_drawn():
    plot_loss_surface(lambda _: 0.5, **SQUARE).figure.canvas.draw()


def test_each_path_is_drawn_by_its_name_and_ends_at_a_dot():
    walk = np.array([[-1.0, 0.5], [0.0, 0.2], [0.9, 0.1]])
    ax = plot_loss_surface(bowl, **SQUARE, paths={"this way": walk})
    *_, path, dot = ax.lines
    np.testing.assert_array_equal(path.get_xydata(), walk)
    np.testing.assert_array_equal(dot.get_xydata(), walk[-1:])
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["this way"]


def test_the_scale_beside_the_surface_has_its_unit():
    ax = plot_loss_surface(bowl, **SQUARE)
    assert ax.figure.axes[1].get_ylabel() == "mean loss L (nats)"
    assert ax.get_legend() is None


@pytest.mark.parametrize("path", [[1.0, 2.0], [[1.0]], np.empty((0, 2))])
def test_a_path_of_another_shape_is_refused(path):
    with pytest.raises(ValueError, match=r"paths\['a'\] must hold two parameters per step"):
        plot_loss_surface(bowl, **SQUARE, paths={"a": path})


def test_a_path_that_is_not_finite_is_refused():
    with pytest.raises(ValueError, match=r"paths\['a'\] must hold finite numbers"):
        plot_loss_surface(bowl, **SQUARE, paths={"a": [[0.0, np.nan]]})


def test_the_explorer_shows_the_path_of_gradient_descent_and_where_it_leads():
    explorer = explore_descent()
    explorer.set(rate=8, decay=0)
    walk = fit(tumour_objective(), gradient_descent(8), steps=40)
    path = explorer.figure.axes[0].lines[0]
    np.testing.assert_allclose(path.get_xydata(), walk.path, rtol=1e-12)
    assert "within 0.001 nats from step 6 on; 0 steps led uphill" in explorer.sentence


@pytest.mark.parametrize(
    "rate, said",
    [
        (0.5, "not there yet"),
        (23, "but drifting away"),
        (30, "once within 0.001 nats, and away again"),
    ],
)
def test_the_explorer_says_when_a_walk_does_not_arrive(rate, said):
    explorer = explore_descent()
    explorer.set(rate=rate)
    assert said in explorer.sentence


def test_the_explorers_cross_is_the_minimum():
    minimum = fit(tumour_objective(), newton(), steps=30, tolerance=1e-9).weights
    cross = explore_descent().figure.axes[0].lines[2].get_xydata()[0]
    np.testing.assert_allclose(cross, minimum, rtol=1e-12)


def test_beyond_two_over_the_curvature_the_walk_leaves_the_minimum():
    objective = tumour_objective()
    minimum = fit(objective, newton(), steps=30, tolerance=1e-9).weights
    limit = 2 / np.linalg.eigvalsh(objective.hessian(minimum))[-1]
    for factor, comes_back in [(0.97, True), (1.03, False)]:
        walk = fit(objective, gradient_descent(factor * limit), start=minimum + 1e-3, steps=100)
        gaps = np.linalg.norm(walk.path - minimum, axis=1)
        assert (gaps[-1] < gaps[0]) is np.bool_(comes_back)
