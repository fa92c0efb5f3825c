"""The triangle of distributions: balls hold what is near, and nothing else, in both directions."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

import xentlib as xent
from xentlib import explorers
from xentlib.plots import plot_kl_balls
from xentlib.plots.triangle import CORNERS, share

CENTRE = np.array([0.6, 0.3, 0.1])

pytestmark = pytest.mark.usefixtures("course_style")


def distributions(patch):
    """Barycentric coordinates of an outline's points."""
    x, y = patch.get_xy()[:-1].T  # it closes what is closed already
    c = y / CORNERS[2, 1]
    return np.stack([1 - x - c / 2, x - c / 2, c], axis=-1).clip(0)


def balls(ax):
    """Outlines of the solid and of the dashed ball, as distributions; the triangle comes first."""
    _, solid, dashed = ax.patches
    return distributions(solid), distributions(dashed)


@pytest.mark.parametrize("radius", [0.01, 0.1, 0.3])
def test_on_the_outlines_the_divergence_is_the_radius(radius):
    solid, dashed = balls(plot_kl_balls(CENTRE, [radius]))
    centre = np.tile(CENTRE, (len(solid), 1))
    assert_allclose(xent.kl_divergence(centre, solid, base=2), radius, rtol=1e-4)
    inner = dashed.min(1) > 1e-6
    assert inner.any()
    assert_allclose(xent.kl_divergence(dashed[inner], centre[inner], base=2), radius, rtol=1e-4)


def test_the_dashed_ball_ends_at_the_edge_where_nothing_there_is_far_enough():
    solid, dashed = balls(plot_kl_balls([1 / 3, 1 / 3, 1 / 3], [2.0]))
    assert solid.min() > 0
    assert_allclose(dashed.min(1), 0, atol=1e-6)
    assert_allclose(share(dashed), 1, atol=1e-2)


def test_about_the_middle_each_ball_is_the_same_from_every_corner():
    for outline in balls(plot_kl_balls([1 / 3, 1 / 3, 1 / 3], [0.2])):
        turned = np.roll(outline[:-1], 60, axis=0)[:, [2, 0, 1]]  # a third of all directions
        assert_allclose(turned, outline[:-1], atol=1e-6)


def test_the_triangles_own_share_is_one():
    assert_allclose(share(np.eye(3)[[0, 1, 2, 0]]), 1)
    assert_allclose(share(np.array([[1, 0, 0], [0.5, 0.5, 0], [0.5, 0, 0.5], [1, 0, 0]])), 0.25)


def test_each_radius_has_its_two_balls_and_the_corners_their_names():
    ax = plot_kl_balls(CENTRE, [0.1, 0.2, 0.3], labels=["win", "draw", "loss"])
    assert len(ax.patches) == 1 + 2 * 3
    assert [text.get_text().strip() for text in ax.texts[:3]] == ["win", "draw", "loss"]
    assert "over win, draw, loss" in ax.get_xlabel()
    assert "within 0.3 bits" in ax.texts[3].get_text()


@pytest.mark.parametrize(
    "act, says",
    [
        (lambda: plot_kl_balls([0.5, 0.5]), r"centre must hold three positive .* \[0.5, 0.5\]"),
        (lambda: plot_kl_balls([0.5, 0.5, 0]), "centre must hold three positive probabilities"),
        (lambda: plot_kl_balls([0.5, 0.5, 0.5]), "centre must sum to 1"),
        (lambda: plot_kl_balls(CENTRE, []), "radii must hold at least one number of bits"),
        (lambda: plot_kl_balls(CENTRE, [-1]), "radii must be a finite number of at least 0"),
        (lambda: plot_kl_balls(CENTRE, labels="AB"), "labels must name each of the 3 outcomes"),
    ],
)
def test_refusals_of_the_balls_say_what_came(act, says):
    with pytest.raises(ValueError, match=says):
        act()


# Explorers of lesson 02


@pytest.mark.parametrize("weights", [(4, 2, 1, 1), (1, 1, 2, 4), (8, 0, 3, 5)])
def test_a_wrong_code_costs_cross_entropy(weights):
    explorer = explorers.explore_wrong_code()
    explorer.set(**dict(zip("ABCD", weights, strict=True)))
    p, q = np.array([4, 2, 1, 1]) / 8, np.array(weights) / sum(weights)
    price = f"{xent.cross_entropy(p, q, base=2):.3f}".replace("inf", "∞")
    assert f"H(p, q) = {price} bits" in explorer.sentence
    (ax,) = explorer.figure.axes
    assert [bar.get_width() for bar in ax.patches[:4]] == p.tolist()


def test_without_any_weight_there_is_no_code_and_it_comes_back():
    explorer = explorers.explore_wrong_code()
    before = explorer.sentence
    explorer.set(A=0, B=0, C=0, D=0)
    assert explorer.sentence.startswith("All weights are 0: who believes nothing has no code.")
    explorer.presets["reversed"].click()
    assert explorer.sentence == before


def test_balls_follow_their_centre_and_radius():
    explorer = explorers.explore_kl_balls()
    explorer.set(A=5, B=5, C=10, radius=0.1)
    (ax,) = explorer.figure.axes
    solid, _ = balls(ax)
    centre = np.tile([0.25, 0.25, 0.5], (len(solid), 1))
    assert_allclose(xent.kl_divergence(centre, solid, base=2), 0.1, rtol=1e-4)
    assert f"{100 * share(solid):.1f} % of the triangle has KL(c‖q)" in explorer.sentence
