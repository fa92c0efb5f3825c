"""nbgrader's step that makes a notebook whole."""

from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from xentlib.classroom.grading._parameters import CELL
from xentlib.classroom.grading._put_in import written
from xentlib.classroom.grading.nbgrader_plugin._pieces import Piece, rebuilt
from xentlib.classroom.grading.release import read_edition

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3", "file_extension": ".py"}


class RepairSubmission(NbGraderPreprocessor):
    """Rebuilds a notebook on the gradebook's skeleton, so that nothing in it can stop nbgrader."""

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Return a notebook of new cells: nothing but texts and pictures is taken over."""
        about = resources["nbgrader"]
        edition = read_edition(about["assignment"], Path(course_of(self).root))
        own = (edition.due(about["student"]) or {}) if edition.students else {}
        with Gradebook(about["db_url"]) as gradebook:
            pieces = _skeleton(gradebook.find_notebook(about["notebook"], about["assignment"]), own)
        notebook = nbformat.v4.new_notebook(cells=rebuilt(nb.cells, pieces))
        notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": LANGUAGE})
        return notebook, resources


def _skeleton(notebook: Any, own: dict[str, Any]) -> list[Piece]:
    """Read what the gradebook keeps of a notebook's cells, with a student's own numbers."""
    worth = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    answers = {cell.name for cell in notebook.solution_cells}
    return [
        Piece(
            name=cell.name,
            kind=cell.cell_type,
            source=written(own) if own and cell.name == CELL else cell.source,
            checksum=cell.checksum,
            locked=bool(cell.locked),
            solution=cell.name in answers,
            points=worth.get(cell.name),
        )
        for cell in notebook.source_cells
    ]


def course_of(preprocessor: Any) -> Any:
    """Find the course directory of the converter that a preprocessor works for."""
    owner = preprocessor.parent
    while owner is not None and not hasattr(owner, "coursedir"):
        owner = owner.parent
    return owner.coursedir if owner is not None else CourseDirectory(parent=preprocessor)
