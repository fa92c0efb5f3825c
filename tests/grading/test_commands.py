"""The commands of a term, as an instructor gives them."""

import csv
import sys
from subprocess import run

import pytest

from notebooks import WALLS
from xentlib.classroom import cli
from xentlib.classroom.cli._group import xent
from xentlib.classroom.grading import rehearsal
from xentlib.classroom.grading._assignment import ROOT, notebook_of
from xentlib.classroom.grading.sandbox import NoSandboxError

walls = pytest.mark.skipif(not WALLS, reason="NOTHING HERE CAN KEEP STUDENTS' CODE AWAY")


@pytest.fixture
def handed_in(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "Ada Lovelace_11.ipynb").write_bytes(notebook_of("a1_information").read_bytes())
    (folder / "bob.ipynb").write_text("torn")
    return folder


@walls
def test_a_class_is_marked_looked_through_and_given_back(handed_in, tmp_path, capsys):
    out = tmp_path / "out"
    where = [str(handed_in), "-a", "a1_information", "--out", str(out)]
    assert cli.main(["grade", *where, "--jobs", "1"]) == 0
    said = capsys.readouterr().out
    assert "2 submissions, 1 of them could not be marked\n  bob: The file is no notebook" in said
    assert "what a person marks (chance 4) is not among them" in said
    assert cli.main(["similarity", *where]) == 0
    assert "0 pairs to look at" in capsys.readouterr().out
    table = out / "a1_information/grades.csv"
    with table.open(newline="") as file:
        (ada, _) = [row["student"] for row in csv.DictReader(file)]
    roster = tmp_path / "moodle.csv"
    head = "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed\n"
    roster.write_text(f"{head}Participant 11,{ada},ada@example.org,Submitted,,16.00,Yes\n")
    given = ["grades", str(roster), "--report", str(table), "--out", str(tmp_path / "up.csv")]
    assert cli.main(given) == 1  # bob is in no list
    assert "bob" in capsys.readouterr().out
    assert "Submitted,16" in (tmp_path / "up.csv").read_text()


@walls
def test_the_console_says_what_was_odd_and_another_assignment_s_file_is_no_mark(tmp_path, capsys):
    whole, other = (notebook_of(f"{n}").read_bytes() for n in ("start", "surprise"))
    files = {"ada": whole[:-200], "bob": other, "cem/start": whole, "cem/old": b"shares = 1"}
    for name, data in files.items():
        path = tmp_path / "in" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    where = ["grade", str(tmp_path / "in"), "-a", "start", "--out", str(tmp_path), "--jobs", "1"]
    assert cli.main(where) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[:5] == [
        "3 submissions, 1 of them could not be marked",
        "  ada: marked in part: torn file",
        "  bob: not marked: this is no notebook of start",
        "  cem: start.ipynb was marked, and not old.ipynb: its name is most like the assignment's.",
        "Notes on 2 students: see grades.csv",
    ]
    assert cli.main(where) == 1  # also of marks that were kept
    assert capsys.readouterr().out.splitlines()[:5] == said[:5]
    with (tmp_path / "start/grades.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["score"] for row in rows] == ["1", "", "1"]


GRADES = "student,score,status\nada,1,marked\n"
MOODLE = "Identifier,Full name,Grade\nParticipant 1,ada,\n"


@pytest.mark.parametrize(
    "roster, report, said",
    [
        ("First name,Last name,Email address\nAda,L.,a@b.org\n", GRADES, "has no column for grad"),
        ("ada\n", GRADES, "download the assignment's grading worksheet"),
        (MOODLE, MOODLE, "--report must be the grades.csv that `xent grade` or .*Identifier"),
        (MOODLE, "", "--report must be the grades.csv that .* names nothing"),
    ],
    ids=["participants", "names", "a roster for a report", "an empty report"],
)
def test_a_wrong_table_is_told_what_is_needed(roster, report, said, tmp_path):
    (tmp_path / "roster.csv").write_text(roster)
    (tmp_path / "grades.csv").write_text(report)
    where = [str(tmp_path / name) for name in ("roster.csv", "grades.csv", "up.csv")]
    with pytest.raises(SystemExit, match=said):
        cli.main(["grades", where[0], "--report", where[1], "--out", where[2]])
    assert not (tmp_path / "up.csv").exists()


def given_back(folder, roster, report, capsys):
    (folder / "roster.csv").write_text(roster)
    (folder / "grades.csv").write_text(report)
    where = [str(folder / name) for name in ("roster.csv", "grades.csv", "up.csv")]
    status = cli.main(["grades", where[0], "--report", where[1], "--out", where[2]])
    return status, capsys.readouterr().out


@pytest.mark.parametrize("name, n", [("ada", 1), ("eve", 0)])
def test_marks_count_as_written_only_where_they_were_written(name, n, tmp_path, capsys):
    status, said = given_back(tmp_path, MOODLE.replace("ada", name), GRADES, capsys)
    assert status == 1 - n
    assert f"1 students; {n} of 1 marks written\n" in said


def test_who_is_in_the_platform_s_table_and_not_in_the_report_is_named_in_one_line(
    tmp_path, capsys
):
    roster = MOODLE + "".join(f"Participant {n},{who},\n" for n, who in enumerate("xyz", 2))
    report = GRADES + "y,,not marked: no sandbox\n"
    status, said = given_back(tmp_path, roster, report, capsys)
    assert status == 1  # for y alone, who has no mark
    line = "  in this table and not in the report: Participant 2 (x), Participant 4 (z)"
    assert said.splitlines()[-1] == line
    status, said = given_back(tmp_path, roster, GRADES, capsys)
    assert (status, said.count("not in the report")) == (0, 1)
    status, said = given_back(tmp_path, MOODLE, GRADES, capsys)
    assert (status, said.count("not in the report")) == (0, 0)


@walls
def test_shares_are_marked_apart_and_a_wrong_share_is_refused(handed_in, tmp_path, capsys):
    where = ["grade", str(handed_in), "-a", "a1_information", "--out", str(tmp_path / "out")]
    assert cli.main([*where, "--jobs", "1", "--shard", "1/2"]) == 0
    assert "1 submission, " in capsys.readouterr().out
    with pytest.raises(SystemExit, match="--shard must be K/N"):
        cli.main([*where, "--shard", "2/2"])


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["grade", ".", "-a", "a9"], "no assignment 'a9' is here; there are a1_information"),
        (["assignment", "check", "a9"], "no assignment 'a9' is here; there are a1_information"),
        (["course", "check", "77"], "no notebook '77' is here; there are 00_start_here"),
        (["similarity", ".", "-a", "s"], "'s' may be start or surprise or softmax or stability"),
        (["similarity", ".", "-a", ""], "no assignment '' is here"),
    ],
)
def test_a_name_that_is_wrong_is_told_with_those_that_are_right(arguments, said):
    with pytest.raises(SystemExit, match=said):
        cli.main(arguments)


def commands_of(command, path=()):
    """Words that lead to each command below one."""
    yield [*path]
    for name, kid in getattr(command, "commands", {}).items():
        yield from commands_of(kid, (*path, name))


@pytest.mark.parametrize("words", [*commands_of(xent)], ids="xent {}".format)
def test_every_command_s_help_has_examples_and_keeps_their_lines(words, capsys):
    assert cli.main([*words, "--help"]) == 0
    said = capsys.readouterr().out
    assert "\\b" not in said
    assert any(line.strip().startswith("xent ") for line in said.splitlines())
    assert all(line.count("xent ") < 2 for line in said.partition("example")[2].splitlines())


def test_the_commands_are_there_without_the_script():
    said = run([sys.executable, "-m", "xentlib.classroom.cli", "--help"], capture_output=True)
    assert said.returncode == 0
    assert b"Usage: xent" in said.stdout


@pytest.mark.parametrize("typed", ["a1", "a1_information"])
def test_an_assignment_is_known_by_its_beginning(typed, tmp_path, capsys):
    (tmp_path / "ada.ipynb").write_text("torn")
    where = ["similarity", str(tmp_path / "ada.ipynb"), "-a", typed, "--out", str(tmp_path)]
    assert cli.main(where) == 0
    assert "a1_information" in capsys.readouterr().out


def test_before_term_it_is_said_that_without_a_sandbox_nothing_can_be_marked(monkeypatch):
    def none_here(backend):
        raise NoSandboxError("install bubblewrap")

    monkeypatch.setattr(rehearsal, "choose", none_here)
    said = "a sandbox, and so nothing can be marked: install bubblewrap"
    assert said in list(rehearsal.lacks())


def test_a_course_is_looked_at_before_term(capsys):
    assert cli.main(["course", "check", "a1"]) == 0
    said = capsys.readouterr().out
    assert "a1_information: 16 points by program (clock_bits 3" in said
    assert "1 notebooks, 0 of them fail" in said


def test_whoever_builds_handouts_is_told_where_the_secret_lies_and_who_gets_none(
    tmp_path, monkeypatch, capsys
):
    from xentlib.classroom.grading import release

    given = {}

    def build(name, out, students):
        given[name] = students
        return [out / name, *(out / student.id for student in students)]

    monkeypatch.setattr(release, "build", build)
    roster = tmp_path / "canvas.csv"
    rows = ['"Doe, Jane",9002,S2,A,,', '"Student, Test",9003,,A,,']
    roster.write_text("\n".join(["Student,ID,SIS User ID,Section,Note,a1 (77)", *rows]) + "\n")
    where = ["assignment", "build", "a1", "--out", str(tmp_path)]
    assert cli.main([*where, "--students", str(roster)]) == 0
    assert [student.id for student in given["a1_information"]] == ["9002"]
    said = capsys.readouterr().out
    assert f"{roster}: line 3 is Canvas's test student, who gets no notebook" in said
    assert f"1 handouts; whose they are: {tmp_path / 'handouts/who.csv'}" in said
    kept = (ROOT / release.SECRET, ROOT / release.RECORD)
    assert f"Keep {kept[0]} and {kept[1]} until" in said
    assert kept[0].is_absolute()
    assert cli.main(where) == 0
    assert "Keep" not in capsys.readouterr().out
