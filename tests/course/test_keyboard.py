"""By keyboard alone: Tab comes to each control and goes on, arrows move it, and it is framed."""

from itertools import groupby, pairwise

import nbformat
import pytest
from build_notebooks import ROOT
from test_browser import METADATA
from test_lab import scratch_folder

from xentlib import explorers
from xentlib.classroom.exercises import questions

RUNS = {(batch, rate): [2.0, 1.0] for batch in (4, 8) for rate in (0.5, 1.0)}
GIVEN = {"explore_rate_and_batch": [RUNS]}  # by default it trains networks
NAMES = [name for name in dir(explorers) if name.startswith("explore_")]
CELLS = [
    "import xentlib as xent",
    *(f"xent.explorers.{name}({', '.join(map(str, GIVEN.get(name, [])))})" for name in NAMES),
    'xent.quiz("surprise")',
    "xent.progress()",
    'print("the " + "end")',
]
MOST, FRAME = 400, 2  # Tabs in all; pixels
ARROWS = [f"Arrow{way}" for way in ("Up", "Down", "Up", "Left", "Right")]  # 1st may be at an end
QUIZ, PROGRESS = len(NAMES) + 1, len(NAMES) + 2
FOCUSED = """() => {
    const at = document.activeElement, cell = at.closest(".jp-Cell"), look = getComputedStyle(at);
    return {
        cell: at.closest(".xent-live") && [...document.querySelectorAll(".jp-Cell")].indexOf(cell),
        role: at.role ?? at.tagName.toLowerCase(),
        name: at.ariaLabel ?? (at.labels?.[0] ?? at).innerText.trim(),
        frame: look.outlineStyle === "none" ? 0 : parseFloat(look.outlineWidth),
        value: at.ariaValueText,
    };
}"""


@pytest.fixture(scope="module")
def page(desk):
    """A notebook with every widget of the course, run."""
    with scratch_folder() as folder:
        cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)
        nbformat.write(notebook, folder / "keys.ipynb")
        desk.open((folder / "keys.ipynb").relative_to(ROOT).as_posix())
        desk.do("notebook:run-all-cells")
        desk.all(".jp-OutputArea-output:has-text('the end')").first.wait_for(timeout=60_000)
        yield desk
        desk.leave()


@pytest.fixture(scope="module")
def walk(page):
    """What has the focus after each Tab, from the first cell until no widget has it any more."""
    page.page.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex = 0")
    page.do("notebook:enter-command-mode")
    found = []
    for _ in range(MOST):
        page.press("Tab")
        at = page.page.evaluate(FOCUSED)
        if at["cell"] is None and found:
            return found
        if at["role"] == "slider":
            at["moved"] = [moved(page, key) for key in ARROWS]
        if at["cell"] is not None:
            found.append(at)
    pytest.fail(f"after {MOST} times Tab the focus is still in a widget")


def moved(page, key):
    """Where the slider that has the focus stands after a key."""
    page.press(key)
    at = page.page.evaluate(FOCUSED)
    return at["name"], at["value"]


def names(walk, cell):
    return [at["name"] for at in walk if at["cell"] == cell]


@pytest.mark.parametrize("name", NAMES)
def test_tab_comes_to_each_control_of_an_explorer_in_the_order_of_the_page(walk, name):
    explorer = getattr(explorers, name)(*GIVEN.get(name, []))
    sliders = [control.description for control in explorer.controls.values()]
    numbers = [part for label in sliders for part in (label, f"{label}, as a number")]
    assert names(walk, 1 + NAMES.index(name)) == [*explorer.presets, *numbers]


def test_tab_comes_to_each_question_and_its_button(walk):
    asked = names(walk, QUIZ)
    assert asked[::2] == [question.options[0] for question in questions("surprise")]
    assert asked[1::2] == [f"Answer question {n}" for n in range(1, 1 + len(asked) // 2)]


def test_tab_comes_to_what_takes_progress_away_and_what_brings_it_back(walk):
    assert names(walk, PROGRESS) == ["Bring progress back", "Download your progress"]


def test_no_two_controls_of_a_widget_have_one_name(walk):
    for _, controls in groupby(walk, key=lambda at: at["cell"]):
        said = [at["name"] for at in controls if at["role"] != "input"]  # options may be alike
        assert all(said)
        assert len({*said}) == len(said)


def test_arrows_move_every_slider(walk):
    sliders = [at for at in walk if at["role"] == "slider"]
    assert len(sliders) > len(NAMES)
    assert [at["name"] for at in sliders if {at["name"]} != {name for name, _ in at["moved"]}] == []
    assert [at["name"] for at in sliders if any(a == b for a, b in pairwise(at["moved"]))] == []


def test_whatever_has_the_focus_is_framed(walk):
    assert [at["name"] for at in walk if at["frame"] < FRAME] == []


def test_shift_and_tab_go_back_over_each_control(page, walk):
    back = []
    for _ in range(MOST):
        page.press("Shift+Tab")
        at = page.page.evaluate(FOCUSED)
        if at["cell"] is not None:  # else it is on a cell, between two widgets
            back.insert(0, at)
        if len(back) == len(walk):
            break
    assert places(back) == places(walk)


def places(way):
    """Where a way leads; of a question's options, Tab comes to the first, Shift+Tab to the last."""
    named = ((at["cell"], at["role"], at["name"]) for at in way)
    return [(cell, role, name if role != "input" else "") for cell, role, name in named]


def test_the_options_of_a_question_are_one_group_that_has_its_number(page):
    groups = page.all(".xent-live [role=radiogroup]").all()
    said = [group.get_attribute("aria-label") for group in groups]
    assert said == [f"Question {n}" for n, _ in enumerate(questions("surprise"), 1)]
