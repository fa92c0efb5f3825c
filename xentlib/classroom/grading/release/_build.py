"""The notebook to hand out: made by nbgrader, with numbers of each student's own if asked for."""

import json
from pathlib import Path
from urllib.parse import quote

from xentlib.classroom.grading._assignment import ROOT, notebook_of
from xentlib.classroom.grading._parameters import parameters
from xentlib.classroom.grading.release._leaks import LeakError, in_notebook
from xentlib.classroom.grading.release._personal import personal
from xentlib.classroom.grading.release._places import in_book, in_package
from xentlib.classroom.grading.release._secret import make_secret
from xentlib.classroom.grading.release._solutions import Solutions, shown_in


def build(name: str, out: Path, students: Path | None = None, *, root: Path = ROOT) -> list[Path]:
    """Make the notebook of an assignment that is handed out, and one for each student.

    Parameters
    ----------
    name : str
        The assignment.
    out : pathlib.Path
        Where release/ and handouts/ come to be.
    students : pathlib.Path, optional
        A student's name in each line, or a learning platform's CSV.
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
        If nbgrader can't make the notebook, or the roster can't be read.
    """
    solutions = Solutions(json.loads(notebook_of(name).read_bytes()), shown_in(ROOT / "notebooks"))
    made = {out / "release" / name / f"{name}.ipynb": released(name, root)}
    common = next(iter(made.values()))
    for student, path in places(students, out, name).items():
        made[path] = personal(common, parameters(name, student, make_secret(root)))
    leaks = [
        leak for path, data in made.items() for leak in in_notebook(data, solutions, str(path))
    ]
    leaks += [*in_package(root, solutions), *in_book(root, solutions)]
    if leaks:
        raise LeakError([*dict.fromkeys(leaks)])
    for path, data in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
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


def places(students: Path | None, out: Path, name: str) -> dict[str, Path]:
    """Say for each student on a roster where their own notebook comes to be.

    Parameters
    ----------
    students : pathlib.Path or None
        A name in each line, or a learning platform's CSV.
    out : pathlib.Path
        The folder of handouts/.
    name : str
        The assignment.

    Returns
    -------
    dict of str to pathlib.Path
        A student's folder has their name, with %2F and the like for what no folder's name can have.
    """
    if students is None:
        return {}
    if students.suffix.lower() == ".csv":
        from xentlib.classroom.grading.lms import read_roster

        found = [student.id for student in read_roster(students).students]
    else:
        found = students.read_text(encoding="utf-8-sig").split("\n")
    named = dict.fromkeys(filter(None, map(str.strip, found)))
    if not named:
        raise ValueError(f"{students} names no student: write one in each line")
    folders = {
        one: quote(one, safe=" @+,=").replace(".", "%2E", one.startswith(".")) for one in named
    }
    return {one: out / "handouts" / folder / f"{name}.ipynb" for one, folder in folders.items()}
