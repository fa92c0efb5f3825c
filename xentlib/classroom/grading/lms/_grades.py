"""Grades into the column of a class list that they belong to."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from xentlib.classroom.grading.lms._finding import Finder
from xentlib.classroom.grading.lms._records import value_of
from xentlib.classroom.grading.lms._roster import Roster, Student
from xentlib.classroom.grading.lms._table import Table

NO_COLUMN = (
    "this table has no column for grades, so no mark can be written into it. In Moodle, download "
    "the assignment's grading worksheet, or export the gradebook; in Canvas, export the gradebook"
)


def write_grades(
    roster: Roster, grades: Mapping[str, float], path: str | Path, *, column: str = ""
) -> tuple[str, ...]:
    r"""Write the file of a class list once more, with grades in one column.

    Parameters
    ----------
    roster : Roster
        As `read_roster` gave it.
    grades : mapping
        Of a student's id, login or name, in this order of trust, to points.
    path : str or path-like
        Where to write; the file may be there.
    column : str, optional
        Which column, by its name or its beginning; it may be left out if there is only one.

    Returns
    -------
    tuple of str
        What was not written and why, and what the LMS will refuse.

    Raises
    ------
    ValueError
        If there is no such column, or a grade is negative or no number.

    Examples
    --------
    >>> import tempfile
    >>> from xentlib.classroom.grading.lms import read_roster
    >>> file = Path(tempfile.mkdtemp()) / "grades.csv"
    >>> _ = file.write_bytes(b'Identifier,"Full name",Grade\r\nParticipant 7,"Ada, L.",\r\n')
    >>> write_grades(read_roster(file), {"7": 17.5, "Bob": 3}, file)
    ('nobody in the list is Bob: 3 points were not written',)
    >>> file.read_bytes()
    b'Identifier,"Full name",Grade\r\nParticipant 7,"Ada, L.",17.5\r\n'
    """
    at = [name.strip() for name in roster.table.header].index(_chosen(roster, column))
    wrong = [key for key, grade in grades.items() if not (math.isfinite(grade) and grade >= 0)]
    if wrong:
        raise ValueError(f"grades must be numbers from 0 on; got {grades[wrong[0]]} for {wrong[0]}")
    lines, problems = placed(roster.students, grades)
    comma = any(re.fullmatch(r"\d+,\d+", v) for v in roster.table.column(at))
    told = {line: _number(grade, comma) for line, grade in lines.items()}
    Path(path).write_bytes(roster.table.changed(at, told))
    return (*problems, *_refused(roster.table, lines))


def _chosen(roster: Roster, column: str) -> str:
    plain = {name: re.sub(r"^Assignment: | \((\d+|Real)\)$", "", name) for name in roster.columns}
    exact = [name for name in plain if column in (name, plain[name])]
    found = exact or [name for name in plain if plain[name].startswith(column)]
    if len(found) == 1:
        return found[0]
    if not roster.columns:
        raise ValueError(NO_COLUMN)
    there = ", ".join(roster.columns)
    raise ValueError(f"column must name one column for grades, of {there}; got {column!r}")


def placed(
    students: Iterable[Student], grades: Mapping[str, float]
) -> tuple[dict[int, float], list[str]]:
    """Find the line of each grade.

    Parameters
    ----------
    students : iterable of Student
        Of the class list.
    grades : mapping
        As for `write_grades`.

    Returns
    -------
    lines : dict
        Of a line to the grade that belongs there.
    problems : list of str
        Who is nobody, or more than one.

    Examples
    --------
    >>> placed([Student(2, ("7",), (), "Ada")], {"ada": 4, "Bob": 5})
    ({2: 4}, ['nobody in the list is Bob: 5 points were not written'])
    """
    finder, problems = Finder(students), []
    keys_at: defaultdict[int, list[str]] = defaultdict(list)
    for key, grade in grades.items():
        found = finder.lines(key)
        if not found:
            problems.append(f"nobody in the list is {key}: {grade:g} points were not written")
        elif len(found) > 1:
            there = ", ".join(map(str, sorted(found)))
            problems.append(f"lines {there} are all {key}: {grade:g} points were not written")
        else:
            keys_at[min(found)].append(key)
    for line, keys in keys_at.items():
        if len(keys) > 1:
            problems.append(f"line {line} is {' and '.join(keys)}: nothing was written there")
    return {line: grades[keys[0]] for line, keys in keys_at.items() if len(keys) == 1}, problems


def absent(students: Iterable[Student], named: Iterable[str]) -> list[str]:
    """Say who of a class list is not in a report.

    Parameters
    ----------
    students : iterable of Student
        Of the class list.
    named : iterable of str
        Everybody in the report.

    Returns
    -------
    list of str

    Examples
    --------
    >>> absent([Student(2, ("7",), (), "Ada"), Student(3, ("8",), (), "Bob")], ["ada"])
    ['8 (Bob)']
    """
    students = [*students]
    finder = Finder(students)
    there = {line for key in named for line in finder.lines(key)}
    return [each.label for each in students if each.line not in there]


def _number(grade: float, comma: bool) -> str:
    said = f"{grade:.2f}".rstrip("0").rstrip(".")
    return said.replace(".", ",") if comma else said


def _refused(table: Table, lines: Mapping[int, float]) -> Iterable[str]:
    """Say what Moodle passes over in silence."""
    names = [name.strip().casefold() for name in table.header]
    for record in table.body:
        if record.line in lines:
            said = dict(zip(names, map(value_of, record.fields), strict=False))
            most = said.get("maximum grade", "").replace(",", ".")
            if re.fullmatch(r"\d+(\.\d+)?", most) and lines[record.line] > float(most):
                grade = lines[record.line]
                yield f"line {record.line}: {grade:g} is more than {most}, the LMS's maximum"
            if said.get("grade can be changed", "").casefold() == "no":
                yield f"line {record.line}: the LMS says that this grade can't be changed"
