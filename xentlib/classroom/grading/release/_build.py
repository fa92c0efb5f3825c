"""The notebook to hand out: made by nbgrader, with numbers of each student's own if asked for."""

import json
from collections.abc import Sequence
from pathlib import Path

from xentlib.classroom.grading._assignment import ROOT, notebook_of
from xentlib.classroom.grading.lms import Student
from xentlib.classroom.grading.release._leaks import LeakError, in_notebook
from xentlib.classroom.grading.release._personal import personal
from xentlib.classroom.grading.release._places import in_book, in_package
from xentlib.classroom.grading.release._record import draw, record, recorded, student_of
from xentlib.classroom.grading.release._solutions import Solutions, shown_in
from xentlib.classroom.grading.release._students import place, write_index


def build(
    name: str, out: Path, students: Sequence[Student] = (), *, root: Path = ROOT
) -> list[Path]:
    """Make the notebook of an assignment that is handed out, and one for each student.

    Parameters
    ----------
    name : str
        The assignment.
    out : pathlib.Path
        Where release/ and handouts/ come to be.
    students : sequence of Student
        Who gets a notebook with own numbers, as `read_students` gives them.
    root : pathlib.Path
        The course's folder.

    Returns
    -------
    list of pathlib.Path
        The released notebook, then each student's own.

    Raises
    ------
    LeakError
        If anything of a solution is in a notebook, the package or the book; nothing was written.
    ValueError
        If nbgrader can't make the notebook, numbers were drawn from another secret before,
        or it can't be told who of the list got some before.
    """
    solutions = Solutions(json.loads(notebook_of(name).read_bytes()), shown_in(ROOT / "notebooks"))
    made = {out / "release" / name / f"{name}.ipynb": released(name, root)}
    common = next(iter(made.values()))
    rows = draw(name, students, root) if students else []
    handouts = out / "handouts"
    for row in rows:
        made[handouts / place(student_of(row), name)] = personal(common, row["numbers"])
    leaks = [
        leak for path, data in made.items() for leak in in_notebook(data, solutions, str(path))
    ]
    leaks += [*in_package(root, solutions), *in_book(root, solutions)]
    if leaks:
        raise LeakError([*dict.fromkeys(leaks)])
    if students:
        record(name, rows, root)
    for path, data in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if students:
        write_index(handouts, recorded(root))
    return [*made]


def released(name: str, root: Path, *, enter: bool = True) -> bytes:
    """Let nbgrader take the solutions out of a notebook.

    Parameters
    ----------
    name : str
        The assignment.
    root : pathlib.Path
        The course's folder.
    enter : bool
        Whether to enter the questions into nbgrader's gradebook.

    Returns
    -------
    bytes
        The notebook that nbgrader wrote.

    Raises
    ------
    ValueError
        If it could not; with the reason that it gave.
    """
    from xentlib.classroom.grading.release._nbgrader import generate

    notebook = json.loads(generate(name, root, enter=enter))
    notebook["metadata"].pop("xentlib", None)  # it tells whether a solution was guessed
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode() + b"\n"
