"""Each student has numbers of their own: known by any spelling, and nobody else's are paid."""

import csv
import json
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from notebooks import WALLS
from xentlib.classroom import cli
from xentlib.classroom.grading import _running, grade, load, run
from xentlib.classroom.grading._assignment import notebook_of
from xentlib.classroom.grading._cells import Cell, read_cells
from xentlib.classroom.grading._edition import general
from xentlib.classroom.grading._put_in import filled_up, written
from xentlib.classroom.grading._report import SET_AGAIN, printed
from xentlib.classroom.grading.lms import Student
from xentlib.classroom.grading.release import (
    RECORD,
    SECRET,
    make_secret,
    read_edition,
    read_students,
)
from xentlib.classroom.grading.release._personal import filled
from xentlib.classroom.grading.release._record import draw, record
from xentlib.classroom.grading.release._students import place, write_index
from xentlib.classroom.topics import ASSIGNMENTS

walls = pytest.mark.skipif(not WALLS, reason="NOTHING HERE CAN KEEP STUDENTS' CODE AWAY")
WORK = "a1_information"
OWN = {"clock_bits", "rolls"}
WORKSHEET = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed"\n'
    '"Participant 501","Zoë Lovelace",zoe@x.org,"No submission",,20,Yes\n'
    '"Participant 502","Bob O\'Neil",bob@x.org,"No submission",,20,Yes\n'
)
PARTICIPANTS = (
    'First name,"Last name",ID number,Email address\n'
    "Zoë,Lovelace,s001,zoe@x.org\nBob,O'Neil,s002,bob@x.org\n"
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,a1 (77)\n"
    "    Points Possible,,,,,20\n"
    '"Lovelace, Zoë",9001,S1,zoe,A,\n"O\'Neil, Bob",9002,S2,bob,A,\n"Student, Test",9003,,b7,A,\n'
)
LINES = "Zoë Lovelace\nBob O'Neil\n"


@cache
def short():
    """The assignment with three questions, so that it is marked quickly."""
    whole = load(WORK)
    asked = tuple(each for each in whole.questions if each.short in {*OWN, "bits_per_letter"})
    return replace(whole, questions=asked)


@cache
def with_numbers(numbers=(), drop=()):
    """The solutions, with these numbers in place of the general ones."""
    notebook = json.loads(notebook_of(WORK).read_bytes())
    for cell in notebook["cells"]:
        if cell["id"] == "parameters":
            cell["source"] = filled("".join(cell["source"]), dict(numbers))
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in drop]
    return json.dumps(notebook).encode()


def solved(numbers, **options):
    return with_numbers(tuple(numbers.items()), **options)


def edition_of(folder, text, name="list.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    students, _ = read_students(path)
    record(WORK, draw(WORK, students, folder), folder)
    return read_edition(WORK, folder)


@pytest.fixture
def edition(tmp_path):
    return edition_of(tmp_path, PARTICIPANTS)


def scores(report):
    return {question["name"]: question["score"] for question in report["questions"]}


@pytest.mark.parametrize(
    "text, name, called",
    [
        (WORKSHEET, "a.csv", "Zoë Lovelace_501"),  # Moodle's download, the same number
        (WORKSHEET, "a.csv", "Participant 501"),
        (WORKSHEET, "a.csv", "Zoë Lovelace_77"),  # a download of another assignment
        (PARTICIPANTS, "a.csv", "Zoë Lovelace_501"),
        (PARTICIPANTS, "a.csv", "S001"),
        (PARTICIPANTS, "a.csv", "zoe@x.org"),
        (CANVAS, "a.csv", "lovelacezoe_9001"),
        (LINES, "a.txt", "Zoë Lovelace_501"),
        (LINES, "a.txt", "zoë  lovelace"),
        (LINES, "a.txt", "Lovelace, Zoë"),
        (LINES, "a.txt", "Zo%C3%AB Lovelace"),
        (LINES, "a.txt", unicodedata.normalize("NFD", "Zoë Lovelace")),
        (LINES, "a.txt", "Zoe lovelace"),  # as a keyboard without ë writes it
        (LINES, "a.txt", "lovelace zoë"),
        (LINES, "a.txt", "lovelacezoë_9001"),  # a Canvas zip
        (WORKSHEET, "a.csv", "lovelacezoe_9001"),
        (PARTICIPANTS, "a.csv", "lovelacezoe_9001"),
    ],
)
def test_a_student_is_known_however_the_list_and_the_folder_write_the_name(
    tmp_path, text, name, called
):
    known = edition_of(tmp_path, text, name)
    first, second = known.numbers
    assert known.due(called) == first != second
    cells, _ = read_cells(solved(first))
    assert known.objection(cells, called) == ""


def test_a_folder_of_handouts_names_its_student_when_it_comes_back(tmp_path):
    known = edition_of(tmp_path, "Bob O'Neil\n../eve\n", "a.txt")
    folders = [place(student, WORK).split("/")[0] for student in known.students]
    assert "%" in "".join(folders)
    assert [known.due(folder) for folder in folders] == [*known.numbers]


OTHERS = {
    "another student's": ("s001", lambda e: e.due("s002"), "those of s002 (Bob O'Neil)"),
    "the general ones": ("s001", lambda e: e.general, "those of the general edition"),
    "edited": ("s001", lambda e: e.due("s001") | {"n": 17}, "nobody's"),
    "edited so that they can't be read": ("s001", lambda e: {"n": None}, "nobody's"),
    "of a student who is not in the list": ("eve", lambda e: e.due("s001"), "those of s001"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_it_is_said_whose_the_numbers_are_that_are_not_the_student_s(edition, kind):
    student, numbers, whose = OTHERS[kind]
    cells, _ = read_cells(solved(numbers(edition)))
    assert whose in edition.objection(cells, student)
    assert ("eve is not in the list" in edition.objection(cells, student)) == (student == "eve")


@walls
def test_what_a_student_reads_names_no_other_student(edition, tmp_path, monkeypatch):
    monkeypatch.setattr(_running, "load", lambda name: short())
    (tmp_path / "in").mkdir()
    for called in ("Zoë Lovelace_501", "Eve_9"):
        path = tmp_path / "in" / f"{called}.ipynb"
        path.write_bytes(solved(edition.due("s002")))
    out = tmp_path / "out"
    for student, report in marked(tmp_path / "in", edition, out).items():
        own = [out / WORK / student / name for name in ("feedback.html", "results.json")]
        assert not [path for path in own if "Bob" in text_of(path) or "s002" in text_of(path)]
        assert all("another student" in text_of(path) for path in own)
        kept = (out / WORK / student / "report.json", out / WORK / "grades.csv")
        assert all("Bob O'Neil" in said for said in [report["status"], *map(text_of, kept)])


def text_of(path):
    return path.read_text(encoding="utf-8")


def test_names_that_two_students_share_are_not_guessed(tmp_path):
    twins = PARTICIPANTS.replace("Bob,O'Neil", "Zoë,Lovelace")
    known = edition_of(tmp_path, twins)
    assert known.due("Zoë Lovelace_501") is None
    cells, _ = read_cells(solved(known.due("s001")))
    said = known.objection(cells, "Zoë Lovelace_501")
    assert "may be s001 (Zoë Lovelace) or s002 (Zoë Lovelace)" in said
    assert "may be several students in" in known.objection(cells, "Zoë Lovelace_501", named=False)


def test_where_nobody_got_own_numbers_the_general_ones_hold_although_there_is_a_secret(tmp_path):
    make_secret(tmp_path)
    known = read_edition(WORK, tmp_path)
    assert known.due("anybody") == known.general == general(load(WORK)).general
    cells, _ = read_cells(notebook_of(WORK).read_bytes())
    assert known.objection(cells, "anybody") == ""
    cells, _ = read_cells(solved(known.general | {"n": 17}))
    assert "nobody's" in known.objection(cells, "anybody")


@walls
@pytest.mark.parametrize("kind", OTHERS)
def test_other_numbers_are_neither_paid_nor_lost_in_silence(edition, kind):
    student, numbers, _ = OTHERS[kind]
    report = grade(solved(numbers(edition)), short(), 1, student=student, edition=edition)
    assert report["status"].startswith("not marked: ")
    assert {q["name"] for q in report["questions"] if q["state"] == "unmarked"} == OWN
    paid = {q["name"] for q in report["questions"] if q["score"] == q["points"]}
    assert paid == scores(report).keys() - OWN
    assert all(scores(report)[name] == 0 for name in OWN)


@walls
def test_own_numbers_are_paid_and_put_in_where_their_cell_is_deleted_or_a_part_of_it(edition):
    mine = edition.due("s001")
    options = {"student": "Zoë Lovelace_501", "edition": edition}
    report = grade(solved(mine), short(), 1, **options)
    assert (report["status"], report["score"]) == ("marked", short().points)
    assert report["notes"] == []
    deleted = solved(mine, drop=("parameters",))
    for data, lost in ((deleted, [*mine]), (cut(solved(mine), "six"), ["six"])):
        report = grade(data, short(), 1, **options)
        assert (report["status"], report["score"]) == ("marked", short().points)
        (note,) = report["notes"]
        assert note.startswith("The cell with your numbers is not in this notebook")
        assert note.endswith(f"Put in: {', '.join(lost)}")
        assert printed(report | {"chosen": "", "notes": [note, "NameError"]}) == [note]


@pytest.mark.parametrize(
    "below, here, names",
    [
        ("six = box = 0.5", "", "six, box"),
        ("", "six, box = 0.5, 7", "six, box"),
        ("for n in range(3):\n    pass", "", "n"),
        ("def f(n):\n    six = n", "", ""),
        ("N + six == six", "", ""),
    ],
)
def test_numbers_that_are_replaced_below_or_beside_their_own_lines_are_told(
    edition, below, here, names
):
    mine = edition.due("s001")
    cells = [Cell("code", f"{written(mine)}\n{here}", "parameters"), Cell("code", below)]
    notes = [f"{SET_AGAIN}: {names}"] if names else []
    twice = [*cells, cells[0]]  # a copy replaces nothing
    assert filled_up(cells, mine)[1] == filled_up(twice, mine)[1] == notes
    assert printed({"status": "marked", "chosen": "", "notes": notes}) == notes


@pytest.mark.parametrize("work", ASSIGNMENTS)
def test_no_solution_replaces_a_number(work):
    cells, _ = read_cells(notebook_of(work).read_bytes())
    assert filled_up(cells, general(load(work)).general) == (cells, [])


def cut(data, name):
    """A notebook whose cell of numbers has lost one of them."""
    notebook = json.loads(data)
    for cell in notebook["cells"]:
        if cell["id"] == "parameters":
            lines = "".join(cell["source"]).split("\n")
            cell["source"] = "\n".join(line for line in lines if not line.startswith(f"{name} ="))
    return json.dumps(notebook).encode()


def test_numbers_are_found_without_the_name_of_their_cell(edition):
    notebook = json.loads(solved(edition.due("s002")))
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    cells, _ = read_cells(json.dumps(notebook).encode())
    assert "those of s002" in edition.objection(cells, "s001")
    assert edition.objection(cells, "s002") == ""


def test_students_keep_their_numbers_when_handouts_are_built_for_a_longer_list(tmp_path):
    first = edition_of(tmp_path, "ada\nbob\n", "a.txt")
    second = edition_of(tmp_path, "bob\ncem\n", "a.txt")
    assert [student.id for student in second.students] == ["ada", "bob", "cem"]
    assert second.numbers[:2] == first.numbers
    assert (tmp_path / RECORD).stat().st_mode & 0o077 == 0


KINDS = {"list": LINES, "worksheet": WORKSHEET, "participants": PARTICIPANTS, "canvas": CANVAS}


def built(folder, text):
    return edition_of(folder, text, "a.txt" if text == LINES else "a.csv")


@pytest.mark.parametrize("first", KINDS)
def test_another_kind_of_list_gives_everybody_the_same_numbers_and_teaches_new_ids(first, tmp_path):
    before = built(tmp_path, KINDS[first])
    for text in KINDS.values():
        now = built(tmp_path, text)
        assert now.numbers == before.numbers
        assert [each.id for each in now.students] == [each.id for each in before.students]
    for called in ("Zoë Lovelace_501", "s001", "lovelacezoe_9001", "zoe", "Participant 501"):
        assert now.due(called) == before.numbers[0]


@pytest.mark.parametrize(
    "first, then",
    [
        (PARTICIPANTS.replace("Bob,O'Neil", "Zoë,Lovelace"), CANVAS),  # two before
        (LINES, PARTICIPANTS.replace("Bob,O'Neil", "Zoë,Lovelace")),  # two now
        (WORKSHEET, CANVAS.replace("9001", "502").replace("9002", "501")),  # ids cross
    ],
)
def test_who_can_t_be_told_from_another_kind_of_list_is_refused_with_the_way_back(
    first, then, tmp_path
):
    before = built(tmp_path, first)
    with pytest.raises(ValueError, match=f"it can't be told: build with .* delete .*{RECORD}"):
        built(tmp_path, then)
    assert read_edition(WORK, tmp_path) == before


def test_a_second_student_of_one_name_gets_numbers_when_ids_tell_the_first(tmp_path):
    first = edition_of(tmp_path, PARTICIPANTS)
    now = edition_of(tmp_path, PARTICIPANTS + "Zoë,Lovelace,s003,zoe3@x.org\n")
    assert now.numbers[:2] == first.numbers
    assert now.numbers[2] not in first.numbers


def test_numbers_stay_as_they_were_handed_out_when_the_course_draws_others(tmp_path, monkeypatch):
    from xentlib.classroom.grading.release import _record

    first = edition_of(tmp_path, LINES, "a.txt")
    real = _record.parameters
    monkeypatch.setattr(_record, "parameters", lambda *given: real(*given) | {"n": 5})
    assert edition_of(tmp_path, LINES, "a.txt").numbers == first.numbers


@pytest.mark.parametrize("text, said", [("", "is not there"), ("other", "is another secret")])
def test_without_the_secret_of_the_handouts_nothing_is_marked_or_made(
    edition, tmp_path, text, said
):
    secret = tmp_path / SECRET
    secret.unlink()
    if text:
        secret.write_text(text)
    for refused in (read_edition, lambda *given: draw(WORK, edition.students, tmp_path)):
        with pytest.raises(ValueError, match=f"{SECRET} {said}: put back the one with which"):
            refused(WORK, tmp_path)
    assert secret.exists() == bool(text)


def test_a_record_that_is_torn_or_of_another_course_is_refused(edition, tmp_path):
    path = tmp_path / RECORD
    path.write_text(path.read_text().replace('"six"', '"seven"'))
    with pytest.raises(ValueError, match="mark with the version of the course"):
        read_edition(WORK, tmp_path)
    path.write_text("{")
    with pytest.raises(ValueError, match="can't be read"):
        read_edition(WORK, tmp_path)


@pytest.mark.parametrize(
    "name, text, said",
    [
        ("a.txt", "ada\nbob\nADA\n", "lines 1 and 3 are the same student, ada"),
        ("a.txt", "Jane Doe\nDoe,  Jane\n", "lines 1 and 2 are the same student, Jane Doe"),
        ("a.txt", "Jane Doe_12\n12\n", "lines 1 and 2 are the same student, Jane Doe_12"),
        ("a.csv", WORKSHEET.replace("502", "501"), "lines 2, 3 have the same id or login"),
        ("a.csv", WORKSHEET + "Participant 503\n", "line 4 has 1 field"),
        ("a.txt", "\n\n", "names no student"),
    ],
)
def test_a_list_in_which_students_can_t_be_told_apart_is_refused(tmp_path, name, text, said):
    (tmp_path / name).write_text(text)
    with pytest.raises(ValueError, match=said):
        read_students(tmp_path / name)


def test_canvas_s_test_student_gets_no_notebook_and_this_is_said(tmp_path):
    (tmp_path / "a.csv").write_text(CANVAS)
    students, notes = read_students(tmp_path / "a.csv")
    assert [student.id for student in students] == ["9001", "9002"]
    assert notes == ["line 5 is Canvas's test student, who gets no notebook"]


@pytest.mark.parametrize(
    "line", ["Ada L., ada@x.org", "ada@x.org;Ada", "Ada\tL.", "Ada <a@x.org>", "Ada<a@x.org>"]
)
def test_a_line_that_holds_more_than_a_name_is_told(line, tmp_path):
    (tmp_path / "a.txt").write_text(f"Lovelace, Ada\neve@x.org\n{line}\nBob\n")
    students, (note,) = read_students(tmp_path / "a.txt")
    assert students[2].name == line
    assert note.startswith(
        f"line 3 is taken as a name as it stands, {line!r}: write the name alone"
    )
    (tmp_path / "a.txt").write_text(f"{line}\nB{line}\nC{line}\n")
    assert read_students(tmp_path / "a.txt")[1][1:] == ["other lines like this: 2"]


def test_an_index_tells_whose_each_handout_is_that_is_there(tmp_path):
    ada, bob = Student(1, ("7",), (), "Ada, L."), Student(2, ("8",), (), "薄伯")
    for file in ("7/a1.ipynb", "7/a2.ipynb", "8/a2.ipynb"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).touch()
    write_index(tmp_path, {"a1": [ada, bob], "a2": [ada, bob]})
    with (tmp_path / "who.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    assert rows == [
        ("7", "Ada, L.", "a1", "7/a1.ipynb"),
        ("7", "Ada, L.", "a2", "7/a2.ipynb"),
        ("8", "薄伯", "a2", "8/a2.ipynb"),
    ]


@pytest.fixture
def handed_in(edition, tmp_path, monkeypatch):
    monkeypatch.setattr(_running, "load", lambda name: short())
    folder = tmp_path / "in"
    for called, student in (("Zoë Lovelace_501", "s001"), ("Eve_9", "s002")):
        own = folder / f"{called}_assignsubmission_file_"
        own.mkdir(parents=True)
        (own / f"{WORK}.ipynb").write_bytes(solved(edition.due(student)))
    return folder


def marked(folder, edition, out, **options):
    found = run([folder], WORK, out=out, jobs=1, edition=edition, **options)
    return {report["student"]: report for report in found}


@walls
def test_what_was_not_marked_or_marked_by_another_secret_is_marked_again(
    handed_in, edition, tmp_path
):
    out = tmp_path / "out"
    first = marked(handed_in, edition, out)
    assert {first[s]["status"][:10] for s in first} == {"marked", "not marked"}
    eve = replace(edition.students[1], name="Eve")
    known = replace(edition, students=(edition.students[0], eve))
    again = marked(handed_in, known, out)
    assert {report["score"] for report in again.values()} == {short().points}
    assert again["Zoë Lovelace_501"]["seed"] == first["Zoë Lovelace_501"]["seed"]
    other = marked(handed_in, replace(known, secret="other"), out)
    assert other["Zoë Lovelace_501"]["seed"] != first["Zoë Lovelace_501"]["seed"]


@walls
def test_the_command_of_a_report_gives_its_marks_again_and_leaves_those_of_the_class(
    handed_in, edition, tmp_path, monkeypatch
):
    out = tmp_path / "out"
    report = marked(handed_in, edition, out)["Zoë Lovelace_501"]
    table = (out / WORK / "grades.csv").read_bytes()
    page = (out / WORK / "Zoë Lovelace_501/feedback.html").read_text()
    assert "--student &#39;Zoë Lovelace_501&#39; --out" in page
    again = replay_of(report, handed_in, tmp_path, edition, monkeypatch)
    assert again | {"backend": "", "chosen": ""} == report | {"backend": ""}
    path = next(handed_in.rglob("Zo*/*.ipynb"))
    with pytest.raises(ValueError, match="out must hold no marks of other students"):
        marked(path, edition, out, seed=report["seed"], student="Zoë Lovelace_501")
    assert (out / WORK / "grades.csv").read_bytes() == table


def replay_of(report, handed_in, folder, edition, monkeypatch):
    """What the command of a report writes, given where the file lies."""
    import shlex

    path = next(handed_in.rglob("Zo*/*.ipynb"))
    moved = folder / "elsewhere" / report["file"]
    moved.parent.mkdir()
    moved.write_bytes(path.read_bytes())
    monkeypatch.chdir(moved.parent)
    monkeypatch.setattr("xentlib.classroom.grading.release.read_edition", lambda name: edition)
    assert cli.main(shlex.split(report["replay"])[1:]) == 0
    (made,) = Path("build/replay").rglob("report.json")
    return json.loads(made.read_text(encoding="utf-8"))


def test_a_student_is_named_for_one_submission_alone(handed_in, edition, tmp_path):
    with pytest.raises(ValueError, match="student must name whose one submission is; got 's001'"):
        marked(handed_in, edition, tmp_path / "out", student="s001", backend="none")


@walls
def test_the_command_names_whose_numbers_came_and_ends_with_status_1(
    handed_in, edition, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr("xentlib.classroom.grading.release.read_edition", lambda name: edition)
    where = ["grade", str(handed_in), "-a", WORK, "--out", str(tmp_path / "out"), "--jobs", "1"]
    assert cli.main(where) == 1
    said = capsys.readouterr().out
    assert "1 of them could not be marked" in said
    assert "  Eve_9: not marked: Eve_9 is not in the list" in said
    assert "those of s002 (Bob O'Neil)" in said
    assert f"the number or name that {RECORD} has, and mark again" in said
    unlisted = replace(edition, students=(), numbers=())
    monkeypatch.setattr("xentlib.classroom.grading.release.read_edition", lambda name: unlisted)
    assert cli.main(where) == 1
    assert f"put {RECORD} back" in capsys.readouterr().out


@walls
def test_a_student_who_stands_under_two_names_among_the_marks_is_said(
    handed_in, edition, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr("xentlib.classroom.grading.release.read_edition", lambda name: edition)
    out = tmp_path / "out"
    for folder, times in (("Zoë Lovelace_501", 0), ("Lovelace, Zoë", 1)):
        path = tmp_path / folder / f"{WORK}.ipynb"
        path.parent.mkdir()
        path.write_bytes(solved(edition.due("s001")))
        assert cli.main(["grade", str(path.parent), "-a", WORK, "-o", str(out), "-j", "1"]) == 0
        said = capsys.readouterr().out
        assert said.count("are one student of the list, s001 (Zoë Lovelace)") == times
    assert f"delete one folder in {out / WORK}, and mark again" in said
    assert "Lovelace, Zoë and Zoë Lovelace_501 are" in said
