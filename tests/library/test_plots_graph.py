"""The graph of operations: its slopes, its places, and what is written."""

import re
from itertools import pairwise

import numpy as np
import pytest

import xentlib as xent
from xentlib import explorers
from xentlib.explorers.graph import PRESETS, UNIT
from xentlib.plots import plot_graph
from xentlib.plots._backward import OPERATIONS, checked, run
from xentlib.plots.graph import places, written

pytestmark = pytest.mark.usefixtures("course_style")

ROADS = {
    "x": 2.0,
    "w": -1.5,
    "m": ("times", "w", "x"),
    "b": 4.0,
    "h": ("relu", "m"),
    "s": ("plus", "h", "x"),
    "t": ("times", "s", "s"),
    "z": ("times", "t", "b"),
}


def inputs(graph):
    return {name: node for name, node in graph.items() if not isinstance(node, tuple)}


def last_value(graph, names, numbers):
    values, _ = run(graph | dict(zip(names, map(float, numbers), strict=True)))
    return [*values.values()][-1]


def words(ax):
    return [text.get_text() for text in ax.texts]


# The numbers


@pytest.mark.parametrize("graph", [UNIT, ROADS], ids=["unit", "roads"])
@pytest.mark.parametrize("seed", range(5))
def test_slopes_are_those_of_differences(graph, seed):
    names = [*inputs(graph)]
    numbers = np.random.default_rng(seed).normal(size=len(names))
    _, slopes = run(graph | dict(zip(names, map(float, numbers), strict=True)))
    expected = xent.numerical_gradient(lambda x: last_value(graph, names, x), numbers)
    np.testing.assert_allclose([slopes[name] for name in names], expected, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_has_the_slopes_of_its_value(operation):
    _, value, slopes, n = OPERATIONS[operation]
    at = np.array([0.7, -1.3])[:n]
    expected = xent.numerical_gradient(lambda x: float(value(*map(float, x))), at)
    np.testing.assert_allclose(slopes(*map(float, at)), expected, rtol=1e-9)


def test_the_loss_is_the_library_s():
    values, _ = run({"z": -40.0, "y": 1.0, "ℓ": ("loss", "z", "y")})
    np.testing.assert_allclose(values["ℓ"], xent.sigmoid_cross_entropy(1.0, -40.0), rtol=1e-15)


def test_two_roads_from_one_node_add_their_slopes():
    _, slopes = run({"x": 3.0, "w": 5.0, "m": ("times", "w", "x"), "s": ("plus", "m", "x")})
    assert slopes["x"] == 5 + 1


# The places


@pytest.mark.parametrize("graph", [UNIT, ROADS], ids=["unit", "roads"])
def test_every_node_has_a_place_of_its_own_to_the_right_of_its_inputs(graph):
    where = places(graph)
    assert len({*where.values()}) == len(graph)
    for name, node in graph.items():
        for one in node[1:] if isinstance(node, tuple) else ():
            assert where[one][0] < where[name][0]


def test_an_input_stands_right_before_what_takes_it_first():
    where = places(UNIT)
    for name, taker in {"v": "z", "b": "u", "y": "ℓ", "w": "m"}.items():
        assert where[name][0] == where[taker][0] - 1


# What is written


def test_values_stand_above_and_slopes_below():
    ax = plot_graph({"w": 3.0, "x": -2.0, "z": ("times", "w", "x")})
    assert words(ax)[:6] == ["3", "−2", "z = −6", "−2", "+3", "+1"]
    heights = [text.get_position()[1] for text in ax.texts[:6]]
    assert min(heights[0] - heights[3], heights[1] - heights[4], heights[2] - heights[5]) > 0.3


def test_without_slopes_only_values_are_written():
    ax = plot_graph(ROADS, slopes=False)
    assert not any(text.startswith("+") for text in words(ax) if len(text) > 1)
    assert ax.get_title(loc="left") == "z = 16"
    assert "slope" not in " ".join(words(ax))


def test_no_two_numbers_of_a_row_touch():
    ax = plot_graph(UNIT)
    ax.figure.canvas.draw()
    said = list(ax.texts[: 2 * len(UNIT)])
    for height in {text.get_position()[1] for text in said}:
        row = sorted(
            (text.get_window_extent() for text in said if text.get_position()[1] == height),
            key=lambda box: box.x0,
        )
        assert all(left.x1 < right.x0 for left, right in pairwise(row))


@pytest.mark.parametrize(
    "graph, message",
    [
        ({"w": 1.0}, "graph must hold at least one operation; got w"),
        ({}, "graph must hold at least one operation; got none"),
        ({"z": ("tanh", "w"), "w": 1.0}, r"must name 1 of the nodes before it, none; got \('tanh'"),
        ({"w": 1.0, "z": ("times", "w")}, "must name 2 of the nodes before it, w; got"),
        ({"w": 1.0, "z": ()}, "must begin with one of times, plus, tanh, relu, loss; got"),
        ({"w": np.nan, "z": ("tanh", "w")}, "must be a finite number"),
    ],
)
def test_a_graph_that_cannot_be_run_is_refused(graph, message):
    with pytest.raises(ValueError, match=message):
        checked(graph)


# The explorer


@pytest.mark.parametrize("preset", PRESETS)
def test_the_explorer_says_loss_and_slopes_of_a_hidden_unit(preset):
    explorer = explorers.explore_graph()
    explorer.presets[preset].click()
    w, b, v, x, y = PRESETS[preset].values()

    def loss(at):
        return float(xent.sigmoid_cross_entropy(float(y), at[2] * np.tanh(at[0] * x + at[1])))

    slopes = xent.numerical_gradient(loss, [w, b, v])
    assert f"The loss is {loss((w, b, v)):.3f} nats" in explorer.sentence
    for name, slope in zip("wbv", slopes, strict=True):
        said = re.search(rf"(\S+) in {name}\b", explorer.sentence)[1].replace("−", "-")
        assert float(said) == pytest.approx(slope, rel=0.05, abs=1e-9)


@pytest.mark.parametrize("value", [0.0004, -0.00031, 7.4e-8, 0.0049])
def test_a_tiny_number_is_never_written_as_nought(value):
    assert float(written(value, "+").replace("−", "-")) == pytest.approx(value, rel=0.05)
    assert written(0.0) == "0"


def test_the_explorer_writes_the_values_of_now():
    explorer = explorers.explore_graph()
    explorer.set(x=1.0, w=0.25, b=-0.25)
    (ax,) = explorer.figure.axes
    assert {"m = 0.25", "u = 0", "h = 0"} <= {*words(ax)}
