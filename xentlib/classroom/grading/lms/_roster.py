"""Who stands in a class list, recognised by the English names of its columns.

They are those of Moodle's grading worksheet, participants and gradebook, and of Canvas's gradebook;
a plain list has one name in each line.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xentlib.classroom.grading.lms._records import Record, value_of
from xentlib.classroom.grading.lms._table import Table, read_table

IDS = "identifier", "id number", "id", "sis user id", "integration id"
LOGINS = "sis login id", "username", "email address"
NAMES = "student", "full name"
FIRST, LAST = ("first name", "firstname"), ("last name", "surname", "lastname")
READ_ONLY = "(read only)"
UNKNOWN = (
    "{} is no class list that is known here: its first line names {}. Download Moodle's grading "
    "worksheet or Canvas's gradebook with the LMS's language set to English, or write one name in "
    "each line"
)


@dataclass(frozen=True)
class Student:
    """One row of a class list.

    Attributes
    ----------
    line : int
        Where the row begins in the file.
    ids, logins : tuple of str
        What names this student and no other.
    name : str
        As the file has it.
    """

    line: int
    ids: tuple[str, ...]
    logins: tuple[str, ...]
    name: str

    @property
    def id(self) -> str:
        """What names this student best."""
        return next((key for key in (*self.ids, *self.logins) if key), self.name)

    @property
    def label(self) -> str:
        """How a message names this student."""
        return self.id if self.name in ("", self.id) else f"{self.id} ({self.name})"


@dataclass(frozen=True)
class Roster:
    """A class list, and the file that it came from.

    Attributes
    ----------
    kind : {"Moodle", "Canvas", "list"}
        Where it comes from.
    students : tuple of Student
        Everybody, in the file's order.
    columns : tuple of str
        Columns that grades can be written to.
    problems : tuple of str
        Rows that can't be used, each with its line, and why.
    table : Table
        All that the file holds.
    """

    kind: str
    students: tuple[Student, ...]
    columns: tuple[str, ...]
    problems: tuple[str, ...]
    table: Table


def read_roster(path: str | Path) -> Roster:
    r"""Read a class list.

    Parameters
    ----------
    path : str or path-like
        A CSV file as the LMS wrote it: any of its encodings and separators.

    Returns
    -------
    Roster

    Raises
    ------
    ValueError
        If its columns are not known.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "grades.csv"
    >>> _ = file.write_text("Identifier,Full name,Grade\nParticipant 7,Ada,\nParticipant 9\n")
    >>> roster = read_roster(file)
    >>> [student.id for student in roster.students], roster.columns
    (['Participant 7'], ('Grade',))
    >>> roster.problems
    ('line 3 has 1 field and the header 3: nobody could be read from it',)
    """
    table = read_table(Path(path).read_bytes())
    header = [name.strip() for name in table.header]
    kind = _kind({name.casefold() for name in header})
    if kind:
        return _of_an_lms(kind, header, table)
    if any(len(record.fields) > 1 for record in table.records):
        raise ValueError(UNKNOWN.format(path, ", ".join(filter(None, header))))
    rows = [record for record in table.records if not record.blank]
    names = [(record.line, value_of(record.fields[0]).strip()) for record in rows]
    students = [Student(line, (name,), (), name) for line, name in names]
    return Roster("list", tuple(students), (), tuple(_doubles(students)), table)


def _kind(names: set[str]) -> str:
    if {"id", "section"} <= names and names & {"student", *LAST}:
        return "Canvas"
    named = names & {*NAMES, *FIRST, *LAST}
    if {"identifier", "grade"} <= names or (named and names & {"email address", "id number"}):
        return "Moodle"
    return ""


def _of_an_lms(kind: str, header: list[str], table: Table) -> Roster:
    """Sort the rows of a table: students, rows that the LMS wrote for itself, and odd ones."""
    points = next((r for r in table.body if _says_points(r)), None)
    above = points.line if points and kind == "Canvas" else 0
    students, problems = [], []
    for record in (record for record in table.body if record.line > above):
        if len(record.fields) != len(header) or record.torn:
            problems.append(_uneven(record, len(header)))
        elif not (student := _student(header, record)).id:
            problems.append(f"line {record.line} names nobody")
        else:
            students.append(student)
    columns = tuple(_columns(kind, header, points))
    return Roster(kind, tuple(students), columns, (*problems, *_doubles(students)), table)


def _says_points(record: Record) -> bool:
    return value_of(record.fields[0]).strip() == "Points Possible"


def _uneven(record: Record, width: int) -> str:
    n = len(record.fields)
    why = f"has {n} field{'s' * (n > 1)} and the header {width}"
    why = "opens a quotation mark that is never closed" if record.torn else why
    return f"line {record.line} {why}: nobody could be read from it"


def _student(header: list[str], record: Record) -> Student:
    said: defaultdict[str, str] = defaultdict(str)
    for name, field in zip(header, record.fields, strict=True):
        said[name.casefold()] = said[name.casefold()] or value_of(field).strip()
    pair = [next((said[key] for key in keys if said[key]), "") for keys in (FIRST, LAST)]
    name = next((said[key] for key in NAMES if said[key]), " ".join(filter(None, pair)))
    ids = [said[key] for key in IDS if said[key]]
    numbers = re.findall(r"[0-9]+$", said["identifier"])  # of "Participant 12345"
    logins = [said[key] for key in LOGINS if said[key]]
    return Student(record.line, tuple(dict.fromkeys([*ids, *numbers])), tuple(logins), name)


def _doubles(students: Iterable[Student]) -> Iterable[str]:
    """Say which ids and logins are in several rows; each is said once for the same rows."""
    lines: defaultdict[str, list[int]] = defaultdict(list)
    for student in students:
        for key in dict.fromkeys((*student.ids, *student.logins)):
            lines[key].append(student.line)
    shared = {tuple(found): key for key, found in reversed(lines.items()) if len(found) > 1}
    for found, key in shared.items():
        yield f"lines {', '.join(map(str, found))} have the same id or login, {key}"


def _columns(kind: str, header: list[str], points: Record | None) -> Iterable[str]:
    worth = [value_of(field) for field in points.fields] if points else []
    mine = r".* \([0-9]+\)" if kind == "Canvas" else r"Grade|.* \(Real\)"
    for i, name in enumerate(header):
        if re.fullmatch(mine, name) and worth[i : i + 1] != [READ_ONLY]:
            yield name
