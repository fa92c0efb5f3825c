"""What a learner does around lessons: progress, the terminal, putting back, the dark theme."""

import json

import pytest
from browser import lab
from build_notebooks import ROOT, find_jobs
from on_pythons import copy_course

LESSON, SOLUTIONS = (
    next(job.target for job in find_jobs(ROOT) if job.edition == edition and "01_" in job.label)
    for edition in ("learner", "solutions")
)
HINT = "# my own words"
ELSEWHERE = "✓ surprise.entropy"  # done on another machine
WORK = """
xent.predict("browser.lab", {"this": 0.9, "that": 0.1})
xent.reveal("browser.lab", "this")
xent.check("surprise.cards", [3, 1, 4, 1])
xent.progress()
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy that may be written to."""
    folder = tmp_path_factory.mktemp("clone") / "course"
    copy_course(folder)
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory, course):
    with lab(tmp_path_factory.mktemp("lab"), course=course) as server:
        yield server


@pytest.fixture
def visit(desk):
    """Open a notebook; what the browser complains of fails the test."""

    def open_notebook(path, width=1100):
        desk.page.set_viewport_size({"width": width, "height": 1400})
        desk.open(path.relative_to(ROOT).as_posix())
        return desk

    yield open_notebook
    complaints = [*desk.complaints]
    desk.leave()  # a kernel's end may cut off what JupyterLab asks of it, and it complains
    assert complaints == []


def number_of(page, words):
    return next(n for n, cell in enumerate(page.cells()) if words in cell["source"])


def progress_file(server):
    return server.folder / "XENTLIB_HOME/progress.json"


def test_the_solutions_edition_records_nothing(visit, server):
    page = visit(SOLUTIONS)
    page.do("notebook:run-all-cells")
    assert "✓" in str(page.cells())
    assert not progress_file(server).exists()


@pytest.mark.parametrize("width", [600, 900])
def test_progress_is_seen_whole_in_a_narrow_window_and_is_carried_in_one_click(
    visit, server, tmp_path, width
):
    progress_file(server).unlink(missing_ok=True)
    page = visit(LESSON, width=width)
    page.do("notebook:run-all-cells")
    page.at(len(page.cells()) - 1)
    page.do("notebook:insert-cell-below")
    page.write(WORK)
    page.do("notebook:run-cell")
    live = page.at(len(page.cells()) - 1).locator(".xent-live")
    live.locator("strong:has-text('Your progress')").wait_for()
    page.picture(f"progress_{width}")
    room = live.bounding_box()
    assert live.locator("img").count() == 1
    for part in live.locator("img, button, pre").all():
        box = part.bounding_box()
        assert box["x"] + box["width"] <= room["x"] + room["width"]
    with page.page.expect_download() as download:
        live.locator("a[download]").click()
    kept = json.loads(progress_file(server).read_text())
    assert json.loads(download.value.path().read_text()) == kept
    progress_file(server).unlink()
    kept["exercises"]["surprise.entropy"] = {"attempts": 1, "mistakes": {}, "state": "right"}
    assert ELSEWHERE not in live.inner_text()
    with page.page.expect_file_chooser() as chooser:
        live.locator("button").click()
    (tmp_path / "progress.json").write_text(json.dumps(kept))
    button = live.locator("button").bounding_box()
    chooser.value.set_files(tmp_path / "progress.json")
    live.locator("text=It is back.").wait_for()
    page.picture(f"progress_back_{width}")
    assert live.locator("button").bounding_box() == button
    assert live.locator("button").inner_text() == "Bring progress back"
    told = live.locator("text=It is back.").bounding_box()
    is_beside = button["x"] + button["width"] <= told["x"] and abs(told["y"] - button["y"]) <= 8
    assert is_beside or 0 <= told["y"] - button["y"] - button["height"] <= 16  # else right below
    live.locator(f"text={ELSEWHERE}").wait_for()
    cell = page.at(len(page.cells()) - 1)
    cell.locator(f".xent-still:has-text('{ELSEWHERE}')").wait_for(state="attached")
    assert json.loads(progress_file(server).read_text()) == kept


def test_a_lesson_is_put_back_from_the_terminal_while_its_tab_is_open(visit, course):
    page = visit(LESSON)
    page.at(number_of(page, "xent.check("))
    page.write(HINT)
    page.do("docmanager:save")
    lesson = course / LESSON.relative_to(ROOT)
    assert HINT in lesson.read_text(encoding="utf-8")
    page.do("terminal:create-new")
    page.all(".jp-Terminal .xterm-helper-textarea").focus()
    page.page.keyboard.type("xent reset 1 && touch done\n")
    wait_for(course / "done", page)
    page.picture("terminal")
    assert lesson.read_bytes() == LESSON.read_bytes()
    (copy,) = (course / "my_answers").rglob("01_*.ipynb")
    assert HINT in copy.read_text(encoding="utf-8")
    page.all(".lm-TabBar-tabLabel:has-text('01_')").click()
    page.do("docmanager:reload")
    page.page.wait_for_function(
        f"!JSON.stringify(jupyterapp.shell.currentWidget.content.model.toJSON()).includes('{HINT}')"
    )


def wait_for(path, page):
    for _ in range(150):
        if path.exists():
            return
        page.page.wait_for_timeout(100)
    page.picture("never_came")
    pytest.fail(f"{path.name} never came")


def test_in_the_dark_theme_what_is_ours_can_be_read(visit):
    page = visit(LESSON)
    page.page.evaluate(
        """async () => await jupyterapp.commands.execute(
            'apputils:change-theme', {theme: 'JupyterLab Dark'})"""
    )
    page.all("body[data-jp-theme-light=false]").wait_for(state="attached")
    page.do("notebook:run-all-cells")
    page.at(number_of(page, "xent.predict("))
    page.picture("dark_forecast")
    page.at(number_of(page, "xent.explorers.explore"))
    page.picture("dark_explorer")
    page.at(number_of(page, "xent.quiz("))
    page.picture("dark_quiz")
    ours = page.page.evaluate(CONTRASTS)
    assert ours
    assert min(ours.values()) >= 4.5, ours


CONTRASTS = """() => {
    const light = colour => {
        const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(c => c / 255)
            .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = element => {
        const colour = getComputedStyle(element).backgroundColor;
        const seen = !/rgba\\(.*, 0\\)/.test(colour);
        return seen || !element.parentElement ? colour : ground(element.parentElement);
    };
    const found = {};
    const ours = '.xent-live *, .xent-still *, .jp-RenderedHTMLCommon *';
    for (const element of document.querySelectorAll(`.jp-OutputArea :is(${ours})`)) {
        const said = [...element.childNodes].filter(n => n.nodeType === 3)
            .map(n => n.textContent.trim()).join('');
        if (!said || !element.checkVisibility() || element.tagName === 'STYLE') continue;
        const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
        found[said.slice(0, 40)] = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }
    return found;
}"""
