"""Marks for one submission: a pure function of the file, the assignment and a seed."""

from contextlib import closing
from typing import Any

from xentlib.classroom.grading._answers import mark_answer
from xentlib.classroom.grading._asking import Desk
from xentlib.classroom.grading._assignment import Assignment
from xentlib.classroom.grading._cells import TORN, Cell, UnreadableError, read_cells
from xentlib.classroom.grading._code import code_of
from xentlib.classroom.grading._edition import Edition, general
from xentlib.classroom.grading._put_in import filled_up
from xentlib.classroom.grading._report import MARKED, NOT_MARKED, noted, unmarked
from xentlib.classroom.grading._traces import is_of_another
from xentlib.classroom.grading.sandbox import choose

IN_PART = f"{MARKED} in part: torn file"
FOREIGN = f"{NOT_MARKED}: this is no notebook of {{}}"


def grade(
    data: bytes,
    assignment: Assignment,
    seed: int,
    *,
    student: str = "",
    edition: Edition | None = None,
    backend: str = "auto",
) -> dict[str, Any]:
    """Mark a submission.

    Parameters
    ----------
    data : bytes
        The notebook as it was handed in.
    assignment : Assignment
        What `load` gives.
    seed : int
        Where inputs come from: the same seed gives the same marks.
    student : str
        Whose it is.
    edition : Edition, optional
        Who got which numbers; by default all got the general ones.
    backend : {"auto", "bubblewrap", "container", "none"}
        What keeps the student's code away from this machine.

    Returns
    -------
    dict
        The report, which JSON can hold: marks, parts and words for each question.

    Raises
    ------
    NoSandboxError
        If nothing here can keep the student's code away; nothing was run.

    Examples
    --------
    >>> from xentlib.classroom.grading import load
    >>> grade(b"", load("start"), 1, backend="none")["status"]
    'The file is empty.'
    """
    backend = choose(backend)
    report = unmarked(assignment, MARKED, seed, data=data, student=student, backend=backend)
    try:
        cells, notes = read_cells(data)
    except UnreadableError as error:
        return report | {"status": str(error)}
    if is_of_another([cell.source for cell in cells], assignment, torn=TORN in notes):
        return report | {"status": FOREIGN.format(assignment.name), "notes": notes}
    given = edition or general(assignment)
    why, due = given.objection(cells, student), given.due(student)
    cells, put_in = filled_up(cells, due or {})
    names = {question.answer for question in assignment.questions}
    code = code_of(cells, names, set(assignment.stubs), assignment.imports)
    with closing(Desk(code, backend, keras=assignment.keras)) as desk:
        marks = [mark_answer(q, desk, seed, None if why else due) for q in assignment.questions]
    own = [note for note in desk.notes if code[note[0]] not in assignment.given]
    return report | {
        **_status(given, cells, student, notes),
        "score": round(sum(mark["score"] for mark in marks), 2),
        "notes": notes + put_in + noted(own),
        "questions": marks,
    }


def _status(given: Edition, cells: list[Cell], student: str, notes: list[str]) -> dict[str, str]:
    """Say whether all was marked; where that names another student, also what students read."""
    says = (given.objection(cells, student, named=named) for named in (True, False))
    why, unnamed = (f"{NOT_MARKED}: {said}" if said else "" for said in says)
    if why:
        return {"status": why, "unnamed": unnamed}
    return {"status": IN_PART if TORN in notes else MARKED}
