"""What is handed out: no solution is in it, it can be marked, and each student has own numbers."""

import base64
import json
import zlib
from pathlib import Path

import pytest

from notebooks import WALLS
from xentlib.classroom.grading import load
from xentlib.classroom.grading._cells import read_cells
from xentlib.classroom.grading._parameters import numbers_in
from xentlib.classroom.grading.lms import Student
from xentlib.classroom.grading.release import (
    LeakError,
    Solutions,
    build,
    check,
    in_notebook,
    in_package,
    make_secret,
    read_edition,
    read_secret,
    read_students,
)
from xentlib.classroom.grading.release._check import marks_of
from xentlib.classroom.grading.release._solutions import shown_in

pytest.importorskip("nbgrader")
ROOT = Path(__file__).parents[2]
WORK = "a1_information"
SOURCE = json.loads((ROOT / f"notebooks/assignments/{WORK}/{WORK}.ipynb").read_bytes())
SHOWN = shown_in(ROOT / "notebooks")
LINE = "merged = heap[0] + heap[1]"
PIECE = "excess += truth * math.log2(truth / both)"


@pytest.fixture(scope="module")
def handout(tmp_path_factory):
    out = tmp_path_factory.mktemp("handout")
    (made,) = build(WORK, out)
    return made.read_bytes()


def leaks(data):
    return [leak.kind for leak in in_notebook(data, Solutions(SOURCE, SHOWN), "here")]


def test_what_is_handed_out_has_no_leak_no_output_and_no_marker(handout):
    assert leaks(handout) == []
    text = handout.decode()
    for word in ("BEGIN SOLUTION", "HIDDEN TESTS", LINE, PIECE, "fingerprint"):
        assert word not in text
    assert all(not cell.get("outputs") for cell in json.loads(handout)["cells"])


PLANTED = {
    "in a statement": lambda nb: nb["cells"][0]["source"].append(f"\n`{LINE}`"),
    "in an output": lambda nb: nb["cells"][1].update(outputs=[{"text": [PIECE]}]),
    "in metadata": lambda nb: nb["metadata"].update(note=PIECE),
    "in a cell's metadata": lambda nb: nb["cells"][1]["metadata"].update(note=PIECE),
    "over two lines": lambda nb: nb["cells"][0]["source"].append(PIECE.replace(" * ", "\n  * ")),
    "with other names": lambda nb: nb["cells"][1]["source"].append(
        "\nfor t in (u, w):\n    s += t * math.log2(t / m)\n"
        "    s += (1 - t) * math.log2((1 - t) / (1 - m))"
    ),
    "in base 64": lambda nb: nb["cells"][0]["source"].append(
        base64.b64encode(PIECE.encode()).decode()
    ),
    "packed": lambda nb: nb["cells"][0]["source"].append(
        base64.b64encode(zlib.compress((PIECE * 3).encode())).decode()
    ),
    "as a marker": lambda nb: nb["cells"][1]["source"].append("\n### BEGIN SOLUTION"),
    "as a count of runs": lambda nb: nb["cells"][1].update(execution_count=3),
    "in the model answer": lambda nb: nb["cells"][0]["source"].append(
        "So these loans are no evidence that the taste has changed."
    ),
}


@pytest.mark.parametrize("place", PLANTED)
def test_a_leak_that_was_planted_is_found(handout, place):
    notebook = json.loads(handout)
    PLANTED[place](notebook)
    assert leaks(json.dumps(notebook).encode())


def test_a_solution_in_the_package_is_found(tmp_path, monkeypatch):
    assert [*in_package(ROOT, Solutions(SOURCE, SHOWN))] == []
    course = tmp_path / "course"
    (course / "xentlib").mkdir(parents=True)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        (course / name).write_bytes((ROOT / name).read_bytes())
    (course / "xentlib/__init__.py").write_text(f'"""Docs.\n\n{PIECE}\n"""\n')
    assert [*in_package(course, Solutions(SOURCE, SHOWN))]


def test_nothing_is_handed_out_where_a_leak_is(tmp_path, monkeypatch):
    from xentlib.classroom.grading.release import _build

    monkeypatch.setattr(_build, "released", lambda name, root: json.dumps(SOURCE).encode())
    monkeypatch.setattr(_build, "in_package", lambda *args: [])
    with pytest.raises(LeakError, match="nothing is handed out"):
        build(WORK, tmp_path)
    assert not any(tmp_path.iterdir())


@pytest.mark.skipif(not WALLS, reason="NOTHING HERE CAN KEEP STUDENTS' CODE AWAY")
@pytest.mark.parametrize("name", [WORK, "a6_capstone"])
def test_solutions_get_all_points_and_the_release_none(name):
    assert check(name) == []


def test_each_student_gets_a_notebook_with_numbers_that_are_written_down(
    handout, tmp_path, monkeypatch
):
    from xentlib.classroom.grading.release import _build

    monkeypatch.setattr(_build, "released", lambda name, root: handout)
    monkeypatch.setattr(_build, "in_package", lambda *args: [])
    roster = tmp_path / "students.txt"
    roster.write_text("ada\nbob\n")
    students, _ = read_students(roster)
    common, *own = build(WORK, tmp_path, students, root=tmp_path)
    assert [path.parent.name for path in own] == ["ada", "bob"]
    known = read_edition(WORK, tmp_path)
    for path, numbers in zip((common, *own), (known.general, *known.numbers), strict=True):
        assert numbers_in(read_cells(path.read_bytes())[0], numbers) == [numbers]
    assert known.general != known.due("ada") != known.due("bob")
    index = (tmp_path / "handouts/who.csv").read_text(encoding="utf-8-sig")
    assert f"bob,bob,{WORK},bob/{WORK}.ipynb" in index


def test_handouts_that_can_t_be_made_leave_no_record(handout, tmp_path, monkeypatch):
    from xentlib.classroom.grading.release import _build

    monkeypatch.setattr(_build, "released", lambda name, root: json.dumps(SOURCE).encode())
    monkeypatch.setattr(_build, "in_package", lambda *args: [])
    with pytest.raises(LeakError):
        build(WORK, tmp_path / "out", [Student(1, ("ada",), (), "ada")], root=tmp_path)
    assert read_edition(WORK, tmp_path).students == ()


def test_a_fault_in_an_assignment_is_told():
    if WALLS:
        faults = [*marks_of(load(WORK), "it", b"{}", full=True, backend=WALLS)]
        assert any("it" in fault for fault in faults)


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path):
    assert read_secret(tmp_path) == b""
    first = make_secret(tmp_path)
    assert make_secret(tmp_path) == read_secret(tmp_path) == first
    (path,) = tmp_path.rglob("secret")
    assert path.stat().st_mode & 0o077 == 0
