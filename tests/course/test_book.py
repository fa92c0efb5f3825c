"""The book: whole, without a network, and with nothing in it that a reader should not see yet."""

import doctest
import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from importlib.util import find_spec

import pytest
from bs4 import BeautifulSoup
from build_notebooks import ROOT
from notebook_items import attempts, offline_env

if find_spec("myst_nb") is None:
    pytest.skip("NO BOOK WAS BUILT: `make test` installs what it needs", allow_module_level=True)

import api_pages
import build_book
import gather
import lesson_pages
from broken_links import broken

import xentlib

LESSONS = sorted(ROOT.glob("notebooks/[0-9]*.ipynb"))
LESSON = "notebooks/02_cross_entropy_and_kl.html"
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"(?m)^((?:\w.*\n)+)((?:  .*\n)+)")
TYPESET = "() => window.MathJax.startup.promise"


class Pages(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The whole book, built by a process that can't leave the machine (40 seconds)."""
    folder = tmp_path_factory.mktemp("book")
    env = os.environ | offline_env(folder)
    paths = os.pathsep.join([env["PYTHONPATH"], str(ROOT)])
    command = [sys.executable, ROOT / "tools/book/build_book.py", folder]
    done = subprocess.run(
        command, env=env | {"PYTHONPATH": paths}, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr
    assert attempts(folder) == []
    return folder / "html"


@pytest.fixture(scope="module")
def site(book):
    handler = functools.partial(Pages, directory=book)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def visit(browser, site, book):
    """Open a page of the book; nothing may come from elsewhere, fail or complain."""
    own = (site, book.as_uri(), "data:", "blob:")
    asked, complaints, contexts = [], [], []

    def visit(path, **options):
        contexts.append(browser.new_context(viewport={"width": 1200, "height": 900}, **options))
        page = contexts[-1].new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(site + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(own)] == []


@functools.cache
def soup(page):
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def hidden(cell):
    return bool(cell["metadata"].get("jupyter", {}).get("outputs_hidden") and cell["outputs"])


def test_the_book_has_every_lesson_under_its_number(book):
    titles = [soup(book / f"notebooks/{path.stem}.html").h1.get_text() for path in LESSONS]
    assert [title[:2] for title in titles] == [path.stem[:2] for path in LESSONS]
    sidebar = soup(book / "index.html").find(class_="bd-sidebar-primary").get_text()
    assert all(title.rstrip("#") in sidebar for title in titles)


def test_neither_solutions_nor_assignments_are_in_the_book(book):
    assert not [*book.rglob("*assignments*"), *book.rglob("*solutions*")]


def test_an_outcome_stays_folded_until_the_reader_opens_it(book):
    for path in LESSONS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        folded = sum(hidden(cell) for cell in cells if cell["cell_type"] == "code")
        details = soup(book / f"notebooks/{path.stem}.html").select("details.hide")
        assert len(details) == folded
        assert not [one for one in details if one.has_attr("open")]


def test_what_goes_further_is_folded_and_nothing_else_of_the_lesson(book):
    for path in LESSONS[1:]:
        (further,) = soup(book / f"notebooks/{path.stem}.html").select("details.further")
        heading = further.find_previous_sibling("h2").get_text()
        assert heading.startswith("Going further")
        assert further.find_next_sibling() is None


def test_every_picture_says_what_it_shows(book, record_property):
    pictures = [
        picture
        for page in book.rglob("*.html")
        if "_static" not in page.parts
        for picture in soup(page).select("article img")
    ]
    assert [picture for picture in pictures if not picture.get("alt", "").strip()] == []
    assert not [one for one in pictures if one["alt"].endswith(".png")]  # Sphinx's stand-in
    record_property("pictures in the book", {"with alternative text": len(pictures)})
    assert len(pictures) > 200


def test_every_public_name_is_in_the_reference(book):
    pages = [soup(page) for page in (book / "api").glob("*.html")]
    documented = {dt["id"] for page in pages for dt in page.select("dt[id]")}
    assert {f"xentlib.{name}" for name in xentlib.__all__} <= documented
    for room in api_pages.rooms():
        there = dict(api_pages.public(room))
        assert there
        assert documented.issuperset(there)


def test_the_reference_shows_defaults_by_their_names(book):
    texts = [soup(page).get_text() for page in (book / "api").glob("*.html")]
    assert any("rule=log_score" in text for text in texts)
    assert not [text for text in texts if " at 0x" in text or "log_score =" in text]


def test_a_notebook_is_downloaded_as_it_was_built(book):
    for path in LESSONS:
        assert (book / "_sources/notebooks" / path.name).read_bytes() == path.read_bytes()


def test_front_page_and_lesson_are_complete_without_a_network(visit):
    front = visit("index.html")
    rows = front.locator("article table").first.locator("a[href^='notebooks/']")
    assert rows.count() == len(LESSONS)
    lesson = visit(LESSON)
    lesson.evaluate(TYPESET)
    assert lesson.locator("mjx-container svg").count() > 100
    assert lesson.locator("mjx-merror, [data-mjx-error]").count() == 0
    broken = "[...document.images].filter(one => !one.complete || !one.naturalWidth).length"
    assert front.evaluate(broken) == lesson.evaluate(broken) == 0


def test_every_formula_of_the_book_can_be_typeset(book, visit, record_property):
    pages = [soup(page) for page in book.rglob("*.html") if "_static" not in page.parts]
    formulas = sorted({one.get_text().strip() for page in pages for one in page.select(".math")})
    page = visit(LESSON)
    page.evaluate(TYPESET)
    formulas = [text.removeprefix("\\(").removesuffix("\\)") for text in formulas]
    formulas = [text.removeprefix("\\[").removesuffix("\\]") for text in formulas]
    signs = "[data-mml-node=merror], [data-mml-node=mtext][fill=red]"  # the latter: no such command
    mistaken = f"text => MathJax.tex2svg(text).querySelector('{signs}')"
    broken = [r"\frac{", r"\nosuch{x}"]
    wrong = page.evaluate(f"texts => texts.filter({mistaken})", [*formulas, *broken])
    assert wrong == broken
    record_property("formulas in the book", {"typeset": len(formulas)})
    assert len(formulas) > 500


@pytest.mark.parametrize("way", ["served", "a folder"])
def test_search_finds_cross_entropy(book, visit, way):
    page = visit("search.html?q=cross-entropy")
    if way == "a folder":
        page.goto(f"{(book / 'search.html').as_uri()}?q=cross-entropy")
    page.locator("#search-results li a").first.wait_for()
    found = page.locator("#search-results li a").all_inner_texts()
    assert any("Cross-entropy, KL, likelihood" in title for title in found)


def test_the_switch_makes_the_book_dark_and_the_text_stays_readable(visit):
    page = visit(LESSON, color_scheme="light")
    theme = page.locator("html")
    assert theme.get_attribute("data-theme") == "light"
    page.locator(".theme-switch-button:visible").first.click()
    page.locator(".theme-change-button[data-mode=dark]:visible").first.click()
    assert theme.get_attribute("data-theme") == "dark"
    card = page.locator("div.cell_output .text_html").first
    colours = "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    text, behind = card.evaluate(colours)
    assert min(map(int, re.findall(r"\d+", text)[:3])) > 150
    assert behind == "rgba(0, 0, 0, 0)"


def test_a_click_opens_an_outcome(visit):
    page = visit(LESSON)
    outcome = page.locator("details.hide").first
    told = outcome.locator(".cell_output")
    assert not told.is_visible()
    assert "Make your forecast" in outcome.locator("summary").inner_text()
    outcome.locator("summary").click()
    assert told.is_visible()


def test_a_lesson_is_printed_without_what_is_beside_it(visit):
    page = visit(LESSON)
    page.evaluate(TYPESET)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf())) > 5
    page.emulate_media(media="print")
    assert not page.locator(".bd-sidebar-primary, .bd-header-article").first.is_visible()
    style = "one => getComputedStyle(one).whiteSpace"
    assert page.locator("div.cell_input pre").first.evaluate(style) == "pre-wrap"
    assert page.locator("h1:visible").all_inner_texts() == ["02 Cross-entropy, KL, likelihood"]


def test_a_narrow_page_need_not_be_moved_sideways(visit):
    page = visit(LESSON)
    page.set_viewport_size({"width": 600, "height": 900})
    page.evaluate(TYPESET)
    assert page.evaluate("document.documentElement.scrollWidth") == 600


SCROLLED = """() => [...document.querySelectorAll("article pre")]
    .filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"""
BROKEN = """() => [...document.querySelectorAll("article td.text-right p")]
    .filter(one => one.offsetHeight > 30).map(one => one.innerText)"""
WEIGHTS = """() => ["h1", "h2", "h3"].map(kind =>
    +getComputedStyle(document.querySelector("article " + kind)).fontWeight)"""


@pytest.mark.parametrize("width", [1200, 700])
@pytest.mark.parametrize("path", ["index.html", "api/plots.html", "docs/rosetta.html", LESSON])
def test_code_is_read_without_moving_it_and_figures_of_a_table_stay_in_a_line(visit, path, width):
    page = visit(path)
    page.set_viewport_size({"width": width, "height": 900})
    assert page.locator("article pre").count() > 2
    assert page.evaluate(SCROLLED) == []
    assert page.evaluate(BROKEN) == []


def test_no_heading_is_heavier_than_the_one_above_it(visit):
    weights = visit(LESSON).evaluate(WEIGHTS)
    assert weights == sorted(weights, reverse=True)


@pytest.mark.filterwarnings("ignore")  # Sphinx's, of its own themes
def test_only_a_course_with_an_address_has_launch_buttons(book, tmp_path, monkeypatch):
    assert not soup(book / LESSON).select("a[href*='mybinder']")
    monkeypatch.setattr("address.repository", lambda: ("somebody", "course"))
    source = tmp_path / "source/notebooks"
    source.mkdir(parents=True)
    shutil.copy(LESSONS[0], source)
    (source.parent / "index.md").write_text(
        f"# A\n```{{toctree}}\nnotebooks/{LESSONS[0].stem}\n```"
    )
    lesson = source / LESSONS[0].name
    lesson.write_text(re.sub(r"\]\(\d\d_\w+.ipynb\)", "](../index.md)", lesson.read_text("utf-8")))
    assert build_book.run_sphinx(source.parent, tmp_path, "html") == 0
    page = soup(tmp_path / f"html/notebooks/{LESSONS[0].stem}.html")
    (binder,) = {link["href"] for link in page.select("a[href*='mybinder']")}
    place = "mybinder.org/v2/gh/somebody/course/main?urlpath=lab/tree/notebooks/00_start_here.ipynb"
    assert binder == f"https://{place}"
    assert page.select("a[href='https://github.com/somebody/course']")


@pytest.mark.parametrize(
    "link, complaint",
    [
        ('<a href="nowhere.html">', "nowhere.html leads nowhere"),
        ('<a href="#there">', "#there leads to a place that the page does not have"),
        ('<img src="lost.png">', "lost.png leads nowhere"),
        ('<a href="../outside.html">', "../outside.html leads nowhere"),
        (
            '<script src="https://example.org/a.js">',
            "https://example.org/a.js is loaded from outside the book",
        ),
        ('<a href="#here"><a href="https://example.org/"><a href="page.html#here">', ""),
    ],
)
def test_the_link_checker_says_what_is_broken(tmp_path, link, complaint):
    (tmp_path / "outside.html").touch()
    folder = tmp_path / "html"
    folder.mkdir()
    (folder / "page.html").write_text(f'<p id="here">{link}')
    assert broken(folder) == ([f"page.html: {complaint}"] if complaint else [])


@pytest.mark.filterwarnings("ignore")
def test_a_warning_of_sphinx_fails_the_build(tmp_path, capfd):
    source = tmp_path / "source"
    source.mkdir()
    (source / "index.md").write_text("# A\n[lost](#nowhere)\n")
    assert build_book.run_sphinx(source, tmp_path, "html") != 0
    assert "nowhere" in capfd.readouterr().err


def test_readme_loses_pictures_from_outside_and_nothing_else():
    badge = "[![Binder](https://example.org/a.svg)](https://example.org/launch)\n"
    text = "# A\n![bars](docs/bars.png)\n[site](https://example.org)\n"
    assert gather.PICTURE_FROM_OUTSIDE.sub("", text + badge) == text


def test_a_page_of_the_book_keeps_every_cell():
    for path in LESSONS:
        text = path.read_text(encoding="utf-8")
        built = json.loads(text)["cells"]
        shown = lesson_pages.read(text).cells
        assert [cell.id for cell in shown[1::2]] == [cell["id"] for cell in built]
        assert [len(cell.get("outputs", [])) for cell in shown[1::2]] == [
            len(cell.get("outputs", [])) for cell in built
        ]


@pytest.mark.parametrize("module", [api_pages, gather, lesson_pages])
def test_what_the_book_is_made_by_does_what_its_docstrings_say(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


def entries():
    """Each term of the glossary, with the lesson that its entry names."""
    for terms, text in ENTRY.findall(GLOSSARY.split("```")[1].partition(":sorted:")[2]):
        (lesson,) = re.findall(r"Lesson (\d\d)\.\n\Z", text)
        yield from ((term, lesson) for term in terms.splitlines())


def test_every_term_of_the_glossary_occurs_in_the_lesson_that_it_names():
    words = {path.stem[:2]: path.read_text(encoding="utf-8").casefold() for path in LESSONS}
    terms = list(entries())
    assert len(terms) >= 60
    assert [(term, n) for term, n in terms if term.casefold() not in words[n]] == []


def test_every_lesson_teaches_a_term_of_the_glossary():
    taught = {lesson for _, lesson in entries()}
    assert {path.stem[:2] for path in LESSONS[1:-1]} <= taught
