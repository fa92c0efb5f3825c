"""Day one and day two in a real browser: what is shown, what keys do, and what is still there."""

import re

import nbformat
import pytest
from browser import Page
from build_notebooks import ROOT, build
from built import Job
from test_lab import scratch_folder

from xentlib.classroom.exercises import exercises, questions

QUESTION, EXERCISE = questions("surprise")[0], exercises("surprise")[0].name
CELLS = [
    "import xentlib as xent",
    "xent.explorers.explore_forecast()",
    'xent.quiz("surprise")',
    f'xent.check("{EXERCISE}", 3)',
    "xent.progress()",
]
LESSON = """
# %% [markdown]
# # A lesson
#
# ## Far above

# %%
import xentlib as xent

# %%
xent.predict("browser.page", {"this": 0.5, "that": 0.5})

# %%
print("seen " + "early")

# %%
xent.reveal("browser.page", "that")

# %% [markdown]
# So it was.

# %%
print("line\\n" * 80)

# %%
xent.classroom.checking.Verdict("browser.check", "wrong", reread="Far above")

# %% [markdown]
# ## References

# %% [markdown]
# ## Going further

# %%
print("went " + "further")
"""
METADATA = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
MOVED = "At 0.53 for"
DEAD = "widget model not found"  # JupyterLab tells the console of each view that it drops
OPTIONS = ".widget-radio-box input"


@pytest.fixture(scope="module")
def path():
    """A notebook that nobody has run yet."""
    with scratch_folder() as folder:
        cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)
        nbformat.write(notebook, folder / "day.ipynb")
        yield (folder / "day.ipynb").relative_to(ROOT).as_posix()


@pytest.fixture
def lesson():
    """A small lesson as the builder makes it, in the learner's edition."""
    with scratch_folder() as folder:
        (folder / "lesson.py").write_text(LESSON)
        build(Job(folder / "lesson.py", folder / "lesson.ipynb", "learner", ROOT))
        yield folder / "lesson.ipynb"


@pytest.fixture
def reader(desk, lesson):
    """A page that shows the lesson, which nobody has touched yet."""
    desk.page.set_viewport_size({"width": 1100, "height": 500})
    desk.open(lesson.relative_to(ROOT).as_posix())
    desk.all(".jp-OutputArea-output:has-text('line')").first.wait_for(state="attached")
    yield desk
    desk.leave()


@pytest.fixture(scope="module")
def day_one(browser, server, path):
    """The notebook, run; a slider is moved by keys, and a question is answered."""
    page = Page(browser, server, path)
    page.do("notebook:run-all-cells")
    page.all(".xent-live .noUi-handle").focus()
    page.press("ArrowUp", "ArrowUp", "ArrowRight")
    page.all(f".xent-live [role=status]:has-text('{MOVED}')").wait_for()
    page.all(OPTIONS).first.focus()
    page.press("ArrowDown", "Tab", "Space")
    page.all(".widget-html [role=status] strong").wait_for()  # the sign of an answer
    page.press("Tab")
    for kept in (MOVED, "(•)"):
        page.all(f".xent-still:has-text('{kept}')").wait_for(state="attached")
    return page


@pytest.fixture(scope="module")
def seen(day_one):
    """What day one's page showed before it was closed."""
    live = day_one.all(".xent-live").first
    return {
        "alt": live.locator("img").get_attribute("alt"),
        "sentence": live.locator("[role=status]").inner_text(),
        "handle": day_one.all(".noUi-handle").get_attribute("aria-label"),
        "active": day_one.page.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex"),
        "focus": day_one.page.evaluate("document.activeElement.name"),
        "number": day_one.all(".widget-radio > .widget-label").first.evaluate(
            "label => getComputedStyle(label).clipPath"
        ),
        "checked": day_one.all(f"{OPTIONS}:checked").get_attribute("value"),
        "copies": day_one.all(".xent-still:visible").count(),
        "pictures": day_one.all(".jp-RenderedImage:visible").count(),
    }


@pytest.fixture(scope="module")
def day_two(browser, server, path, seen, day_one):
    """The same notebook, saved and opened again after its kernel is gone."""
    day_one.do("docmanager:save")
    day_one.close()
    for session in server.ask("/api/sessions"):
        server.ask(f"/api/sessions/{session['id']}", method="DELETE")
    page = Page(browser, server, path, width=600)
    page.all(".jupyter-widgets").nth(2).wait_for(state="attached")
    return page


def test_arrows_move_the_choice_and_not_the_notebook(seen):
    assert seen["checked"] == "1"
    assert CELLS[seen["active"]].startswith("xent.quiz")


def test_tab_goes_from_a_question_to_its_button_and_to_the_next_question(seen):
    assert re.fullmatch(r"0\.\d+Question 2", seen["focus"])  # other quizzes have a Question 2, too


def test_a_question_s_number_is_not_shown_a_second_time(seen):
    assert seen["number"] == "inset(50%)"


def test_a_control_has_a_name_and_a_picture_its_sentence(seen):
    assert seen["handle"] == "yes"
    assert seen["alt"] == seen["sentence"]


def test_nothing_is_shown_twice_while_it_is_alive(seen):
    assert (seen["copies"], seen["pictures"]) == (0, 0)


def test_the_last_picture_and_its_sentence_are_there_without_a_kernel(day_two):
    assert day_two.all(".jp-RenderedImage img:visible").count() >= 1
    assert day_two.all(f".xent-still:has-text('{MOVED}')").is_visible()
    assert "To move it, run the cells above and this one." in day_two.text()


def test_each_question_and_what_was_answered_are_there_without_a_kernel(day_two):
    said = day_two.text()
    assert all(question.prompt in said for question in questions("surprise"))
    assert f"(•) {QUESTION.options[1]}" in said
    assert QUESTION.feedback(QUESTION.options[1])[:20] in said


def test_progress_is_there_without_a_kernel(day_two):
    assert "Your progress" in day_two.text()
    assert day_two.all(f".xent-still:has-text('{EXERCISE}')").is_visible()


def test_no_dead_widget_is_shown(day_two):
    said = day_two.text()
    assert "model not found" not in said
    assert "Error displaying widget" not in said


def test_no_picture_is_wider_than_its_page(day_two):
    day_two.do("notebook:run-all-cells")
    pictures = day_two.all("img:visible").all()
    assert len(pictures) >= 2
    right = day_two.all(".jp-Notebook").bounding_box()
    for box in (picture.bounding_box() for picture in pictures):
        assert box["x"] + box["width"] <= right["x"] + right["width"]


def test_a_quiz_that_is_run_again_shows_what_was_answered(day_two):
    day_two.do("notebook:run-all-cells")
    day_two.all(f"{OPTIONS}:checked").wait_for()
    assert day_two.all(f"{OPTIONS}:checked").get_attribute("value") == "1"


OUTCOME, FURTHER = "browser.page: that", "went further"


def run(page, number):
    """Run one cell, as by Shift+Enter."""
    page.page.evaluate(
        "n => { jupyterapp.shell.currentWidget.content.activeCellIndex = n }", number
    )
    page.do("notebook:run-cell-and-select-next")


def test_an_outcome_is_folded_away_until_its_cell_is_run(reader):
    said = reader.text()
    assert "Uniform: you have not said anything yet." in said
    assert OUTCOME not in said
    assert "seen early" not in said
    for number in (1, 2, 4):
        run(reader, number)
    reader.all(f".jp-OutputArea-output:has-text('{OUTCOME}')").first.wait_for()
    assert "seen early" not in reader.text()


def test_running_all_shows_every_outcome_and_runs_what_goes_further(reader):
    assert FURTHER not in reader.text()
    reader.do("notebook:run-all-cells")
    for text in (OUTCOME, "seen early", FURTHER):
        reader.all(f".jp-OutputArea-output:has-text('{text}')").first.wait_for()


def test_what_goes_further_opens_with_its_heading(reader):
    reader.do("notebook:expand-all-headings")
    reader.all(f".jp-OutputArea-output:has-text('{FURTHER}')").first.wait_for()


def test_opening_a_folded_lesson_changes_nothing_in_it(reader, lesson):
    before = lesson.read_bytes()
    assert not reader.page.evaluate("jupyterapp.shell.currentWidget.context.model.dirty")
    reader.do("docmanager:save")
    assert lesson.read_bytes() == before


def test_a_tab_says_that_it_holds_solutions(desk, lesson):
    (lesson.parent / "solutions").mkdir()
    other = lesson.rename(lesson.parent / "solutions" / lesson.name)
    desk.open(other.relative_to(ROOT).as_posix())
    label = desk.all(".lm-DockPanel-tabBar .lm-TabBar-tabLabel:has-text('lesson')")
    label.wait_for()
    before = label.evaluate("label => getComputedStyle(label, '::before').content")
    desk.leave()
    assert before == '"Sol. "'


def test_where_to_read_again_is_a_link_that_leads_there(reader):
    heading = reader.all("h2:has-text('Far above')")
    reader.all("a:has-text('Far above')").first.scroll_into_view_if_needed()
    top = reader.all(".jp-WindowedPanel-outer").first.bounding_box()["y"]
    assert heading.bounding_box()["y"] < top
    reader.all("a:has-text('Far above')").first.click()
    reader.page.wait_for_function(
        "([h2, y]) => h2.getBoundingClientRect().y >= y", arg=[heading.element_handle(), top]
    )


def test_no_complaint_is_ours(day_one, day_two):
    assert [said for said in day_one.complaints + day_two.complaints if DEAD not in said] == []
