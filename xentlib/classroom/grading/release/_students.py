"""Who gets a notebook with own numbers, and where it lies."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from xentlib.classroom.grading._parameters import who
from xentlib.classroom.grading.lms import Roster, Student, read_roster
from xentlib.classroom.grading.lms._finding import named

TEST = "test student"  # Canvas's own, "Student, Test"
MORE = re.compile(r"\t|@.*[\s,;]|[\s,;<].*@")  # a table's row, or a name and an address
WHOLE = (
    "line {} is taken as a name as it stands, {!r}: write the name alone; or, if this is a "
    "learning platform's table, let the file's name end in .csv"
)
PASSED_OVER = "line {} is Canvas's test student, who gets no notebook"


def read_students(path: Path) -> tuple[list[Student], list[str]]:
    r"""Read a class list.

    Parameters
    ----------
    path : pathlib.Path
        A student's name in each line, or a learning platform's CSV.

    Returns
    -------
    students : list of Student
        Who gets a notebook.
    notes : list of str
        Whom the list names, and who gets none; and lines that may be more than a name.

    Raises
    ------
    ValueError
        If a line can't be read, if two lines are the same student, or if nobody is named.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "list.txt")
    ...     _ = path.write_text("Ada\nBob\n")
    ...     [student.id for student in read_students(path)[0]]
    ['Ada', 'Bob']
    """
    roster = read_roster(path) if path.suffix.lower() == ".csv" else None
    students = [*(roster.students if roster else _in_lines(path))]
    tests = [each for each in students if roster and _is_test(roster, each)]
    students = [each for each in students if each not in tests]
    problems = [*dict.fromkeys([*(roster.problems if roster else ()), *_twice(students)])]
    if problems:
        raise ValueError(f"{path}: {'; '.join(problems)}. Mend the list, and build again")
    if not students:
        raise ValueError(f"{path} names no student: write one in each line")
    odd = [each for each in students if not roster and MORE.search(each.name)]
    notes = [WHOLE.format(each.line, each.name) for each in odd[:1]]
    notes += [f"other lines like this: {len(odd) - 1}"] if odd[1:] else []
    return students, [*notes, *(PASSED_OVER.format(each.line) for each in tests)]


def _in_lines(path: Path) -> Iterable[Student]:
    for n, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if name := line.strip():
            yield Student(n, (name,), (), name)


def _is_test(roster: Roster, student: Student) -> bool:
    return roster.kind == "Canvas" and named(student.name) == TEST


def _twice(students: Iterable[Student]) -> Iterable[str]:
    """Say which lines would get the same numbers, or the same folder."""
    lines: defaultdict[str, list[Student]] = defaultdict(list)
    for student in students:
        lines[who(named(student.id))].append(student)
    for same in lines.values():
        if len(same) > 1:
            there = " and ".join(str(each.line) for each in same)
            yield f"lines {there} are the same student, {same[0].id}"


def place(student: Student, name: str) -> str:
    """Say where a student's own notebook lies in handouts/.

    Parameters
    ----------
    student : Student
        Who.
    name : str
        The assignment.

    Returns
    -------
    str
        A student's folder has their name, with %2F and the like for what no folder's name can have.

    Examples
    --------
    >>> place(Student(1, ("../ada",), (), ""), "a1_information")
    '%2E.%2Fada/a1_information.ipynb'
    """
    folder = quote(student.id, safe=" @+,=")
    return f"{folder.replace('.', '%2E', folder.startswith('.'))}/{name}.ipynb"


def write_index(handouts: Path, listed: Mapping[str, Sequence[Student]]) -> None:
    """Write who.csv: a line for each notebook that is there, whose it is.

    Parameters
    ----------
    handouts : pathlib.Path
        The folder of the notebooks.
    listed : dict
        Students who have own numbers, by assignment.
    """
    rows = [
        (each.id, each.name, name, place(each, name)) for name in listed for each in listed[name]
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", "name", "assignment", "file"])
    writer.writerows(row for row in rows if (handouts / row[-1]).exists())
    path = handouts / "who.csv"
    path.write_text(text.getvalue(), encoding="utf-8-sig")  # the mark tells Excel that it is UTF-8
