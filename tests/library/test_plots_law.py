"""What every `plot_…` does, whatever it draws."""

import inspect
import re

import matplotlib as mpl
import numpy as np
import pytest
from legible import complaints
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.text import Text

from xentlib import plots, reliability

pytestmark = pytest.mark.usefixtures("course_style")

THIRDS = [0.5, 0.3, 0.2]
CURVE = reliability([0] * 30 + [1] * 10, [0.1] * 30 + [0.8] * 10)
FAR = reliability([0] * 30 + [1] * 10, [0.6] * 30 + [0.9] * 10)
GOOD = {  # the arguments of a picture, and of another that must have another finding
    "area_bars": ([THIRDS], [[0.9, 0.1, 0.0]]),
    "bands": ([[1, 2], [1, 2], [0, 0], [3, 3]], [[1, 2], [1, 9], [0, 0], [3, 3]]),
    "bars": (["AB", {"F1": [0.2, 0.6]}], ["AB", {"F1": [0.2, 0.9]}]),
    "binary_entropy": ([], {"base": np.e}),
    "bootstrap": ([[1.0, 2.0], [0.0, 3.0]], [[1.0, 5.0], [0.0, 9.0]]),
    "charges": ([{"hinge": lambda m: 1 - m}], [{"steep": lambda m: 9 - m}]),
    "choices": (
        [{"plain": ([0.3, 0.4], 0, 0), "wide": ([0.2, 0.3], -0.1, 0.01)}],
        [{"plain": ([0.3, 0.4], 0, 0), "wide": ([0.2, 0.3], -0.1, 0.04), "odd": ([9], 9, 1)}],
    ),
    "code_tree": ([{0: "0", 1: "1"}, [0.5, 0.5]], [{0: "0", 1: "1"}, [0.9, 0.1]]),
    "curves": ([[1, 2], {"a": [1, 2]}], [[1, 2], {"a": [1, 3]}]),
    "decision_costs": ([[0, 1], [0.2, 0.7]], {"miss": 9}),
    "descent": ([{"walk": [1.0, 0.5]}], [{"walk": [1.0, 0.3]}]),
    "digits": ([[[0.1, 1e-9]], [1, 2]], [[[0.5, 0.9]], [1, 2]]),
    "expected_f1": ([{"label": [0.1, 0.5]}], [{"label": [0.1, 0.9]}]),
    "forces": ([[0, 1], [0.4, 0.6]], [[0, 1], [0.7, 0.3]]),
    "graph": ([{"w": 3, "z": ("tanh", "w")}], [{"w": 1, "z": ("tanh", "w")}]),
    "kl_balls": ([THIRDS], [[0.1, 0.1, 0.8]]),
    "kraft": ([[1, 2]], [[1, 2, 3]]),
    "landmarks": ([{"coin": 0.7}], [{"coin": 0.7, "ten classes": 2.3}]),
    "loss_surface": ([lambda w: w @ w], [lambda w: 2 * w @ w]),
    "narrowing_intervals": ([THIRDS, [0, 1]], [THIRDS, [2, 2, 2]]),
    "precision_recall": ([[0, 1, 1], [0.1, 0.2, 0.9]], [[1, 0, 0], [0.1, 0.2, 0.9]]),
    "reliability": ([{"plain": CURVE}], [{"plain": CURVE, "balanced": FAR}]),
    "repair": ([{"weighted": [[0.4], [0.1]]}], [{"weighted": [[0.6], [0.1]]}]),
    "roc": ([[0, 1, 1], [0.1, 0.2, 0.9]], [[1, 0, 0], [0.1, 0.2, 0.9]]),
    "sigmoid_fit": ([[1, 2], [0, 1], [0.2, 0.7]], [[1, 2], [0, 1], [0.1, 0.7]]),
    "probability_contours": (
        [[[0, 0], [2, 2]], [0, 1], [-1.0, 1.0, 0.5]],
        [[[0, 0], [2, 2]], [0, 1], [-2.0, 2.0, 1.0]],
    ),
    "symptoms": ([{"loss": [2.3, 1.5]}], [{"loss": [2.3, np.nan], "val_loss": [2.0, 1.9]}]),
    "table": ([[[1, 2], [3, 4]]], [[[9, 2], [3, 4]]]),
    "ternary": ([[0.0, 1.0, 2.0], THIRDS], [[0.0, 1.0, 3.0], THIRDS]),
    "text_surprise": ([["red"], [[3.0, 1.0, 0.5]]], [["red"], [[1.0, 2.0, 0.5]]]),
    "tiles": ([np.ones((2, 3, 3))], [np.zeros((2, 3, 3))]),
}
OPTIONS = {
    "bands": {"xlabel": "waist", "ylabel": "sit-ups"},
    "bars": {"xlabel": "label", "ylabel": "F1"},
    "bootstrap": {"xlabel": "difference (nats)"},
    "curves": {"xlabel": "step", "ylabel": "loss (nats)"},  # which only the caller knows
    "decision_costs": {"false_alarm": 1, "miss": 4},
    "loss_surface": {"xlim": (-1, 1), "ylim": (-1, 1)},
    "repair": {"xlabel": "loss (nats)", "ylabel": "model"},
    "sigmoid_fit": {"marked": [0, 1], "xlabel": "dose (mg)"},
}
BAD = {
    "area_bars": ([[0.5, 0.6]], {}),
    "bands": ([[1, 2], [1, 2], [4, 4], [3, 3]], {}),
    "bars": (["AB", {"F1": [0.2]}], {}),
    "binary_entropy": ([], {"heads": 1.5}),
    "bootstrap": ([[], []], {}),
    "charges": ([[1]], {}),
    "choices": ([{"plain": ([0.3, 0.4], 0, -1)}], {}),
    "code_tree": ([{}, [1.0]], {}),
    "curves": ([[1], {}], {}),
    "decision_costs": ([[0, 2], [0.5, 0.5]], {}),
    "descent": ([{"walk": [np.nan]}], {}),
    "digits": ([[[-1.0]], [1]], {}),
    "expected_f1": ([{"label": [0.0, 0.0]}], {}),
    "forces": ([[1, 0], [0.5, 0.6]], {}),
    "graph": ([{"w": 3, "z": ("sine", "w")}], {}),
    "kl_balls": ([[0.5, 0.5]], {}),
    "kraft": ([[0.5]], {}),
    "landmarks": ([{"free": 0.0}], {}),
    "loss_surface": ([3], {}),
    "narrowing_intervals": ([[1.0, 0.0], [0, 1]], {}),
    "precision_recall": ([[1, 1], [0.2, 0.9]], {}),
    "reliability": ([{"plain": [0.1, 0.9]}], {}),
    "repair": ([{"weighted": [0.4, 0.1]}], {}),
    "roc": ([[0, 1, 2], [0.1, 0.2, 0.9]], {}),
    "sigmoid_fit": ([[1, 2], [0, 1], [0.2, 0.7]], {"marked": [2]}),
    "probability_contours": ([[[0, 0], [2, 2]], [0, 1], [1.0, 0.0, 0.0]], {}),
    "symptoms": ([{"val_loss": [1.0]}], {}),
    "table": ([[[1, 2]]], {}),
    "ternary": ([[0.0, 1.0], THIRDS], {}),
    "text_surprise": ([["red"], [[3.0, 1.0]]], {}),
    "tiles": ([np.ones((2, 3, 3))], {"columns": 0}),
}
NO_QUANTITY = {  # an axis that measures nothing, and why
    ("code_tree", "y"): "rows only keep the words apart",
    ("graph", "x"): "nodes stand in the order in which they are computed",
    ("graph", "y"): "rows only keep the nodes apart",
    ("kl_balls", "y"): "a triangle has no upright axis",
    ("ternary", "y"): "a triangle has no upright axis",
    ("text_surprise", "x"): "letters stand in the order in which they are written",
    ("text_surprise", "y"): "rows only keep the texts apart",
    ("tiles", "x"): "images stand in rows",
    ("tiles", "y"): "images stand in rows",
}
SCALES = {"digits", "loss_surface", "table"}  # their colours need a scale, beside the Axes

NAMES = [name.removeprefix("plot_") for name in dir(plots) if name.startswith("plot_")]
every_plot = pytest.mark.parametrize("name", sorted({*NAMES} & GOOD.keys() & BAD.keys()))


def draw(name, arguments=None, **more):
    plot = getattr(plots, f"plot_{name}")
    return plot(
        *(GOOD[name][0] if arguments is None else arguments), **OPTIONS.get(name, {}) | more
    )


def shown(ax):
    return [type(artist).__name__ for artist in ax.get_children()]


@pytest.mark.parametrize("table", ["GOOD", "BAD"])
def test_every_plot_has_a_row_in_the_table_by_which_it_is_drawn(table):
    rows = globals()[table].keys()
    missing, gone = [f"plot_{n}" for n in NAMES if n not in rows], sorted(rows - {*NAMES})
    assert not missing, f"give {', '.join(missing)} a row in {table}"
    assert not gone, f"there is no plot for the rows {gone} of {table}"


@every_plot
def test_ax_is_the_last_argument_is_named_and_may_be_left_out(name):
    *_, ax = (
        argument
        for argument in inspect.signature(getattr(plots, f"plot_{name}")).parameters.values()
        if argument.kind is not inspect.Parameter.VAR_KEYWORD
    )
    assert (ax.name, ax.kind, ax.default) == ("ax", inspect.Parameter.KEYWORD_ONLY, None)
    assert ax.annotation == Axes | None


@every_plot
def test_without_an_ax_one_new_figure_is_made(name):
    ax = draw(name)
    assert isinstance(ax, Axes)
    assert plt.get_fignums() == [ax.figure.number]


@every_plot
def test_both_axes_say_what_they_measure(name):
    ax = draw(name)
    for axis in "xy":
        if (name, axis) not in NO_QUANTITY:
            assert getattr(ax, f"get_{axis}label")(), axis


@every_plot
def test_an_exception_has_no_marks_on_its_axis(name):
    ax = draw(name)
    for axis in "xy":
        if (name, axis) in NO_QUANTITY:
            assert not ax.axison or not getattr(ax, f"get_{axis}ticks")().size


@every_plot
def test_the_title_states_a_finding_that_follows_the_data(name):
    _, others = GOOD[name]
    other = draw(name, **others) if isinstance(others, dict) else draw(name, others)
    titles = [ax.get_title(loc="left") for ax in (draw(name), other)]
    assert titles[0] != titles[1]
    assert all(re.search(r"\d", title) for title in titles)


@every_plot
@pytest.mark.parametrize("which", [0, 1])
def test_a_picture_can_be_read_without_its_colours(name, which):
    data = GOOD[name][which]
    ax = draw(name, **data) if isinstance(data, dict) else draw(name, data)
    assert complaints(ax.figure) == []


@every_plot
def test_the_title_ends_inside_the_picture(name):
    ax = draw(name)
    ax.figure.canvas.draw()
    said = ax.get_title(loc="left")
    (title,) = (text for text in ax.findobj(Text) if text.get_text() == said)
    assert title.get_window_extent().x1 <= ax.figure.bbox.x1


@every_plot
def test_what_is_given_is_drawn_on_and_returned_and_nothing_else_is_touched(name):
    _, (ax, neighbour) = plt.subplots(1, 2)
    _, current = plt.subplots()
    before = shown(neighbour), shown(current), dict(mpl.rcParams), len(shown(ax))
    assert draw(name, ax=ax) is ax
    assert (shown(neighbour), shown(current), dict(mpl.rcParams)) == before[:3]
    assert len(shown(ax)) > before[3] or ax.get_title(loc="left")
    assert plt.gca() is current
    assert len(plt.get_fignums()) == 2
    assert len(ax.figure.axes) == 2 + (name in SCALES)


@every_plot
def test_what_is_no_axes_is_refused_in_a_sentence(name):
    with pytest.raises(TypeError, match=r"ax must be a Matplotlib Axes, .*; got 3"):
        draw(name, ax=3)


@every_plot
def test_bad_input_is_refused_in_a_sentence_and_leaves_no_figure(name):
    arguments, options = BAD[name]
    with pytest.raises((TypeError, ValueError), match=r"\S must .*; got "):
        draw(name, arguments, **options)
    assert plt.get_fignums() == []


def test_a_title_that_is_given_replaces_the_computed_one():
    ax = draw("curves", title="Mine")
    assert ax.get_title(loc="left") == "Mine"


def test_curves_of_unequal_length_are_refused_before_anything_is_drawn():
    with pytest.raises(ValueError, match=r"curves\['a'\] must have the shape of x"):
        draw("curves", [[1, 2], {"a": [1]}])
    assert plt.get_fignums() == []
