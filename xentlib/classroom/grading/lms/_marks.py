"""Marks from a table: the one that `xent grade` writes, or the one that `nbgrader export` does."""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

OWN, NBGRADER = {"student", "score", "status"}, {"assignment", "student_id", "score", "timestamp"}
NO_MARK, NOTHING = "not marked", "not marked: nothing was handed in"
IN_PART = "marked in part: "
UNSAID = (
    "{} does not say whether answers still wait for a person: give `nbgrader export` in the "
    "course's folder, and its table says it"
)
BY_HAND = (
    "these marks are a program's: what a person marks ({}) is not among them; formgrader and "
    "`nbgrader export` put both together"
)
OTHER = (
    "--report must be the grades.csv that `xent grade` or `nbgrader export` wrote; the first line "
    "of {} names {}"
)


@dataclass(frozen=True)
class Marks:
    """What a table says.

    Attributes
    ----------
    points : dict of str to float
        Of each student who has a mark.
    problems : tuple of str
        Who has none, or only a part of it, and why.
    notes : tuple of str
        What else is worth knowing.
    students : tuple of str
        Everybody in the table, also who has no mark.
    """

    points: dict[str, float]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    students: tuple[str, ...]


def read_marks(path: str | Path, assignment: str = "") -> Marks:
    r"""Read a table of marks.

    Parameters
    ----------
    path : str or path-like
        A CSV file.
    assignment : str, optional
        Whose marks are wanted, if the table has those of several.

    Returns
    -------
    Marks

    Raises
    ------
    ValueError
        If it is no such table, or has the marks of several assignments or of none.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "grades.csv"
    >>> rows = "student,score,status", "ada,7.5,marked", "bob,,not marked: no sandbox"
    >>> _ = file.write_text("\n".join(rows))
    >>> marks = read_marks(file)
    >>> marks.points, marks.problems, marks.students
    ({'ada': 7.5}, ('bob: not marked: no sandbox',), ('ada', 'bob'))
    """
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        header, rows = [*(table.fieldnames or ())], [*table]
    if {*header} >= OWN:
        return _marks(rows, _by_hand(Path(path).parent))
    if not {*header} >= NBGRADER:
        raise ValueError(OTHER.format(path, ", ".join(header) or "nothing"))
    chosen = _of_one(rows, assignment)
    return _marks(map(_as_own, chosen), "" if "status" in header else UNSAID.format(path))


def _marks(rows: Iterable[dict[str, str]], note: str) -> Marks:
    points, problems, rows = {}, [], [*rows]
    for row in rows:
        if not row["status"].startswith(NO_MARK):
            points[row["student"]] = float(row["score"])
        if row["status"].startswith((NO_MARK, IN_PART)):
            problems.append(f"{row['student']}: {row['status']}")
    students = tuple(row["student"] for row in rows)
    return Marks(points, tuple(problems), (note,) if note else (), students)


def _by_hand(folder: Path) -> str:
    """Say what a person marks, which no program's table has; each report beside it knows."""
    report = next(folder.glob("*/report.json"), None)
    manual = json.loads(report.read_text(encoding="utf-8"))["manual"] if report else []
    said = ", ".join(f"{question['name']} {question['points']:g}" for question in manual)
    return BY_HAND.format(said) if said else ""


def _of_one(rows: list[dict[str, str]], assignment: str) -> list[dict[str, str]]:
    """Rows of the assignment that was asked for, or of the only one."""
    there = [*dict.fromkeys(row["assignment"] for row in rows)]
    if assignment not in there and (assignment or len(there) != 1):
        names = ", ".join(there) or "nobody"
        raise ValueError(f"assignment must be one of {names}; got {assignment!r}")
    return [row for row in rows if row["assignment"] == (assignment or there[0])]


def _as_own(row: dict[str, str]) -> dict[str, str]:
    """Write a row of nbgrader's as ours; it has 0 points also for who handed nothing in."""
    nothing = not row["timestamp"] and not float(row["score"])
    status = row.get("status") or (NOTHING if nothing else "marked")
    return {"student": row["student_id"], "score": row["score"], "status": status}
