"""What is asked of each figure, and that it can fail; the colours that all figures take."""

from itertools import combinations

import matplotlib as mpl
import numpy as np
import pytest
from legible import SIGHTS, WHITE, complaints, contrast, seen
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from xentlib.plots._parts import COLOURS, ink_on
from xentlib.plots.showing import STYLE

pytestmark = pytest.mark.usefixtures("course_style")

CYCLE = mpl.rc_params_from_file(STYLE)["axes.prop_cycle"].by_key()
FAR = 15.0  # distance in CIELAB; 2.3 is just noticeable


def lab(rgb):
    """CIELAB of linear RGB."""
    xyz = rgb @ np.transpose([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722],
                              [0.0193, 0.1192, 0.9505]])  # fmt: skip
    x, y, z = np.cbrt(np.maximum(xyz / [0.9505, 1, 1.089], 0.0)).T
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)]).T


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_colours_of_the_cycle_are_far_apart_in_every_sight(sight):
    places = lab(seen(CYCLE["color"], sight))
    assert min(np.linalg.norm(a - b) for a, b in combinations(places, 2)) > FAR


@pytest.mark.parametrize("colour", CYCLE["color"])
def test_each_colour_of_the_cycle_stands_out_from_white(colour):
    assert contrast(colour, WHITE) >= 3


def test_no_two_lines_of_the_cycle_share_their_dashes():
    assert len({str(dash) for dash in CYCLE["linestyle"]}) == len(CYCLE["color"]) == COLOURS


def test_an_ink_can_be_read_on_any_colour(rng):
    assert all(
        contrast(ink_on(colour), colour) >= 4.5 for colour in map(to_hex, rng.random((99, 3)))
    )


def lines(*looks):
    return lambda ax: [ax.plot([0, 1], [n, n], **look) for n, look in enumerate(looks)]


def bars(*looks):
    def draw(ax):
        for n, look in enumerate(looks):
            ax.bar([n, n + 5], 1, label=f"{n}", **look)
        ax.legend()

    return draw


def shades(cmap, *more):
    return lambda ax: [ax.imshow([[0, 1]], cmap=cmap), *(ax.plot([0], [0], mark) for mark in more)]


def written(**look):
    return lambda ax: ax.text(0.5, 0.5, "read this", **look)


BLUE, RED, SOLID, DASHED = {"color": "C0"}, {"color": "C1"}, {"ls": "-"}, {"ls": "--"}
DISCS = {"ls": "none", "marker": "o"}
READ = {
    "lines with dashes of their own": lines(BLUE | SOLID, RED | DASHED),
    "lines with marks of their own": lines(BLUE | SOLID, RED | SOLID | {"marker": "o"}),
    "a line twice as wide": lines(BLUE | SOLID | {"lw": 1}, RED | SOLID | {"lw": 2}),
    "black beside blue": lines(BLUE | SOLID, SOLID | {"color": "black"}),
    "one look for several": lines(BLUE | SOLID, BLUE | SOLID),
    "marks that differ in shape": lines(*({"ls": "none", "marker": mark} for mark in "os")),
    "a full and an empty mark": lines(
        *({"marker": "o", "ls": "none", "mfc": f} for f in ("C0", "w"))
    ),
    "bars with a hatch": bars({"fc": "C0"}, {"fc": "C1", "hatch": "//"}),
    "pale bars with a border": bars({"fc": "0.9", "ec": "0.3"}),
    "a scale from light to dark": shades("viridis"),
    "a scale with two dark ends, and marks on one": shades("RdBu", "_"),
    "white on dark": written(color="white", bbox={"fc": "black"}),
}
NOT_READ = {
    "lines told apart by colour": (lines(BLUE | SOLID, RED | SOLID), "only its colour"),
    "lines of one look with two names": (
        lines(*(BLUE | SOLID | {"label": name} for name in "ab")),
        "only its colour",
    ),
    "marks told apart by colour": (lines(BLUE | DISCS, RED | DISCS), "only its colour"),
    "bars told apart by colour": (bars({"fc": "C0"}, {"fc": "C1"}), "only its colour"),
    "a pale line": (lines(SOLID | {"color": "0.7"}), "against white"),
    "a line that lets white through": (lines(BLUE | {"alpha": 0.3}), "against white"),
    "pale bars without a border": (bars({"fc": "0.9"}), "against white"),
    "a pale area": (lambda ax: ax.fill_between([0, 1], 1, color="0.9"), "against white"),
    "pale dots": (lambda ax: ax.scatter([0, 1], [0, 1], color="0.8"), "against white"),
    "pale upright lines": (lambda ax: ax.vlines([0, 1], 0, 1, color="0.8"), "against white"),
    "a scale with two dark ends": (shades("RdBu"), "one grey for two values"),
    "a rainbow": (shades("jet"), "one grey for two values"),
    "orange words": (written(color="C1"), "a text needs"),
    "black on dark": (written(bbox={"fc": "0.2"}), "a text needs"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_without_colours(name):
    _, ax = plt.subplots()
    READ[name](ax)
    assert complaints(ax.figure) == []


@pytest.mark.parametrize("name", NOT_READ)
def test_what_cannot_be_read_without_colours_and_why(name):
    draw, why = NOT_READ[name]
    _, ax = plt.subplots()
    draw(ax)
    assert any(why in said for said in complaints(ax.figure))
