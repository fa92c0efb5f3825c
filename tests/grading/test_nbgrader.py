"""A term with nbgrader itself: its gradebook, penalties, feedback and export, and our marks."""

import json
from html.parser import HTMLParser

import nbformat
import pytest

from xentlib.classroom.grading.lms import Student

pytest.importorskip("nbgrader")

from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader.handlers import template_path
from nbgrader_course import HOURS_LATE, NAME, Course, named, play
from traitlets.config import Config

from xentlib.classroom.grading.nbgrader_plugin import RepairSubmission, TrustedGrade
from xentlib.classroom.grading.release import RECORD, SECRET, read_edition
from xentlib.classroom.grading.release._record import draw, record

STUDENTS = {"right", "late", "half", "empty", "binary", "torn", "stray", "nameless", "evil"}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield play(Course(tmp_path_factory.mktemp("course")), monkeypatch)


@pytest.fixture(scope="module")
def worth(course):
    """Points of what a program marks, by its cell."""
    said = {
        c["id"]: c["metadata"].get("nbgrader", {}).get("points") for c in course.source["cells"]
    }
    return {name: said[f"{name}-test"] for name in ("clock-bits", "synergy")}


def test_the_gradebook_has_everybody_and_the_points_are_those_that_our_grader_gave(course):
    assert set(course.before) == STUDENTS == set(course.reports)
    for student, (points, _, _) in course.before.items():
        assert points == course.reports[student]["score"], student


def test_right_answers_get_all_points_whatever_has_become_of_their_cells(course, worth):
    for student in ("right", "late", "torn", "stray", "nameless"):
        assert course.before[student][0] == sum(worth.values()), student
    assert course.before["half"][0] == worth["clock-bits"]
    for student in ("empty", "binary", "evil"):
        assert course.before[student][0] == 0, student


def test_a_person_is_asked_to_look_at_all_answers_in_words_but_those_left_open(course):
    looked_at = {student for student, (_, _, look) in course.before.items() if look}
    assert looked_at == STUDENTS - {"empty"}


def test_a_person_s_points_and_the_penalty_for_lateness_reach_the_export(course, worth):
    right, late, half = (course.table[student] for student in ("right", "late", "half"))
    full = sum(worth.values())
    assert float(right["score"]) == full + 3
    assert float(late["raw_score"]) == full + 4
    assert float(late["late_submission_penalty"]) == HOURS_LATE
    assert float(late["score"]) == full + 4 - HOURS_LATE
    assert float(half["score"]) == worth["clock-bits"]
    assert {float(row["max_score"]) for row in course.table.values()} == {full + 4}


def test_each_marked_notebook_says_by_what_seed_and_behind_what_walls(course):
    for student in STUDENTS:
        said = json.loads(course.path("autograded", student).read_text())["metadata"]["xentlib"]
        report = course.reports[student]
        assert [said[k] for k in ("seed", "backend", "sha256")] == [
            report[k] for k in ("seed", "backend", "sha256")
        ]
        assert f"seed {report['seed']}" in course.path("feedback", student, "html").read_text()


def test_the_reason_stands_below_the_points(course):
    wrong = json.loads(course.path("autograded", "half").read_text())
    points, words = named(wrong, "synergy-test")["outputs"]
    assert points["output_type"] == "execute_result"
    assert points["data"]["text/plain"] == ["0.0"]
    said = next(m for m in course.reports["half"]["questions"] if m["name"] == "synergy")["lines"]
    assert "".join(words["text"]) == "\n".join(said) + "\n"
    assert "".join(words["text"]).strip() in Page(course, "half").text
    assert course.reports["binary"]["status"] in Page(course, "binary").text


def test_no_line_of_a_solution_is_in_the_feedback_of_who_did_not_find_it(course):
    solution = "".join(named(course.source, "synergy")["source"]).split("### BEGIN SOLUTION")[1]
    lines = [line.strip() for line in solution.splitlines() if len(line.strip()) > 20]
    assert len(lines) >= 3
    for student in ("empty", "binary", "half", "evil"):
        text = Page(course, student).text
        assert not [line for line in lines if line in text], student
        assert student == "half" or "BEGIN SOLUTION" not in text  # half handed the marker in


def test_nothing_that_a_student_wrote_acts_in_the_feedback(course):
    own, other = Page(course, "evil"), Page(course, "right")
    assert own.scripts == other.scripts  # nbgrader's own
    assert "<script>alert(1)</script>" in own.text  # as text, in the raw cell and in the error
    for tag, name, value in own.attributes:
        assert not name.startswith("on"), (tag, name, value)
        assert not (value or "").strip().lower().startswith(("javascript", "data:text")), value
    assert "\\href" not in own.text
    assert not any(value == "mermaid" for _, _, value in own.attributes)


def test_nor_in_formgrader_where_a_person_marks(course):
    own, other = (
        Page(course, student, formgrader(course, student)) for student in ("evil", "right")
    )
    assert own.scripts == other.scripts
    assert "<script>alert(1)</script>" in own.text
    for tag, name, value in {*own.attributes} - {*other.attributes}:
        assert not name.startswith("on"), (tag, name, value)
        assert not (value or "").strip().lower().startswith(("javascript", "data:text")), value


def formgrader(course, student):
    """The page that formgrader makes of a marked notebook."""
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [template_path]
    about = dict.fromkeys(("last_name", "first_name", "base_url", "notebook_path"), "")
    about |= {"assignment_id": NAME, "notebook_id": NAME, "student": "", "submission_id": "x"}
    path = str(course.path("autograded", student))
    page, _ = HTMLExporter(config=config).from_filename(path, about | {"index": 0, "total": 1})
    return page


def test_a_notebook_shows_a_student_s_own_numbers_and_no_others_are_marked(course):
    students = [Student(n, (name,), (), name) for n, name in enumerate(["ada", "bob"])]
    record(NAME, draw(NAME, students, course.root), course.root)
    about = {"student": "ada", "assignment": NAME, "notebook": NAME}
    about["db_url"] = course.api.coursedir.db_url
    repair, trust = (
        step(config=course.api.config, parent=course.api)
        for step in (RepairSubmission, TrustedGrade)
    )
    came = nbformat.reads(json.dumps(course.source), as_version=4)
    (made, _) = repair.preprocess(came, {"nbgrader": about})
    own = read_edition(NAME, course.root).due("ada")
    with pytest.raises(ValueError, match="not marked: right is not in the list"):
        trust.preprocess(came, {"nbgrader": about | {"student": "right"}})
    for path in (SECRET, RECORD):
        (course.root / path).unlink()
    scope = {}
    exec(named(made, "parameters").source, scope)
    assert own
    assert {name: scope[name] for name in own} == own


def test_every_submission_is_left_as_it_came(course):
    assert course.path("submitted", "binary").read_bytes() == b"\x00\xff\x00not a notebook"
    folder = course.path("submitted", "stray").parent
    assert {p.name for p in folder.glob("*.ipynb")} == {f"{NAME}.ipynb", "A1-information (1).ipynb"}


def test_everything_lies_in_build_grading(course):
    found = {path.relative_to(course.root).as_posix() for path in course.root.iterdir()}
    assert found == {"nbgrader_config.py", "notebooks", "build", "grades.csv"}
    assert [p.name for p in (course.root / "build").iterdir()] == ["grading"]


class Page(HTMLParser):
    """A feedback page: its scripts, its text, and what its tags say."""

    def __init__(self, course, student, page=""):
        super().__init__()
        self.scripts, self.attributes, self.text, self.inside = [], [], "", ""
        self.feed(page or course.path("feedback", student, "html").read_text())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag == "script":
            self.scripts.append(dict(attrs).get("src", ""))

    def handle_endtag(self, _):
        self.inside = ""

    def handle_data(self, data):
        if self.inside == "script":
            self.scripts.append(data)
        elif self.inside != "style":
            self.text += data
