"""nbgrader's step that marks."""

import secrets
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Integer, Unicode

from xentlib.classroom.card import plain
from xentlib.classroom.grading._assignment import load
from xentlib.classroom.grading._marking import grade
from xentlib.classroom.grading._report import has_no_mark, unmarked
from xentlib.classroom.grading.nbgrader_plugin._harmless import harmless
from xentlib.classroom.grading.nbgrader_plugin._reading import said_by_us
from xentlib.classroom.grading.nbgrader_plugin._repairing import course_of
from xentlib.classroom.grading.release import read_edition

UNASKED = "cell {} is worth points and asks no question of {}: make the release once more"


class TrustedGrade(NbGraderPreprocessor):
    """Marks the file as it was handed in, in place of nbgrader's Execute."""

    backend = Unicode("auto", help="What keeps students' code away from here").tag(config=True)
    seed = Integer(
        None, allow_none=True, help="Where inputs come from; by default a new number each time"
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Write points, and below them words, into each cell that is marked."""
        about, course = resources["nbgrader"], course_of(self)
        folder = course.format_path(
            course.submitted_directory, about["student"], about["assignment"]
        )
        data = Path(folder, f"{about['notebook']}.ipynb").read_bytes()
        seed = secrets.randbits(64) if self.seed is None else self.seed
        work = load(about["assignment"])
        who = {"student": about["student"], "backend": self.backend}
        if problem := said_by_us(data):
            report = unmarked(work, problem, seed, data=data, **who)
        else:
            edition = read_edition(work.name, Path(course.root))
            report = grade(data, work, seed, edition=edition, **who)
        if has_no_mark(report):  # nbgrader would write it down as 0
            raise ValueError(report["status"])
        kept = ("seed", "backend", "sandboxed", "sha256", "status", "notes")
        nb.metadata["xentlib"] = nbformat.from_dict({key: report[key] for key in kept})
        for cell in nb.cells:
            if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade"):
                _tell(cell, report)
        nb.cells.insert(0, nbformat.v4.new_markdown_cell(_heading(report)))
        return nb, resources


def _tell(cell: Any, report: dict[str, Any]) -> None:
    """Write what a cell's question has earned, as nbgrader reads it, and why."""
    work = report["assignment"]
    marks = [mark for mark in report["questions"] if f'"{work}.{mark["name"]}"' in cell.source]
    if not marks:
        raise ValueError(UNASKED.format(cell.metadata.nbgrader["grade_id"], work))
    score = round(sum(mark["score"] for mark in marks), 2)
    lines = [line for mark in marks for line in mark["lines"]]
    words = plain("\n".join(lines), 5000) + "\n"
    points = {"text/plain": str(score)}
    cell.outputs = [
        nbformat.v4.new_output("execute_result", points, execution_count=None),
        nbformat.v4.new_output("stream", name="stdout", text=words),
    ]


def _heading(report: dict[str, Any]) -> str:
    """Say how the notebook was marked, as text that does nothing."""
    walls = report["backend"] if report["sandboxed"] else "not sandboxed"
    said = [f"seed {report['seed']}, {walls}", *report["notes"]]
    if report["status"] != "marked":
        said.insert(0, report["status"])
    lines = [line for one in said for line in plain(str(one), 1000).splitlines()]
    return harmless("**How this was marked**\n\n" + "\n".join(f"    {line}" for line in lines))
