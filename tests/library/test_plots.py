from base64 import b64decode
from io import BytesIO
from itertools import combinations

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb
from PIL import Image

import xentlib as xent
from xentlib.plots import (
    plot_area_bars,
    plot_binary_entropy,
    plot_code_tree,
    plot_kraft,
    show,
)

HALVING = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])

pytestmark = pytest.mark.usefixtures("course_style")


def boxes(ax, k):
    """Width, body height and gap height of each of k bars."""
    bodies, gaps = ax.patches[:k], ax.patches[k : 2 * k]
    columns = (
        [b.get_width() for b in bodies],
        *([b.get_height() for b in p] for p in (bodies, gaps)),
    )
    return np.array(columns)


def words(ax):
    return [text.get_text() for text in ax.texts]


# Area bars


@pytest.mark.parametrize("base", [2, np.e, 10, 3])
def test_bars_are_as_wide_as_probable_as_high_as_surprising_and_fill_the_entropy(base):
    width, height, gap = boxes(plot_area_bars(HALVING, base=base), 4)
    np.testing.assert_allclose(width, HALVING, rtol=1e-15)
    np.testing.assert_allclose(height, xent.surprisal(HALVING, base=base), rtol=1e-15)
    np.testing.assert_allclose(width @ height, xent.entropy(HALVING, base=base), rtol=1e-14)
    assert not gap.any()


def test_bars_stand_side_by_side_in_the_order_given():
    ax = plot_area_bars(HALVING)
    assert [bar.get_x() for bar in ax.patches[:4]] == [0, 0.5, 0.75, 0.875]


def test_the_dashed_line_is_the_entropy_and_says_so():
    ax = plot_area_bars(HALVING)
    assert set(ax.lines[0].get_ydata()) == {1.75}
    assert "H =\n1.750 bits" in words(ax)
    assert ax.get_title(loc="left") == "The areas add up to 1.75 bits, the mean height"


def test_with_a_belief_hatched_minus_empty_area_is_kl():
    q = HALVING[::-1]
    ax = plot_area_bars(HALVING, q)
    width, body, gap = boxes(ax, 4)
    excess = np.array([bool(patch.get_hatch()) for patch in ax.patches[4:8]])
    np.testing.assert_array_equal(excess, q < HALVING)
    np.testing.assert_allclose(
        width @ (gap * np.where(excess, 1, -1)), xent.kl_divergence(HALVING, q, base=2), rtol=1e-14
    )
    np.testing.assert_allclose(body + np.where(excess, gap, 0), xent.surprisal(q, base=2))
    assert [set(line.get_ydata()) for line in ax.lines] == [{2.625}, {1.75}]
    assert "0.875 bits on top of the 1.75 bits of p" in ax.get_title(loc="left")


def test_what_a_belief_forbids_reaches_the_top_and_costs_infinity():
    ax = plot_area_bars([0.5, 0.5], [1, 0])
    _, body, gap = boxes(ax, 2)
    assert body[1] + gap[1] == ax.get_ylim()[1]
    assert "∞ bits on top of the 1 bit of p" in ax.get_title(loc="left")
    assert "H(p, q) =\n∞ bits" in words(ax)


def test_an_impossible_outcome_takes_no_width_and_no_name():
    ax = plot_area_bars([0.5, 0.5, 0], labels="ABC")
    assert boxes(ax, 3)[:, 2].tolist() == [0, 0, 0]
    assert words(ax)[:3] == ["A\n0.500", "B\n0.500", ""]


def test_a_certain_outcome_is_no_surprise():
    ax = plot_area_bars([1.0])
    assert boxes(ax, 1).ravel().tolist() == [1, 0, 0]
    assert ax.get_ylim() == (0, 1)


def test_a_name_is_written_only_where_it_fits():
    ax = plot_area_bars([0.9, 0.08, 0.02], labels=["often", "sometimes", "?"])
    assert words(ax)[:3] == ["often\n0.137", "", "?"]


def test_no_name_stands_on_a_line():
    ax = plot_area_bars([0.89, 0.11], labels=["tails", "heads"])
    ax.figure.canvas.draw()
    low, high = (ax.transData.inverted().transform(ax.texts[0].get_window_extent()))[:, 1]
    assert low >= ax.lines[0].get_ydata()[0]
    assert high <= ax.get_ylim()[1]


@pytest.mark.parametrize("draw", [plot_area_bars, plot_binary_entropy])
@pytest.mark.parametrize("base, unit", [(2, "bits"), (np.e, "nats"), (10, "dits"), (3, "base-3")])
def test_the_axis_names_the_unit(draw, base, unit):
    arguments = [HALVING] if draw is plot_area_bars else []
    assert unit in draw(*arguments, base=base).get_ylabel()


def test_refusals_of_area_bars_say_what_came():
    with pytest.raises(ValueError, match=r"labels must name each of the 4 outcomes; got 2: A, B"):
        plot_area_bars(HALVING, labels="AB")
    with pytest.raises(ValueError, match=r"p must be one row of probabilities.*\(1, 4\)"):
        plot_area_bars(HALVING[None])
    with pytest.raises(ValueError, match="p must sum to 1"):
        plot_area_bars([0.5, 0.6])
    with pytest.raises(ValueError, match="same shape"):
        plot_area_bars(HALVING, [0.5, 0.5])


# The coin


def test_the_coin_curve_is_its_entropy_and_the_mark_lies_on_it():
    ax = plot_binary_entropy(heads=0.11)
    heads, height = ax.lines[0].get_xydata().T
    np.testing.assert_allclose(height, xent.entropy(np.c_[heads, 1 - heads], base=2))
    assert ax.lines[1].get_xydata()[1].round(3).tolist() == [0.11, 0.5]
    assert ax.get_xlabel() == "P(heads)"


def test_a_mark_must_be_a_probability():
    with pytest.raises(
        ValueError, match=r"heads must hold probabilities between 0 and 1; got 1\.5"
    ):
        plot_binary_entropy(heads=1.5)


def test_the_mark_is_one_coin():
    with pytest.raises(ValueError, match=r"heads must be one probability; got the shape \(2,\)"):
        plot_binary_entropy(heads=[0.1, 0.2])
    assert plt.get_fignums() == []


# Codes


def leaves(ax):
    """Abscissas of the branches' right ends that carry a symbol."""
    return sorted(note.xy[0] for note in ax.texts if hasattr(note, "xy"))


@pytest.mark.parametrize("k", [2, 3, 5, 10])
def test_the_leaves_of_a_tree_are_the_symbols_as_deep_as_their_words_are_long(k):
    p = np.arange(1, k + 1) / np.arange(1, k + 1).sum()
    code = xent.huffman_code(p)
    ax = plot_code_tree(code, p, labels="ABCDEFGHIJ"[:k])
    assert leaves(ax) == sorted(len(word) for word in code.values())
    for symbol, word in code.items():
        assert any(text.startswith(f"{'ABCDEFGHIJ'[symbol]}:  {word} ") for text in words(ax))
    mean = sum(p[symbol] * len(word) for symbol, word in code.items())
    assert f"Mean length {mean:.3f}".rstrip("0").rstrip(".") in ax.get_title(loc="left")


def test_no_two_words_of_a_tree_of_ten_overlap():
    p = 2.0 ** -np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 9])
    ax = plot_code_tree(xent.huffman_code(p), p)
    ax.figure.canvas.draw()
    notes = [text.get_window_extent() for text in ax.texts if hasattr(text, "xy")]
    assert len(notes) == 10
    assert not any(one.overlaps(other) for one, other in combinations(notes, 2))
    assert max(note.x1 for note in notes) <= ax.figure.bbox.x1


def test_branches_are_as_thick_as_what_they_carry_is_probable():
    ax = plot_code_tree({0: "0", 1: "10", 2: "11"}, [1 / 2, 1 / 4, 1 / 4])
    branches = [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert [line.get_linewidth() for line in branches] == [4, 4, 2.5, 2.5]


@pytest.mark.parametrize("word, says", [("", "A:  nothing to send   (p = 1)"), ("0", "A:  0 ")])
def test_a_single_symbol_is_a_tree_too(word, says):
    ax = plot_code_tree({0: word}, [1.0], labels="A")
    assert leaves(ax) == [len(word)]
    assert any(text.startswith(says) for text in words(ax))


def test_refusals_of_the_tree_say_what_came():
    with pytest.raises(ValueError, match="prefix code; got '0', which begins '01'"):
        plot_code_tree({0: "0", 1: "01"}, [0.5, 0.5])
    with pytest.raises(ValueError, match="prefix code; got '1', which begins '1'"):
        plot_code_tree({0: "1", 1: "1"}, [0.5, 0.5])
    with pytest.raises(ValueError, match=r"zeros and ones; got \['a', '1'\]"):
        plot_code_tree({0: "a", 1: "1"}, [0.5, 0.5])
    with pytest.raises(TypeError, match=r"code must hold words as text, .*; got \[0, 1\]"):
        plot_code_tree({0: 0, 1: 1}, [0.5, 0.5])
    with pytest.raises(TypeError, match=r"code must be a dictionary .*; got \['0', '1'\]"):
        plot_code_tree(["0", "1"], [0.5, 0.5])
    with pytest.raises(ValueError, match=r"from 0 to 1; got \[0, 2\]"):
        plot_code_tree({0: "0", 2: "1"}, [0.5, 0.5])
    with pytest.raises(ValueError, match="at least one code word; got none"):
        plot_code_tree({}, [0.5, 0.5])


@pytest.mark.parametrize(
    "lengths, says",
    [
        ([1, 2, 3, 3], "The budget of 1 is spent exactly"),
        ([1, 2, 2, 2], "Over budget by 0.25: no prefix code"),
        ([2, 2, 3], "0.375 of the budget is left"),
        ([0], "The budget of 1 is spent exactly"),
    ],
)
def test_kraft_adds_up_the_shares_of_the_code_space(lengths, says):
    ax = plot_kraft(lengths)
    k = len(lengths)
    width, body, gap = boxes(ax, k)
    np.testing.assert_array_equal(width, 2.0 ** -np.array(lengths))
    np.testing.assert_array_equal(body + gap, lengths)
    hatched = [bool(patch.get_hatch()) for patch in ax.patches[k:]]
    assert hatched == [bool(x) for x in np.cumsum(width) > 1]
    assert ax.get_title(loc="left").startswith(says)
    assert "(bits)" in ax.get_ylabel()


def test_kraft_puts_short_words_first_and_keeps_their_names():
    assert words(plot_kraft([3, 1, 3, 2], labels="ABCD")) == [
        "B\n1/2", "D\n1/4", "A\n1/8", "C\n1/8",
    ]  # fmt: skip


@pytest.mark.parametrize("lengths", [[1.5], [-1], [[1, 2]], [], [np.inf], [np.nan]])
def test_lengths_are_whole_numbers_of_bits(lengths):
    with pytest.raises(ValueError, match="lengths must be one row of whole numbers of bits; got"):
        plot_kraft(lengths)


# Showing


def test_show_publishes_the_picture_with_its_sentence_and_then_the_caption(published):
    fig, _ = plt.subplots()
    assert show(fig, "a < b & so on.") is None
    (picture, metadata, *_), (caption, *_) = published
    assert picture["text/plain"] == caption["text/plain"] == "a < b & so on."
    assert metadata["image/png"]["alt"] == "a < b & so on."
    assert Image.open(BytesIO(b64decode(picture["image/png"]))).size == (1008, 504)
    assert "a &lt; b &amp; so on." in caption["text/html"]
    assert plt.get_fignums() == []


def test_the_same_figure_gives_the_same_bytes(published):
    for _ in range(2):
        show(plot_area_bars(HALVING, HALVING[::-1]).figure, "Twice.")
    assert published[0] == published[2]
    png = b64decode(published[0][0]["image/png"])
    assert not Image.open(BytesIO(png)).info
    assert len(png) < 40_000


def test_without_a_notebook_show_prints_the_sentence(capsys):
    show(plt.figure(), "Nothing yet.")
    assert capsys.readouterr().out == "Nothing yet. Nothing yet.\n"


@pytest.mark.parametrize(
    "fig, sentence, error, says",
    [
        (lambda: plt.subplots()[1], "S.", TypeError, "this is an Axes: pass its figure, ax.figure"),
        (lambda: [1], "S.", TypeError, "fig must be a Matplotlib Figure; got list"),
        (plt.figure, 3, TypeError, "sentence must be a string .*; got int"),
        (plt.figure, None, TypeError, "sentence must be a string .*; got NoneType"),
        (plt.figure, " \n", ValueError, "sentence must say what .*; got a blank one"),
    ],
)
def test_refusals_of_show_say_what_came(fig, sentence, error, says):
    with pytest.raises(error, match=says):
        show(fig(), sentence)


# The style


def test_the_style_gives_every_figure_the_same_shape_on_white():
    fig, ax = plt.subplots()
    assert fig.get_size_inches().tolist() == [7, 3.5]
    assert to_rgb(fig.get_facecolor()) == (1, 1, 1)
    assert not ax.spines["top"].get_visible()
