"""Whatever a notebook has become, nbgrader gets a whole one, and its pages show only text."""

import json
import re
from html.parser import HTMLParser

import nbformat
import pytest
from hypothesis import example, given, strategies as st
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from xentlib.classroom.grading.intake import Submission

pytest.importorskip("nbgrader")

from nbgrader.nbgraderformat import MetadataValidator
from nbgrader_course import NAME

from xentlib.classroom.grading.nbgrader_plugin import AnyNotebook, hand_over, rename
from xentlib.classroom.grading.nbgrader_plugin._harmless import harmless, harmless_pictures
from xentlib.classroom.grading.nbgrader_plugin._pieces import CHANGED, LOST, Piece, rebuilt

SUM = 32 * "0"
SKELETON = [
    Piece("numbers", "code", "n = 1", SUM, True, False, None),
    Piece("answer", "code", "a = ...\n# YOUR CODE HERE", SUM, False, True, None),
    Piece("answer-test", "code", 'xent.example("x.a", a)', SUM, True, False, 3.0),
    Piece("why", "markdown", "YOUR ANSWER HERE", SUM, False, True, 4.0),
]


def code(source, name="", **more):
    said = {"nbgrader": {"grade_id": name}} if name else {}
    return nbformat.v4.new_code_cell(source, metadata=said, **more)


def text(source, name="", **more):
    said = {"nbgrader": {"grade_id": name}} if name else {}
    return nbformat.v4.new_markdown_cell(source, metadata=said, **more)


def handed_in():
    """A notebook with both answers, as it should be."""
    return [
        text("Question"),
        code("n = 1", "numbers"),
        code("a = 2", "answer"),
        code('xent.example("x.a", a)', "answer-test"),
        text("Because.", "why"),
    ]


def labels(cells):
    return {c.metadata.nbgrader["grade_id"]: c for c in cells if "nbgrader" in c.metadata}


CELLS = st.lists(
    st.builds(
        lambda kind, source, name: kind(source, name),
        st.sampled_from([code, text]),
        st.sampled_from(["", "n = 1", "a = 2", "YOUR ANSWER HERE", "Because.", "<b>"]) | st.text(),
        st.sampled_from(["", *(piece.name for piece in SKELETON), "stranger"]),
    ),
    max_size=12,
)


@given(CELLS)
def test_every_piece_is_there_once_and_locked_ones_as_they_were_handed_out(cells):
    made = rebuilt(cells, SKELETON)
    notebook = nbformat.v4.new_notebook(cells=made)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    found = [c.metadata.nbgrader["grade_id"] for c in made if "nbgrader" in c.metadata]
    assert len(found) == len({*found})
    assert {"numbers", "answer-test", "why"} <= {*found} <= {piece.name for piece in SKELETON}
    for piece in SKELETON:
        if piece.name in found:
            cell = labels(made)[piece.name]
            assert cell.metadata.nbgrader == piece.metadata
            assert cell.cell_type == piece.kind
            assert not piece.locked or cell.source == piece.source


@given(CELLS)
def test_nothing_that_a_student_wrote_is_lost(cells):
    said = "\n".join(cell.source for cell in rebuilt(cells, SKELETON))
    squeezed = re.sub(r"\s", "", said)
    handed_out = {(piece.name, piece.source) for piece in SKELETON}
    for cell in cells:
        if (cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source) in handed_out:
            continue  # a copy of what the student got
        wrote = cell.source.encode("utf-8", "replace").decode().replace("\0", "")
        plainly = re.sub(r"\s", "", wrote)
        if not re.search(r"[&<\\`~\[\]]", wrote):  # what harmless changes
            assert plainly in squeezed


def test_a_whole_notebook_stays_as_it_is():
    made = rebuilt(handed_in(), SKELETON)
    assert [c.source for c in made] == [c.source for c in handed_in()]
    assert [*labels(made)] == [piece.name for piece in SKELETON]


@pytest.mark.parametrize(
    "copies",
    [
        [code("a = ...\n# YOUR CODE HERE", "answer"), code("a = 2", "answer")],
        [code("a = 2", "answer"), code("a = ...\n# YOUR CODE HERE", "answer")],
        [code("a = 7", "answer"), code("a = 2", "answer"), code("  ", "answer")],
        [text("a = 2", "answer")],
    ],
    ids=["stub first", "stub last", "a second attempt", "turned into text"],
)
def test_an_answer_s_name_goes_to_the_last_cell_that_says_something(copies):
    cells = handed_in()
    cells[2:3] = copies
    cell = labels(rebuilt(cells, SKELETON))["answer"]
    assert (cell.cell_type, cell.source) == ("code", "a = 2")


def test_a_cell_that_lost_its_metadata_is_known_by_its_id():
    cells = [code("a = 2", id="answer"), text("Because.", id="why")]
    made = labels(rebuilt(cells, SKELETON))
    assert made["answer"].source == "a = 2"
    assert made["why"].source == "Because."


def test_a_lost_answer_in_words_is_looked_for_by_a_person():
    made = rebuilt([text("Because, says a cell without a name.")], SKELETON)
    assert labels(made)["why"].source == LOST  # it differs from the stub: no 0 by machine
    assert made[-1].source.startswith("Because")


def test_an_empty_answer_in_words_is_an_open_one_and_costs_nobody_a_look():
    assert labels(rebuilt([text(" ", "why")], SKELETON))["why"].source == "YOUR ANSWER HERE"


def test_what_stood_in_a_locked_cell_is_kept_beside_it():
    cells = [code("n = 1\na = 2", "numbers")]
    made = rebuilt(cells, SKELETON)
    assert made[0].source == f"# {CHANGED}\nn = 1\na = 2"
    assert made[1].source == "n = 1"


def test_outputs_and_foreign_metadata_are_left_behind():
    shown = nbformat.v4.new_output("display_data", {"text/html": "<script>"})
    cell = nbformat.v4.new_code_cell("a = 2", outputs=[shown], metadata={"tags": ['" onclick="']})
    (made, *_) = rebuilt([cell], [])
    assert not made.outputs
    assert not made.metadata


class Acts(HTMLParser):
    """Everything in a page that could act."""

    def __init__(self, page):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(page)
        self.close()

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            link = name in ("href", "src")
            web = re.match(WEB, value or "")
            if name.startswith("on") or (link and not web) or value == "mermaid":
                self.found.append((tag, name, value))


TEXT_TAGS = "p a em strong code pre h1 h2 h3 h4 h5 h6 ul ol li hr br blockquote img del div span"
TABLE_TAGS = "table thead tbody tr th td dl dt dd input"
TAGS = {*f"{TEXT_TAGS} {TABLE_TAGS}".split()}
WEB = r"https?://|mailto:|#|attachment:[\w.-]+$|data:image/(png|jpeg|gif|webp);base64,"
SNIPPETS = [
    "<script>", "</script>", "<img src=x onerror=alert(1)>", "<", ">", "<!--", "-->", "<?", "[a]",
    "(javascript:x)", "[a](javascript:x)", "![a](data:text/html,x)", "[a]: javascript:x", "](",
    "]:", "(\n", "java&#115;cript:x)", "<javascript:x>", "```mermaid\n", "~~~ mermaid\n", "```",
    "`", "$", "$$", "\\href{javascript:x}{y}", "\\begin{a}", "\\end{a}", "\\", "|", "|-|-|\n",
    "\n", "\n\n", "    ", "* ", "> ", "# ", '"', "'", "![](attachment:a.png)", "<b", "x", "\0",
    "![](attachment:b.png)", "https://x.org/", '[a](https://x.org "t" onmouseover=x)', "&", ";",
    "&lt;script&gt;", "onclick=y>", "\\\\href{", "&#92;", "href{",
]  # fmt: skip
PICTURE = {"a.png": {"image/png": "aGk="}}


@given(st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=3), max_size=14).map("".join))
@example("[a]: \n javascript:x\n\n[a]")
@example("[a](\njavascript:x)")
@example("&#36;&#92;href{javascript:x}{y}&#36;")
@example("$\\\\href{javascript:x}{y}$")
@example("> ```mermaid\n> <b onclick=y>\n")
def test_no_markdown_of_a_student_acts_in_a_page(source):
    renderer = IPythonRenderer(escape=False, attachments=PICTURE)
    page = Acts(MarkdownWithMath(renderer=renderer).render(harmless(source, PICTURE)))
    assert page.found == []
    assert not re.search(r"\\href(?![A-Za-z])", page.text)


@pytest.mark.parametrize(
    "source",
    [
        "Since $p < q$ and **so** $-\\sum_k p_k \\log q_k \\ge 0$, [see](https://x.org/a?b=1).",
        "| a | b |\n|---|---|\n| 1 < 2 | `x[0](1)` |",
        "![](attachment:a.png)",
        "$$\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}$$",
    ],
)
def test_ordinary_answers_are_shown_as_they_were_written(source):
    assert harmless(source, PICTURE) in (source, source.replace("](1)", "] (1)"))


def test_only_pictures_stay_attached():
    wild = {"a.png": {"image/png": "aGk="}, "b": {"image/svg+xml": "aGk="}, 3: None, "c": "x"}
    wild["d"] = {"image/png": 'aGk="><script>'}
    assert harmless_pictures(wild) == PICTURE
    for odd in (None, [], "x", 3):
        assert harmless_pictures(odd) == {}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"[]",
        b"\xff\xfe\x00",
        b'{"cells": 3}',
        b'{"cells": [{"cell_type": "code", "source": "a = 1", "metadata": null}]}',
        b'{"cells": [{"cell_type": "code", "source": "a = 1"}], "nbformat": "x"}',
        b'{"cells": [{"cell_type": "code", "source": "a = 1"}, {"cell_t',
        b"[" * 100_000,
        json.dumps({"worksheets": [{"cells": [{"cell_type": "code", "input": "a = 1"}]}]}).encode(),
    ],
)
def test_a_reader_that_no_file_stops(tmp_path, data):
    (tmp_path / "a.ipynb").write_bytes(data)
    written, _ = AnyNotebook().from_filename(str(tmp_path / "a.ipynb"), resources={})
    notebook = nbformat.reads(written, as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[0].source.strip()
    assert b"a = 1" not in data or notebook.cells[0].source == "a = 1"


def test_whoever_handed_in_is_handed_over_with_a_notebook_or_with_the_reason(tmp_path):
    there = Submission("ada", "a.ipynb", b"{}", "", ())
    lost = Submission("bob", "", b"", "The folder holds <b>no</b> notebook.", ())
    hand_over([there, lost], NAME, tmp_path)
    assert (tmp_path / "ada" / NAME / f"{NAME}.ipynb").read_bytes() == b"{}"
    told = nbformat.read(tmp_path / "bob" / NAME / f"{NAME}.ipynb", as_version=4)
    assert told.cells[0].source == "The folder holds < b>no< /b> notebook."


def test_the_file_named_most_like_the_assignment_gets_its_name(tmp_path):
    names = ["notes.ipynb", "A1_Information(2).ipynb", "zz.ipynb"]
    for name in names:
        (tmp_path / name).write_text(name)
    notebooks = [str(tmp_path / name) for name in names]
    rename(assignment=NAME, student="ada", notebooks=notebooks)
    assert notebooks == [str(tmp_path / f"{NAME}.ipynb")]
    assert (tmp_path / f"{NAME}.ipynb").read_text() == names[1]
    (tmp_path / names[1]).write_text("changed")
    rename(assignment=NAME, student="ada", notebooks=notebooks)
    assert (tmp_path / f"{NAME}.ipynb").read_text() == names[1]
