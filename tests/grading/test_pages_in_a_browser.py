"""Pages with a student's texts in a real Chromium: nothing that a student wrote is run."""

import json

import pytest

pytest.importorskip("nbgrader")

from nbconvert.exporters import HTMLExporter
from nbformat import from_dict
from nbgrader_course import NAME, Course, half_of_all, named
from test_nbgrader import formgrader

from notebooks import notebook, work
from xentlib.classroom.grading import _assignment, grade
from xentlib.classroom.grading.reports import write_report
from xentlib.classroom.grading.similarity import _page, pairs_of

ACTING = {
    "script": "<script>alert('script')</script>",
    "ended": "</pre></style></title></textarea><script>alert('ended')</script>",
    "picture": "<img src=x onerror=\"alert('picture')\">",
    "drawing": "<svg onload=\"alert('drawing')\"></svg>",
    "link": "<a href=\"javascript:alert('link')\">x</a>",
    "handler": "<b onclick=\"alert('handler')\">x</b>",
    "frame": "<iframe src=\"javascript:parent.alert('frame')\"></iframe>",
    "details": "<details open ontoggle=\"alert('details')\">x</details>",
}
TEXT = "\n".join(ACTING.values())
MARKDOWN = f"{TEXT}\n\n[m](javascript:alert('markdown'))\n"
COUNT = "window.ran = []; window.alert = said => window.ran.push(said)"
TOUCH = """() => {
    for (const node of document.querySelectorAll("*")) {
        for (const kind of ["click", "mouseover", "focus", "load", "error", "toggle"])
            node.dispatchEvent(new Event(kind));
        if (/^javascript/i.test(node.getAttribute("href") ?? "")) node.click();
    }
}"""


@pytest.fixture
def ran(browser, tmp_path):
    """What of a page is run when everything on it is touched, and what can be read on it."""

    def look(page):
        if isinstance(page, str):
            (tmp_path / "page.html").write_text(page)
            page = tmp_path / "page.html"
        tab = browser.new_page()
        tab.route("http*://**", lambda route: route.abort())
        tab.add_init_script(COUNT)
        tab.goto(page.as_uri())
        tab.evaluate(TOUCH)
        tab.wait_for_timeout(300)
        found = {*tab.evaluate("window.ran")}, tab.locator("body").inner_text()
        tab.close()
        return found

    return look


def test_a_browser_runs_all_of_it_where_it_is_written_as_it_came(ran):
    assert ran(f"<!doctype html><title>x</title><pre>{TEXT}")[0] == {*ACTING}
    evil = from_dict(json.loads(notebook()) | {"cells": [markdown(MARKDOWN)]})
    assert ran(HTMLExporter().from_notebook_node(evil)[0])[0] >= {"script", "picture", "markdown"}


def markdown(source):
    return {"cell_type": "markdown", "id": "m", "metadata": {}, "source": source}


def test_the_page_of_feedback_shows_it_as_text(ran, tmp_path):
    data = notebook(
        f"def bce(y, p):\n    raise ValueError({TEXT!r})",
        f"def base_rate_loss(y):\n    return {TEXT!r}",
        f"class Sly(Exception):\n    pass\nSly.__name__ = {ACTING['script']!r}\nraise Sly(1)",
    )
    report = grade(data, work(), 1, student=TEXT, backend="none")
    write_report(tmp_path / "eve", report | {"file": f"{TEXT}.ipynb", "replay": TEXT})
    acted, text = ran(tmp_path / "eve/feedback.html")
    assert acted == set()
    assert text.count(ACTING["script"]) >= 3  # the name, the file, and what was raised


def test_the_page_of_pairs_shows_it_as_text(ran, tmp_path):
    code = (
        f"def f(y, p):\n    '''{TEXT}'''\n    # {ACTING['script']}\n    return " + "y + p + " * 20
    )
    sources = {f"{TEXT} {n}": [f"{code}{n}"] for n in (1, 2)}
    page = _page.write_report(pairs_of(sources, [], 0.5).pairs, tmp_path, "binary")
    acted, text = ran(page)
    assert acted == set()
    assert text.count(ACTING["script"]) == 2 + 2 * 2  # two names, and two passages' two texts


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of nbgrader's in which somebody has written it wherever there is room."""
    one = Course(tmp_path_factory.mktemp("course"))
    evil, student = json.loads(json.dumps(one.source)), "eve <img src=x onerror=alert('name')>"
    named(evil, "chance")["source"] = MARKDOWN
    shown = {"output_type": "display_data", "data": {"text/html": TEXT}, "metadata": {}}
    code = {"cell_type": "code", "id": "code", "metadata": {}, "execution_count": None}
    evil["cells"] += [code | {"source": f"# {TEXT}", "outputs": [shown]}, markdown(MARKDOWN)]
    one.student = student

    def said(*args, **about):
        report = half_of_all(*args, **about)
        for mark in report["questions"]:
            mark["lines"] = [TEXT]
        return report | {"notes": [TEXT]}

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(_assignment, "notebook_of", lambda name: one.file)
        small = _assignment.load.__wrapped__(NAME)
        plugin = "xentlib.classroom.grading.nbgrader_plugin._trusting"
        monkeypatch.setattr(f"{plugin}.load", lambda name: small)
        monkeypatch.setattr(f"{plugin}.grade", said)
        one.release()
        one.submit(student, evil)
        one.do("autograde", "*")
        one.do("generate_feedback", "*")
    return one


def test_nbgrader_s_feedback_shows_it_as_text(ran, course):
    acted, text = ran(course.path("feedback", course.student, "html"))
    assert acted == set()
    assert ACTING["script"] in text


def test_formgrader_shows_it_as_text(ran, course):
    acted, text = ran(formgrader(course, course.student))
    assert acted == set()
    assert ACTING["script"] in text
