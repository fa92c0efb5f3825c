"""Reports: every text escaped, everything in one file, names that are safe for files."""

import csv
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, strategies as st

from xentlib.classroom.grading._assignment import Assignment, Question
from xentlib.classroom.grading._report import told, unmarked
from xentlib.classroom.grading.reports import (
    folder_of,
    read_report,
    read_reports,
    write_report,
    write_table,
)
from xentlib.classroom.grading.reports._files import gradescope, page

QUESTION = Question("a1_information.cards", "cards", 3.0)
WORK = Assignment("a1_information", (QUESTION,), (("why", 4.0),))
EVIL = "<script>alert(1)</script>\"'&\ud800"


def report(text=EVIL, **more):
    entry = told(
        QUESTION, {"small": True, text or "large": False}, "wrong", "", [text, f"  {text}"]
    )
    base = unmarked(WORK, "marked", 1, student=text, backend="bubblewrap")
    base |= {"file": text, "replay": text}
    return base | {"notes": [text], "questions": [entry], "score": 1.5} | more


OURS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "strong", "section"}
OURS |= {"table", "tr", "th", "td", "pre", "footer"}


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen, self.attributes = set(), set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


@given(st.text())
def test_a_page_holds_no_tag_that_is_not_ours_and_no_address(text):
    tags = Tags()
    tags.feed(page(report(text)))
    assert tags.seen <= OURS
    assert tags.attributes <= {"lang", "charset", "name", "content", "class", "scope"}


def test_a_page_tells_points_parts_words_and_that_nothing_was_sandboxed():
    said = page(report("It is too large.", sandboxed=False, backend="none"))
    for text in (
        "1.5 of 3 points",
        '<th scope="col">part</th>',
        "small",
        "It is too large.",
        "up to 4 points, marked by hand",
        "Not sand",
    ):
        assert text in said


@given(st.text(min_size=1), st.text(min_size=1))
def test_every_student_has_a_folder_of_their_own_within_the_marks(one, other):
    out = Path("/out")
    first, second = (folder_of(out, "a1", student) for student in (one, other))
    assert first.parent == out / "a1"
    assert first.name not in {"", ".", ".."}
    assert (first == second) == (one == other)


def test_reports_can_be_read_again_and_what_is_none_is_none(tmp_path):
    write_report(tmp_path / "ada", report("ada"))
    assert read_report(tmp_path / "ada") == report("ada")
    assert read_report(tmp_path / "bob") is None
    (tmp_path / "ada" / "report.json").write_text("[1")
    assert read_report(tmp_path / "ada") is None
    write_report(tmp_path / "eve", report())  # half of a surrogate pair can't be written
    assert read_report(tmp_path / "eve")


def test_gradescope_reads_scores_and_words():
    found = gradescope(report("Too large.", status="torn"))
    assert (found["score"], found["tests"][0]["max_score"]) == (1.5, 3.0)
    assert found["tests"][0]["output"] == "Too large.\n  Too large."
    assert found["output"].startswith("torn")


def test_a_table_has_a_line_for_each_student_whatever_their_names(tmp_path):
    names = ["ada", 'b,"ob', "cem\ndan", "=1+1"]
    write_table(tmp_path / "grades.csv", [report(name) for name in names])
    with (tmp_path / "grades.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert sorted(line["student"] for line in lines) == sorted(names)
    assert {line["cards"] for line in lines} == {"1.5"}


def test_who_was_not_marked_has_no_points_in_the_table_on_the_page_and_in_gradescope(tmp_path):
    one = report("ada", status="not marked: this is no notebook of a1", notes=[])
    write_table(tmp_path / "grades.csv", [one])
    with (tmp_path / "grades.csv").open(newline="", encoding="utf-8") as file:
        (line,) = csv.DictReader(file)
    assert (line["cards"], line["score"], line["max"]) == ("", "", "3")
    assert "of 3 points</strong>" not in page(one)
    found = gradescope(one)
    assert not any("score" in each for each in (found, *found["tests"]))  # it adds up the tests
    assert "<strong>not marked: this is no notebook of a1</strong>" in page(one)


@given(st.lists(st.text(st.sampled_from("=+-@ a\t\n"), min_size=1), min_size=1))
def test_notes_in_the_table_are_whole_and_no_formula(notes):
    with TemporaryDirectory() as home:
        write_table(Path(home, "grades.csv"), [report("ada", notes=notes)])
        with Path(home, "grades.csv").open(newline="", encoding="utf-8") as file:
            (line,) = csv.DictReader(file)
    assert all(note in line["notes"] for note in notes)
    assert line["notes"][0] not in "=+-@\t\n"


@pytest.mark.parametrize(
    "state, said", [("open", "not attempted,"), ("missing", "not in the file,"), ("wrong", "0 of")]
)
def test_what_was_not_tried_reads_as_points_that_can_be_had_and_not_as_lost(state, said):
    entry = told(QUESTION, {"a": False, "b": False}, state, "", ["Words."])
    shown = " ".join(page(report("ada", questions=[entry])).split())
    assert f"cards: {said}" in shown
    assert ("worth 3 points" in shown) == (state != "wrong")


def test_reports_of_all_who_were_ever_marked_are_found_and_nothing_else(tmp_path):
    for name in ("ada", "bob"):
        write_report(folder_of(tmp_path, "a1_information", name), report(name))
    write_report(folder_of(tmp_path, "a1_information", "cem"), report("cem", assignment="a2"))
    (tmp_path / "a1_information" / "grades.csv").write_text("student\n")
    found = read_reports(tmp_path, "a1_information")
    assert [each["student"] for each in found] == ["ada", "bob"]
    assert read_reports(tmp_path, "a7") == []
