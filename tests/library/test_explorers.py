import asyncio
import re
from base64 import b64decode
from html import escape, unescape

import numpy as np
import pytest
from IPython.display import display
from legible import complaints
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from traitlets import TraitError

import xentlib as xent
from xentlib import explorers
from xentlib._live import REST, VIEW
from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.explorers.coin_entropy import prepare_coin_entropy
from xentlib.plots.showing import STYLE

EXPLORERS = [getattr(explorers, name) for name in dir(explorers) if name.startswith("explore_")]


@pytest.fixture(autouse=True)
def _no_pyplot_figure_is_left():
    yield
    assert plt.get_fignums() == []


def picture(explorer):
    """The live picture's bytes."""
    return b64decode(re.search(r'base64,([^"]*)"', explorer.children[2].value)[1])


def caption(explorer):
    return unescape(explorer.children[3].value)


def move(control):
    control.value += -control.step if control.value == control.max else control.step


# What every explorer does


@pytest.fixture(scope="module", params=EXPLORERS, ids=lambda explore: explore.__name__)
def built(request):
    """How an explorer is built, which takes a while, itself, and its first values and picture."""
    explorer = request.param()
    start = {name: control.value for name, control in explorer.controls.items()}
    return request.param, explorer, start, picture(explorer)


@pytest.fixture
def explorer(built):
    """One that others have moved before, back at its start."""
    _, explorer, start, _ = built
    explorer.set(**start)
    return explorer


def test_an_explorer_starts_with_a_picture_and_its_sentence(explorer):
    assert picture(explorer).startswith(b"\x89PNG")
    assert explorer.sentence.endswith(".")
    assert explorer.sentence in caption(explorer)


def test_every_control_moves_the_picture_and_the_sentence_there_and_back(explorer, built):
    *_, first = built
    assert explorer.controls
    for name, control in explorer.controls.items():
        start, before = control.value, explorer.sentence
        move(control)
        assert picture(explorer) != first, name
        assert explorer.sentence != before, name
        assert explorer.sentence in caption(explorer)
        control.value = start
        assert picture(explorer) == first, name


def test_every_control_reaches_both_of_its_ends(explorer):
    for control in explorer.controls.values():
        for end in (control.min, control.max):
            control.value = end
            assert "nan" not in explorer.sentence


def test_every_preset_sets_what_it_says_and_nothing_written_leaves_the_picture(explorer):
    sentences = set()
    for button in explorer.presets.values():
        button.click()
        sentences.add(explorer.sentence)
        for ax in explorer.figure.axes:
            for text in [*ax.texts, ax.title, ax._left_title, ax._right_title]:
                box = text.get_window_extent()
                assert not text.get_text() or 0 <= box.x0 < box.x1 <= explorer.figure.bbox.x1
    assert len(sentences) == len(explorer.presets)


def test_the_picture_s_alternative_text_is_the_sentence_of_now(explorer):
    move(next(iter(explorer.controls.values())))
    assert f'alt="{escape(explorer.sentence)}"' in explorer.children[2].value


def test_a_preset_that_sets_all_controls_draws_once(explorer, monkeypatch):
    drawn = []
    monkeypatch.setattr(explorer, "_draw", lambda: drawn.append(1))
    ends = {name: control.max for name, control in explorer.controls.items()}
    explorer.set(**ends)
    assert len(drawn) == 1


def test_a_slider_has_one_width_and_shows_its_value(explorer):
    controls = explorer.controls.values()
    assert {(c.layout.width, c.style.description_width) for c in controls} == {("350px", "110px")}
    assert all(control.readout for control in controls)


def test_an_explorer_can_be_read_without_its_colours_wherever_its_controls_stand(explorer):
    ends = [{n: getattr(c, end) for n, c in explorer.controls.items()} for end in ("min", "max")]
    with plt.style.context(STYLE):  # colours such as "C0" are looked up
        found = unreadable(explorer)
        for values in ends:
            explorer.set(**values)
            found += unreadable(explorer)
        for button in explorer.presets.values():
            button.click()
            found += unreadable(explorer)
    assert found == []


def unreadable(explorer):
    """What can't be read without colours of the picture as it was drawn last."""
    return complaints(explorer.figure, np.asarray(explorer._canvas.buffer_rgba()))


def test_no_two_controls_of_an_explorer_have_one_name(explorer):
    controls = [*explorer.controls.values(), *explorer.presets.values()]
    names = [control.description.strip() for control in controls]
    assert all(names)
    assert len({*names}) == len(names)


def test_an_explorer_looks_the_same_whatever_the_style_of_the_notebook(explorer, built):
    explore, *_ = built
    with plt.style.context("dark_background"):
        assert picture(explore()) == picture(explorer)


# The machine


def broken_at(stage):
    def prepare(figure):
        ax = figure.subplots()
        (line,) = ax.plot([0, 1], [0, 1])

        def update(height):
            if stage == "build" or (stage == "change" and height == 0.5):
                raise ZeroDivisionError
            line.set_ydata([0, height])
            if stage == "title":
                ax.set_title(f"{height}")
            return f"It is {height} < 9 high."

        return update

    return prepare


def height(value=0.0):
    return slider("height", value, 0, 1, step=0.5)


def test_a_broken_drawing_raises_when_the_explorer_is_built():
    with pytest.raises(ZeroDivisionError):
        Explorer(broken_at("build"), height=height())


def test_a_broken_drawing_raises_when_a_control_is_moved():
    explorer = Explorer(broken_at("change"), height=height())
    with pytest.raises(ZeroDivisionError):
        explorer.controls["height"].value = 0.5


@pytest.mark.parametrize("stage", ["never", "title"])
def test_the_quick_redraw_equals_a_fresh_picture(stage):
    moved = Explorer(broken_at(stage), height=height())
    for value in (0.5, 0, 1, 0.5):
        moved.controls["height"].value = value
    assert picture(moved) == picture(Explorer(broken_at(stage), height=height(0.5)))


def test_what_stands_still_is_not_drawn_again(monkeypatch):
    explorer = explorers.explore_coin_entropy()
    monkeypatch.setattr(explorer._canvas, "draw", None)
    move(explorer.controls["heads"])


def prepare_layers(figure):
    """Three thick lines, of which the second moves, from the first to the third."""
    ax = figure.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    for y, colour in ((0.2, "red"), (0.2, "lime"), (0.8, "blue")):
        ax.plot([0, 1], [y, y], color=colour, lw=20)
    return lambda height: ax.lines[1].set_ydata([0.2 + 0.6 * height] * 2) or "It moved."


@pytest.mark.parametrize("value, low, high", [(0, "lime", "blue"), (1, "red", "blue")])
def test_what_moves_stays_between_what_lies_below_it_and_above_it(value, low, high):
    explorer = Explorer(prepare_layers, height=height())
    (ax,) = explorer.figure.axes
    assert explorer._moving == ax.lines[1:]
    explorer.controls["height"].value = value
    places = ax.transData.transform([(0.5, 0.2), (0.5, 0.8)]).astype(int)
    pixels = np.asarray(explorer._canvas.buffer_rgba())[::-1]
    seen = [to_hex(pixels[y, x] / 255) for x, y in places]
    assert seen == [to_hex(low), to_hex(high)]


def test_the_sentence_is_escaped():
    explorer = Explorer(broken_at("never"), height=height())
    assert "0.0 &lt; 9" in explorer.children[-1].value


def test_an_error_in_the_middle_of_a_set_leaves_the_explorer_usable():
    explorer = Explorer(broken_at("never"), height=height())
    with pytest.raises(TraitError):
        explorer.set(height="high")
    explorer.controls["height"].value = 1
    assert explorer.sentence == "It is 1.0 < 9 high."


def test_a_control_that_is_not_there_is_refused_by_name():
    explorer = explorers.explore_area_bars()
    with pytest.raises(ValueError, match=r"controls are A, B, C, D; got a value for E"):
        explorer.set(E=1)
    with pytest.raises(ValueError, match=r"controls are height; got a value for depth"):
        Explorer(broken_at("never"), presets={"deep": {"depth": 1}}, height=height())


@pytest.mark.parametrize("value, step, kind", [(1, 1, "IntSlider"), (1, 0.5, "FloatSlider")])
def test_a_slider_is_of_whole_numbers_if_all_of_its_numbers_are(value, step, kind):
    assert type(slider("n", value, 0, 3, step)).__name__ == kind


# What stays


def test_an_explorer_shows_its_view_and_stores_its_picture_and_its_sentence(published):
    explorer = explorers.explore_forecast()
    display(explorer)
    (view, *_), (still, metadata, *_), (words, *_) = published
    assert list(view) == [VIEW]
    assert b64decode(still["image/png"]) == picture(explorer)
    assert still["text/plain"] == words["text/plain"] == explorer.sentence
    assert metadata["image/png"]["alt"] == explorer.sentence
    assert explorer.sentence in unescape(words["text/html"])
    assert "To move it, run the cells above and this one." in words["text/html"]


def test_what_is_stored_follows_the_controls_and_nothing_else_is_shown(published):
    explorer = explorers.explore_forecast()
    explorer.set(yes=0.7)
    assert published == []
    display(explorer)
    shown = [name for *_, name, _ in published]
    explorer.set(yes=0.8)
    assert [name for *_, name, _ in published[3:]] == shown[1:]
    assert [update for *_, update in published] == [False] * 3 + [True] * 2
    assert published[-1][0]["text/plain"] == explorer.sentence


def test_two_explorers_do_not_keep_each_other(published):
    for _ in range(2):
        display(explorers.explore_forecast())
    names = [name for *_, name, _ in published if name]
    assert len(set(names)) == len(names) == 4


def test_what_a_slider_passes_is_not_stored_one_by_one(published):
    async def drag():
        for yes in (0.6, 0.7, 0.8):
            explorer.set(yes=yes)
        assert len(published) == 3
        await asyncio.sleep(2 * REST)

    explorer = explorers.explore_forecast()
    display(explorer)
    asyncio.run(drag())
    assert [data["text/plain"] for data, *_ in published[3:]] == [explorer.sentence] * 2


# Lesson 01


def test_area_bars_follow_the_weights():
    explorer = explorers.explore_area_bars()
    explorer.set(A=8, B=4, C=4, D=0)
    bars = explorer.figure.axes[0].patches[:4]
    assert [bar.get_width() for bar in bars] == [0.5, 0.25, 0.25, 0]
    assert sum(bar.get_width() * bar.get_height() for bar in bars) == 1.5
    assert explorer.sentence.startswith("p = (8, 4, 4, 0) / 16: H = 1.500 bits of at most 2;")


def test_without_any_weight_area_bars_say_so_and_come_back():
    explorer = explorers.explore_area_bars()
    before = picture(explorer)
    explorer.set(A=0, B=0, C=0, D=0)
    assert explorer.sentence.startswith("All weights are 0: nothing can happen.")
    (ax,) = explorer.figure.axes
    assert not any(bar.get_width() for bar in ax.patches)
    assert not any(text.get_text() for text in ax.texts)
    explorer.presets["halving"].click()
    assert picture(explorer) == before


@pytest.mark.parametrize("heads", [0, 0.11, 0.5, 1])
def test_the_coin_has_one_entropy_on_both_sides(heads):
    explorer = explorers.explore_coin_entropy()
    explorer.controls["heads"].value = heads
    left, right = explorer.figure.axes
    entropy = xent.entropy([heads, 1 - heads], base=2)
    np.testing.assert_allclose(left.lines[0].get_ydata(), entropy)
    assert right.lines[1].get_xydata()[1].tolist() == [heads, entropy]
    area = sum(bar.get_width() * bar.get_height() for bar in left.patches[:2])
    np.testing.assert_allclose(area, entropy, rtol=1e-14)
    assert f"P(heads) = {heads:.2f} a toss is worth {entropy:.3f} bits" in explorer.sentence


@pytest.mark.parametrize("heads", [0, 0.11, 0.25, 0.49, 0.5, 0.51, 0.89, 1])
def test_what_a_coin_is_worth_is_written_beside_its_mark_and_below_the_curve(heads):
    explorer = explorers.explore_coin_entropy()
    explorer.controls["heads"].value = heads
    ax = explorer.figure.axes[1]
    explorer.figure.draw_without_rendering()
    box = ax.texts[0].get_bbox_patch().get_window_extent().transformed(ax.transData.inverted())
    assert not box.x0 < heads < box.x1
    places, heights = ax.lines[0].get_xydata().T
    assert box.y1 < heights[(box.x0 < places) & (places < box.x1)].min()


def test_a_side_that_never_comes_tells_nothing():
    explorer = Explorer(prepare_coin_entropy, heads=slider("heads", 1.0, 0, 1, step=0.01))
    assert explorer.sentence.endswith("heads tells 0.000, tails never comes.")
