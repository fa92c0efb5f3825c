from itertools import combinations

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.patches import FancyArrowPatch
from scipy.integrate import solve_ivp

import xentlib as xent
from xentlib.plots import plot_forces, plot_table, plot_ternary, plot_tiles
from xentlib.plots._way_down import first_move, way_down
from xentlib.plots.logits import LogitBars
from xentlib.plots.ternary import LEVELS, excess
from xentlib.plots.triangle import CORNERS, ball

TARGETS = [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.7, 0.2, 0.1], [1 / 3, 1 / 3, 1 / 3]]

pytestmark = pytest.mark.usefixtures("course_style")


def words(ax):
    return [text.get_text() for text in ax.texts]


# The triangle


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("level", LEVELS)
def test_a_contour_joins_forecasts_of_equal_loss_or_runs_along_the_edge(target, level):
    t = np.array(target)
    outline = np.maximum(ball(t, level, excess), 0)
    outline /= outline.sum(1, keepdims=True)
    loss = xent.categorical_cross_entropy(np.broadcast_to(t, outline.shape), outline)
    inside = outline.min(1) > 1e-4
    np.testing.assert_allclose(loss[inside], xent.entropy(t) + level, atol=1e-4)
    assert (loss <= xent.entropy(t) + level + 1e-4).all()
    assert inside.any()


def test_the_forecast_lies_where_its_probabilities_put_it():
    logits = np.array([0.0, 1.5, -1.0])
    *contours, _way, target, forecast = plot_ternary(logits, [1, 0, 0]).lines
    assert len(contours) == len(LEVELS)
    np.testing.assert_allclose(forecast.get_xydata()[0], xent.softmax(logits) @ CORNERS)
    np.testing.assert_allclose(target.get_xydata()[0], CORNERS[0])


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("logits", [[0.0, 1.5, -1.0], [-3.0, 2.0, 0.5], [4.0, -4.0, -4.0]])
def test_the_way_down_is_the_flow_of_the_logits_along_their_forces(logits, target):
    t = np.array(target)
    times = np.r_[0, np.geomspace(1e-3, 1000, 4000)]
    flow = solve_ivp(lambda _, z: t - xent.softmax(z), (0, 1000), logits, "LSODA", times, rtol=1e-8)
    exact, way = xent.softmax(flow.y.T), way_down(np.array(logits), t)
    np.testing.assert_allclose(way[0], xent.softmax(np.array(logits)))
    apart = np.abs(way[:, None] - exact).max(2).min(1)
    assert apart.max() < 0.01
    assert np.abs(way[-1] - t).max() < 0.02
    losses = xent.categorical_cross_entropy(np.broadcast_to(t, way.shape), way)
    assert (np.diff(losses) < 1e-9).all()


def test_a_class_whose_logit_is_pushed_down_may_gain_at_first():
    p, t = np.array([0.171, 0.766, 0.063]), np.array([1.0, 0.0, 0.0])
    assert (t - p)[2] < 0 < first_move(p, t)[2]
    jacobian = np.diag(p) - np.outer(p, p)
    np.testing.assert_allclose(first_move(p, t), jacobian @ (t - p))


def test_the_arrow_is_the_first_move_and_is_hidden_where_it_would_be_all_head():
    z, t = np.array([0.0, 1.5, -1.0]), np.array([1.0, 0.0, 0.0])
    (arrow,) = plot_ternary(z, t).findobj(FancyArrowPatch)
    p = xent.softmax(z)
    np.testing.assert_allclose(arrow._posA_posB, [p @ CORNERS, (p + first_move(p, t)) @ CORNERS])
    assert arrow.get_visible()
    (short,) = plot_ternary([-4.0, 4.0, -4.0], t).findobj(FancyArrowPatch)
    assert not short.get_visible()


@pytest.mark.parametrize("target", TARGETS)
def test_every_contour_says_its_loss_at_a_point_of_its_own(target):
    ax = plot_ternary([0.0, 0.0, 0.0], target, labels="ABC")
    said = [text for text in ax.texts if text.get_text().strip() in {f"{n:g}" for n in LEVELS}]
    assert [float(text.get_text()) for text in said] == list(LEVELS)
    for line, text in zip(ax.lines, said, strict=False):
        assert np.nanmin(np.abs(line.get_xydata() - text.get_position()).max(1)) < 1e-9


@pytest.mark.parametrize("target", TARGETS)
def test_no_contour_runs_along_the_edge(target):
    for line in plot_ternary([0.0, 0.0, 0.0], target).lines[: len(LEVELS)]:
        x, y = line.get_xydata().T
        beside = np.array([y, np.sqrt(3) * x - y, np.sqrt(3) * (1 - x) - y]) < 1e-9
        assert (~np.isnan(x)).sum() > 20
        assert not (beside[:, 1:] & beside[:, :-1]).any()


def test_the_triangle_says_loss_and_floor():
    t = [0.8, 0.1, 0.1]
    ax = plot_ternary([0, 0, 0], t, labels="ABC")
    said = f"This forecast costs {np.log(3):.3f} nats, and {xent.entropy(t):.3f} is the least"
    assert ax.get_title(loc="left") == said
    assert words(ax)[-1].split("\n")[6:9] == [
        "A      0.333  +0.467    +0.156",
        "B      0.333  −0.233    −0.078",
        "C      0.333  −0.233    −0.078",
    ]


@pytest.mark.parametrize(
    "logits, target, message",
    [
        ([0.0, 0.0], [1.0, 0.0, 0.0], "logits must hold three finite numbers"),
        ([0.0, 0.0, -np.inf], [1.0, 0.0, 0.0], "logits must hold three finite numbers"),
        ([0.0, 0.0, 0.0], [0.5, 0.5], "target must hold masses on three classes"),
    ],
)
def test_the_triangle_refuses_what_has_no_place_in_it(logits, target, message):
    with pytest.raises(ValueError, match=message):
        plot_ternary(logits, target)


# Forces


def test_bars_are_the_forecast_and_arrows_go_from_it_to_the_target():
    p, t = [0.7, 0.2, 0.1], [0, 1, 0]
    ax = plot_forces(t, p)
    assert [bar.get_height() for bar in ax.patches[:3]] == p
    arrows = [text for text in ax.texts if text.get_text() == ""]
    assert [(arrow.xyann[1], arrow.xy[1]) for arrow in arrows] == list(zip(p, t, strict=True))
    assert [text.strip() for text in words(ax) if text] == ["−0.70", "+0.80", "−0.10"]


def test_the_forces_written_are_minus_the_gradient_of_the_loss():
    z = np.array([0.3, -1.2, 2.0, 0.0])
    said = [
        float(w.replace("−", "-")) for w in words(plot_forces([0, 0, 0, 1], xent.softmax(z))) if w
    ]
    np.testing.assert_allclose(said, -xent.softmax_cross_entropy_grad(3, z), atol=0.005)


def test_forces_refuse_a_batch():
    with pytest.raises(ValueError, match="target must be one row of masses"):
        plot_forces([[1, 0], [0, 1]], [[0.5, 0.5], [0.5, 0.5]])


# Tiles and tables


@pytest.mark.parametrize("n, columns", [(1, 5), (5, 5), (7, 3)])
def test_every_tile_stands_in_the_picture_and_over_no_other(n, columns):
    ax = plot_tiles(np.arange(n * 4).reshape(n, 2, 2), columns=columns)
    boxes = [image.get_extent() for image in ax.images]
    for one, other in combinations(boxes, 2):
        apart_across = one[1] <= other[0] or other[1] <= one[0]
        assert apart_across or one[3] <= other[2] or other[3] <= one[2]
    (low, high), (bottom, ceiling) = ax.get_xlim(), ax.get_ylim()
    for left, right, floor, top in boxes:
        assert low <= left < right <= high
        assert bottom <= floor < top <= ceiling
    assert len({image.get_clim() for image in ax.images}) == 1


def test_zero_is_in_the_middle_of_a_diverging_scale():
    ax = plot_tiles(np.array([[[-1.0, 0.0], [0.0, 3.0]]]), diverging=True)
    assert ax.images[0].get_clim() == (-3, 3)


def test_strong_negatives_have_a_dash_and_others_none():
    ax = plot_tiles(np.array([[[-1.0, 0.0], [-0.1, 3.0]]]) * 3, diverging=True)
    (dashes,) = ax.lines
    np.testing.assert_allclose(dashes.get_xydata(), [[0.25, -0.25]])
    assert not plot_tiles(np.array([[[-1.0, 3.0]]])).lines


def test_tiles_have_frames_and_with_a_unit_a_scale():
    ax = plot_tiles(np.zeros((3, 2, 2)), unit="ink")
    for frame, image in zip(ax.patches, ax.images, strict=True):
        left, right, bottom, top = image.get_extent()
        np.testing.assert_allclose(frame.get_bbox().extents, [left, bottom, right, top])
    assert [other.get_ylabel() for other in ax.figure.axes if other is not ax] == ["ink"]
    assert len(plot_tiles(np.zeros((3, 2, 2))).figure.axes) == 1


@pytest.mark.parametrize("images", [np.zeros((2, 2)), np.zeros((0, 2, 2))])
def test_tiles_refuse_what_is_no_stack_of_images(images):
    with pytest.raises(ValueError, match="images must have the shape"):
        plot_tiles(images)


def test_a_table_writes_what_reaches_the_least():
    table = [[0.0, 3.0], [1.0, 9.6]]
    ax = plot_table(table, least=2, unit="bits", labels="AB")
    assert {(text.get_position(), text.get_text()) for text in ax.texts} == {
        ((1, 0), "3"),
        ((1, 1), "10"),
    }
    np.testing.assert_array_equal(ax.images[0].get_array(), table)


@pytest.mark.parametrize("table", [[1.0, 2.0], [[1.0, 2.0]], [[1.0, -2.0], [0.0, 0.0]]])
def test_a_table_refuses_what_is_not_square_or_negative(table):
    with pytest.raises(ValueError, match="amounts must be a square table"):
        plot_table(table)


# Bars of logits


@pytest.mark.parametrize("temperature", [0.25, 1, 8])
def test_bars_are_as_high_as_what_they_show(temperature):
    z = np.array([2.0, 1.0, -1.0])
    _, axes = plt.subplots(1, 2)
    p = LogitBars(*axes, "ABC").move(z, temperature)
    heights = [[bar.get_height() for bar in ax.patches] for ax in axes]
    np.testing.assert_allclose(heights[0], z / temperature)
    np.testing.assert_allclose(heights[1], p)
    np.testing.assert_allclose(p, xent.softmax(z / temperature))


@pytest.mark.parametrize("logits", [[8.0, 7.0, 5.0], [6.0, -6.0, 0.0], [-12.0, -12.0, -12.0]])
def test_no_bar_is_cut_and_the_scale_comes_back(logits):
    _, axes = plt.subplots(1, 2)
    bars = LogitBars(*axes, "ABC")
    before = [ax.get_ylim() for ax in axes]
    bars.move(np.array(logits), 0.25)
    heights = np.array([bar.get_height() for bar in axes[0].patches])
    np.testing.assert_allclose(heights, np.array(logits) / 0.25)
    low, high = axes[0].get_ylim()
    assert low == -high
    assert max(abs(heights)) < 0.9 * high < 2 * 0.9 * max(abs(heights)) / 0.88
    assert axes[1].get_ylim() == before[1]
    bars.move(np.array([2.0, 1.0, -1.0]), 1.0)
    assert [ax.get_ylim() for ax in axes] == before
