"""The commands of a term, as an instructor gives them."""

import csv

import pytest

from notebooks import WALLS
from xentlib.classroom import cli
from xentlib.classroom.grading._assignment import ROOT, notebook_of

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
def test_shares_are_marked_apart_and_a_wrong_share_is_refused(handed_in, tmp_path, capsys):
    where = ["grade", str(handed_in), "-a", "a1_information", "--out", str(tmp_path / "out")]
    assert cli.main([*where, "--jobs", "1", "--shard", "1/2"]) == 0
    assert "1 submissions" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="--shard must be K/N"):
        cli.main([*where, "--shard", "2/2"])


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["grade", ".", "-a", "a9"], "assignment must be one of a1_information"),
        (["assignment", "check", "a9"], "no assignment 'a9' is here; there are a1_information"),
        (["course", "check", "77"], "no notebook '77' is here; there are 00_start_here"),
    ],
)
def test_a_name_that_is_wrong_is_told_with_those_that_are_right(arguments, said):
    with pytest.raises(SystemExit, match=said):
        cli.main(arguments)


def test_a_course_is_looked_at_before_term(capsys):
    assert cli.main(["course", "check", "--only", "a1"]) == 0
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
