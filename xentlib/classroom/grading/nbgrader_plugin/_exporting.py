"""nbgrader's export, which says what the gradebook knows of each mark."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from xentlib.classroom.grading._report import MARKED
from xentlib.classroom.grading.lms import IN_PART, NO_MARK, NOTHING
from xentlib.classroom.grading.nbgrader_plugin._repairing import course_of

COLUMNS = [
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score", "status"),
]
UNGRADED = f"{NO_MARK}: `nbgrader autograde` has not been given, or has failed"
WAITING = "{} of its answers wait for a person in formgrader"


class Export(ExportPlugin):
    """Writes nbgrader's table with one column more: whether each mark is whole."""

    def export(self, gradebook: Gradebook) -> None:
        """Write a row for each student and assignment."""
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            table.writerows(self._rows(gradebook))

    def _rows(self, gradebook: Gradebook) -> Iterator[dict[str, Any]]:
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                wanted = not self.assignment or assignment.name in map(str, self.assignment)
                if wanted and (not self.student or student.id in map(str, self.student)):
                    names = ("last_name", "first_name", "email")
                    yield {
                        "assignment": assignment.name,
                        "duedate": assignment.duedate,
                        "student_id": student.id,
                        "max_score": assignment.max_score,
                        **{name: getattr(student, name) for name in names},
                        **self._mark(gradebook, assignment.name, student.id),
                    }

    def _mark(self, gradebook: Gradebook, assignment: str, student: str) -> dict[str, Any]:
        try:
            one = gradebook.find_submission(assignment, student)
        except MissingEntry:
            nothing = dict.fromkeys(("raw_score", "late_submission_penalty", "score"), 0.0)
            return nothing | {"status": NOTHING}
        grades = [grade for notebook in one.notebooks for grade in notebook.grades]
        penalty = one.late_submission_penalty or 0.0
        return {
            "timestamp": one.timestamp,
            "raw_score": one.score,
            "late_submission_penalty": penalty,
            "score": max(0.0, one.score - penalty),
            "status": _status(grades, self._said(assignment, student)),
        }

    def _said(self, assignment: str, student: str) -> str:
        """Status of the marked notebook: the gradebook has no place for it."""
        course = course_of(self)
        folder = course.format_path(course.autograded_directory, student, assignment)
        try:
            marked = json.loads(Path(folder, f"{assignment}.ipynb").read_text(encoding="utf-8"))
            return str(marked["metadata"]["xentlib"]["status"])
        except (OSError, ValueError, LookupError):  # by nbgrader alone, or on another machine
            return MARKED


def _status(grades: list[Any], said: str) -> str:
    """Say whether a mark is whole; a grade that nobody has looked at waits from the beginning."""
    if all(grade.needs_manual_grade and grade.auto_score is None for grade in grades):
        return UNGRADED
    waiting = sum(grade.needs_manual_grade for grade in grades)
    why = [said.removeprefix(IN_PART)] if said != MARKED else []
    return f"{IN_PART}{'; '.join([*why, WAITING.format(waiting)])}" if waiting else said
