"""Every lesson in a reader's hands: run, controls moved by keys and mouse, questions answered."""

import json
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import nbformat
import pytest
from build_notebooks import ROOT, find_jobs
from nbval.plugin import IPyNbCell
from notebook_items import Notebook
from test_lab import scratch_folder

from xentlib.classroom.exercises import questions

sync_api = pytest.importorskip("playwright.sync_api", reason="NO LESSON WAS OPENED: no playwright")

LESSONS = [job.target for job in find_jobs(ROOT) if job.edition == "learner"]
VALUES = ("now", "min", "max")
HANDLE, PICTURE, OPTION = ".noUi-handle", ".widget-html img", "input[type=radio]"


@pytest.fixture(scope="module", params=LESSONS, ids=lambda lesson: lesson.stem)
def lesson(request):
    return request.param


@pytest.fixture(scope="module")
def visit(desk, lesson):
    """The lesson in JupyterLab, run from top to bottom."""
    with scratch_folder() as folder:
        desk.open(Path(shutil.copy(lesson, folder)).relative_to(ROOT).as_posix())
        desk.do("notebook:run-all-cells")
        desk.at(0)
        desk.picture(f"{lesson.stem}_top")
        yield desk
        desk.leave()


def live_at(visit, door):
    """The widget that a door opens in this lesson, in view."""
    numbers = [n for n, cell in enumerate(visit.cells()) if door in cell["source"]]
    if not numbers:
        pytest.skip(f"it has no {door}")
    return visit.at(numbers[0]).locator(".xent-live").first


def names(visit, door):
    """What the lesson hands to a door, such as `xent.check`."""
    sources = "".join(cell["source"] for cell in visit.cells())
    return re.findall(rf'{re.escape(door)}\("([\w.]+)"', sources)


def moved(visit, live, *acts):
    """Do one thing after the other until the picture is another; some are the same."""
    before = live.locator(PICTURE).get_attribute("src")
    for act in acts:
        act()
        with suppress(sync_api.TimeoutError):
            visit.page.wait_for_function(
                f"([live, before]) => live.querySelector('{PICTURE}').src !== before",
                arg=[live.element_handle(), before],
                timeout=10_000,
            )
            return live.locator(PICTURE).get_attribute("src")
    return before


def drag(visit, handle, to):
    """Draw a handle to a place on its slider: 0 is the left end, 1 the right one."""
    handle.hover()  # waits until it rests and nothing lies over it
    box, track = handle.bounding_box(), handle.locator("xpath=../..").bounding_box()
    mouse = visit.page.mouse
    mouse.down()
    mouse.move(track["x"] + track["width"] * to, box["y"] + box["height"] / 2, steps=8)
    mouse.up()


def test_every_cell_of_a_lesson_runs_and_says_what_is_stored(visit, lesson, request):
    ran = {cell["id"]: nbformat.from_dict(cell) for cell in visit.cells()}
    stored = Notebook.from_parent(request.session, path=lesson)
    stored.setup_sanitize_files()
    for item in stored.collect():
        if isinstance(item, IPyNbCell):
            cell = ran[item.cell.id]
            kinds = [output.output_type for output in cell.outputs]
            expected = "raises-exception" in cell.metadata.get("tags", [])
            assert cell.execution_count, cell.source
            assert "error" not in kinds or expected, cell.source
            alike = item.compare_outputs(cell.outputs, item.cell.outputs)
            assert alike or not item.options["check"], "\n".join(item.comparison_traceback)


def test_nbval_runs_a_learner_s_lesson_where_no_browser_does(monkeypatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    lesson = LESSONS[1].relative_to(ROOT).as_posix()
    collect = ["--nbval", "--collect-only", "-q", "-p", "no:cacheprovider", __file__, lesson]
    found = subprocess.run(
        [sys.executable, "-m", "pytest", *collect], cwd=ROOT, capture_output=True, text=True
    ).stdout
    assert f"{lesson}::Cell 0" in found


def test_every_control_moves_the_picture_by_keys_and_by_mouse(visit, lesson):
    live = live_at(visit, "xent.explorers.explore")
    live.locator(HANDLE).first.wait_for()
    visit.picture(f"{lesson.stem}_explorer")
    for handle in reversed(live.locator(HANDLE).all()):  # the first may leave no say to the others
        handle.focus()
        now, low, high = (float(handle.get_attribute(f"aria-value{end}")) for end in VALUES)
        key = partial(visit.press, "ArrowLeft" if now > low else "ArrowRight")
        far = (0.8, 0.3) if now < (low + high) / 2 else (0.3, 0.8)
        drags = [partial(drag, visit, handle, to) for to in far]
        for acts in ([key, key, key], drags):
            before = live.locator(PICTURE).get_attribute("src")
            assert moved(visit, live, *acts) != before, live.inner_text()
    visit.rest()
    visit.picture(f"{lesson.stem}_moved")
    seen = live.locator(PICTURE).get_attribute("src")
    visit.press("ArrowLeft", "ArrowRight")
    visit.rest()
    assert live.locator(PICTURE).get_attribute("src") == seen, "the drag's last place was not drawn"


def test_presets_are_buttons_that_change_the_picture(visit):
    live = live_at(visit, "xent.explorers.explore")
    buttons = live.locator("button").all()
    if not buttons:
        pytest.skip("it has no presets")
    seen = {moved(visit, live, button.click) for button in buttons}
    alike = 1  # two causes can look alike, and that is what is taught
    assert len(seen) >= max(2, len(buttons) - alike)


def test_a_question_is_answered_by_mouse_and_says_why(visit, lesson):
    live = live_at(visit, "xent.quiz(")
    live.locator(OPTION).first.click()
    live.locator("button").first.click()
    live.locator("[role=status] strong").first.wait_for()
    question = questions(names(visit, "xent.quiz")[0])[0]
    assert question.feedback(question.options[0])[:40] in live.inner_text()
    visit.picture(f"{lesson.stem}_quiz")


def test_a_wrong_answer_is_told_what_is_wrong(visit, lesson):
    name = names(visit, "xent.check")[0]
    visit.at(len(visit.cells()) - 1)
    visit.do("notebook:insert-cell-below")
    visit.write(f'xent.check("{name}", lambda *_: 0.125)')
    visit.do("notebook:run-cell")
    visit.at(len(visit.cells()) - 1)
    assert name in str(visit.cells()[-1]["outputs"])
    home = visit.server.folder / "XENTLIB_HOME"
    kept = json.loads((home / "progress.json").read_text())["exercises"]
    assert kept[name]["state"] == "wrong"
    visit.picture(f"{lesson.stem}_wrong")


def test_the_browser_complains_of_nothing(visit):
    assert visit.complaints == []
