"""From a learning platform's zip through nbgrader and back into the platform's table."""

import csv
import json
import zipfile

import pytest

pytest.importorskip("nbgrader")

from nbgrader.apps.exportapp import ExportApp
from nbgrader.plugins import CsvExportPlugin
from nbgrader_course import NAME, Course, half_of_all

from xentlib.classroom import cli
from xentlib.classroom.grading import _assignment, _marking
from xentlib.classroom.grading.lms import read_marks
from xentlib.classroom.grading.nbgrader_plugin import Export

HEAD = "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed\n"
ADA, JANE, BOB, EVE, FAY = "Ada Lovelace_11", "Doe, Jane_12", "Bob_13", "Eve_14", "Fay_15"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course where a zip has been collected and autograded, and Ada's words been marked."""
    root = tmp_path_factory.mktemp("term") / "course"
    root.mkdir()
    one = Course(root)
    one.out, one.inbox = root / "build/grading", root.parent / "moodle.zip"
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(_assignment, "notebook_of", lambda name: one.file)
        one.points = (small := _assignment.load.__wrapped__(NAME)).points
        plugin = "xentlib.classroom.grading.nbgrader_plugin._trusting"
        monkeypatch.setattr(f"{plugin}.load", lambda name: small)
        monkeypatch.setattr(f"{plugin}.grade", half_of_all)
        one.release()
        with zipfile.ZipFile(one.inbox, "w") as box:
            for who in (ADA, JANE):
                box.writestr(f"{who}_assignsubmission_file_/my a1.ipynb", json.dumps(one.source))
            box.writestr(f"{BOB}_assignsubmission_file_/essay.pdf", b"%PDF")
        assert collected(one) == 0
        one.do("autograde", "*")
    with one.api.gradebook as gradebook:
        gradebook.add_student(EVE)
        gradebook.add_student(FAY)
        gradebook.add_submission(NAME, FAY)
    one.mark_by_hand(ADA, 3)
    return one


def collected(course):
    return cli.main(["assignment", "collect", "a1", str(course.inbox), "--out", str(course.out)])


def exported(course, exporter, **options):
    path = course.root.parent / "marks.csv"
    with course.api.gradebook as gradebook:
        exporter(to=str(path), **options).export(gradebook)
    return path


def given_back(course, report, *more):
    """What Moodle's table says of each student when the marks are in it, and the status."""
    worksheet, out = course.root.parent / "worksheet.csv", course.root.parent / "upload.csv"
    rows = [
        f'Participant {who[-2:]},"{who[:-3]}",x@x.org,,,20,Yes' for who in (ADA, JANE, BOB, EVE)
    ]
    worksheet.write_text(HEAD + "\n".join(rows) + "\n")
    words = ["grades", str(worksheet), "--report", str(report), "--out", str(out), *more]
    status = cli.main(words)
    with out.open(newline="") as file:
        return status, {row["Full name"]: row["Grade"] for row in csv.DictReader(file)}


@pytest.fixture
def half(course):
    return course.points / 2


def test_marks_of_program_and_person_reach_the_platform_and_what_is_open_is_said(
    course, half, capsys
):
    capsys.readouterr()
    status, grades = given_back(course, exported(course, Export))
    said = capsys.readouterr().out
    assert grades["Ada Lovelace"] == f"{half + 3:g}"
    assert grades["Doe, Jane"] == f"{half:g}"
    assert grades["Eve"] == ""
    assert status == 1
    assert f"{JANE}: marked in part: 1 of its answers wait for a person" in said
    assert f"{EVE}: not marked: nothing was handed in" in said
    assert ADA not in said


def test_a_student_without_a_notebook_gets_0_and_the_reason_from_nbgrader_to_the_platform(
    course, capsys
):
    why = "No notebook (.ipynb) was handed in, only essay.pdf."
    assert course.marks()[BOB][0] == 0
    assert why in course.path("autograded", BOB).read_text()
    capsys.readouterr()
    _, grades = given_back(course, exported(course, Export, parent=course.api))
    assert grades["Bob"] == "0"
    assert f"{BOB}: marked in part: {why}; 1 of its answers wait" in capsys.readouterr().out


def test_what_autograding_has_not_reached_is_no_mark(course):
    with exported(course, Export).open(newline="") as file:
        said = {row["student_id"]: row["status"] for row in csv.DictReader(file)}
    assert said[FAY].startswith("not marked: `nbgrader autograde` has not been given")
    assert said[ADA] == "marked"


def test_a_torn_file_s_mark_is_one_in_part_until_a_whole_file_is_marked(course, half, capsys):
    path = course.path("autograded", ADA)
    whole = path.read_text()
    torn = json.loads(whole)
    torn["metadata"]["xentlib"]["status"] = _marking.IN_PART
    for text, said in ((json.dumps(torn), "marked in part: torn file"), (whole, "")):
        path.write_text(text)
        capsys.readouterr()
        _, grades = given_back(course, exported(course, Export, parent=course.api))
        assert grades["Ada Lovelace"] == f"{half + 3:g}"
        assert (f"{ADA}: {said}" in capsys.readouterr().out) == bool(said)


def test_the_table_of_nbgrader_s_own_exporter_is_read_and_what_it_can_t_say_is_said(
    course, half, capsys
):
    report = exported(course, CsvExportPlugin, student=[ADA, EVE])  # it can't write Jane's comma
    status, grades = given_back(course, report)
    assert "does not say whether answers still wait for a person" in capsys.readouterr().out
    assert (status, grades["Ada Lovelace"], grades["Eve"]) == (1, f"{half + 3:g}", "")


def test_of_several_assignments_one_must_be_named(course, half):
    report = exported(course, Export)
    head, *rows = report.read_text().splitlines()
    others = [row.replace(NAME, "a2") for row in rows]
    report.write_text("\n".join([head, *rows, *others]))
    with pytest.raises(SystemExit, match=f"assignment must be one of {NAME}, a2; got ''"):
        given_back(course, report)
    assert given_back(course, report, "-a", NAME)[1]["Ada Lovelace"] == f"{half + 3:g}"


def test_a_file_that_is_collected_again_and_has_changed_is_named(course, capsys):
    capsys.readouterr()
    collected(course)
    assert "another file" not in capsys.readouterr().out
    course.path("submitted", ADA).write_text("{}")
    collected(course)
    said = capsys.readouterr().out
    assert f"{ADA}: another file than before; mark it again: nbgrader autograde {NAME}" in said
    assert f"{BOB}: No notebook (.ipynb) was handed in, only essay.pdf." in said


def test_a_table_that_holds_no_marks_is_refused(tmp_path):
    other = tmp_path / "other.csv"
    other.write_text(HEAD)
    with pytest.raises(SystemExit, match=r"must be the grades.csv that `xent grade` or `nbgrader"):
        cli.main(["grades", str(other), "--report", str(other), "--out", str(tmp_path / "up.csv")])


def test_the_course_s_own_export_goes_into_build_grading_and_says_what_is_open(course):
    app = ExportApp(config=course.api.config)
    app.init_plugin()
    assert type(app.plugin_inst) is Export
    assert app.plugin_inst.to == str(course.out / "grades.csv")


def test_a_program_s_table_is_said_to_lack_what_a_person_marks(tmp_path):
    table = tmp_path / "grades.csv"
    table.write_text("student,score,status\nada,7,marked\n")
    assert read_marks(table).notes == ()
    (tmp_path / "ada").mkdir()
    report = {"manual": [{"name": "chance", "points": 4.0}]}
    (tmp_path / "ada/report.json").write_text(json.dumps(report))
    (note,) = read_marks(table).notes
    assert "what a person marks (chance 4) is not among them" in note
