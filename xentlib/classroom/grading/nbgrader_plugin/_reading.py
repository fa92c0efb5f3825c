"""Files as nbgrader looks for them, and a reader that none of them can stop."""

import json
import shutil
from collections.abc import Iterable
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter

from xentlib.classroom.grading._cells import UnreadableError, read_cells
from xentlib.classroom.grading.intake import Submission
from xentlib.classroom.grading.nbgrader_plugin._harmless import harmless


def hand_over(submissions: Iterable[Submission], assignment: str, submitted: Path) -> list[str]:
    """Write what was handed in where nbgrader looks for it; nobody is left out.

    Parameters
    ----------
    submissions : iterable of Submission
        As `intake.collect` gives them.
    assignment : str
        What was handed in.
    submitted : pathlib.Path
        nbgrader's folder of submissions, in this course build/grading/submitted.

    Returns
    -------
    list of str
        Students who had another file there, which has been replaced.
    """
    replaced = []
    for one in submissions:
        folder = submitted / one.student / assignment
        folder.mkdir(parents=True, exist_ok=True)
        data = one.data if not one.problem else _saying(one.problem)
        path = folder / f"{assignment}.ipynb"
        if path.exists() and path.read_bytes() != data:
            replaced.append(one.student)
        path.write_bytes(data)
    return replaced


def rename(*, assignment: str, notebooks: list[str], **_: str) -> None:
    """Give a notebook with a stray name, like "a1 (1).ipynb", the one that nbgrader knows.

    Parameters
    ----------
    assignment : str
        What is marked.
    notebooks : list of str
        Files in one student's folder; afterwards the right one alone.
    """
    wanted = Path(notebooks[0]).with_name(f"{assignment}.ipynb")

    def likeness(path: str) -> tuple[float, float]:
        alike = SequenceMatcher(a=Path(path).stem.lower(), b=wanted.stem.lower()).ratio()
        return alike, Path(path).stat().st_mtime

    if not wanted.exists():
        shutil.copyfile(max(notebooks, key=likeness), wanted)
    notebooks[:] = [str(wanted)]


class AnyNotebook(NotebookExporter):
    """Reads whatever a student's file has become; what can't be read says why."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """Read a file as well as it can be read, and hand it to the preprocessors."""
        path = Path(filename)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        return self.from_notebook_node(_read(path.read_bytes()), resources, **kw)


def _read(data: bytes) -> Any:
    try:
        cells, _ = read_cells(data)
    except UnreadableError as error:
        return nbformat.reads(_saying(str(error)), as_version=4)
    with suppress(Exception):  # nbformat raises a dozen kinds; then the cells alone are taken
        if json.loads(data)["nbformat"] == 4:  # of other formats it loses texts
            notebook = nbformat.reads(data.decode(), as_version=4)
            nbformat.validate(notebook)
            return notebook
    notebook = nbformat.v4.new_notebook()
    for cell in cells:
        make = (
            nbformat.v4.new_markdown_cell if cell.kind == "markdown" else nbformat.v4.new_code_cell
        )
        made = make(cell.source)
        if cell.grade_id:
            made.metadata["nbgrader"] = {"grade_id": cell.grade_id}
        notebook.cells.append(made)
    return notebook


def said_by_us(data: bytes) -> str:
    """Read why there is nothing to mark from the notebook that `hand_over` wrote in its place.

    Parameters
    ----------
    data : bytes
        The file in nbgrader's folder.

    Returns
    -------
    str
        Empty if a student handed the file in.  Who forges it gets 0 points.
    """
    try:
        return str(json.loads(data)["metadata"]["xentlib"]["problem"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""


def _saying(problem: str) -> bytes:
    """Write a notebook that says why there is nothing to mark."""
    notebook = nbformat.v4.new_notebook(metadata={"xentlib": {"problem": problem}})
    notebook.cells.append(nbformat.v4.new_markdown_cell(harmless(problem), id="problem"))
    return nbformat.writes(notebook).encode()
