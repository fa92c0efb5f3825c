"""nbgrader's export, which says what the gradebook knows of each mark."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from xentlib.classroom.grading.lms import IN_PART, NO_MARK, NOTHING

COLUMNS = [
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score", "status"),
]
UNGRADED = f"{NO_MARK}: `nbgrader autograde` has not been given, or has failed"
WAITING = f"{IN_PART}{{}} of its answers wait for a person in formgrader"


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
                        **_mark(gradebook, assignment.name, student.id),
                    }


def _mark(gradebook: Gradebook, assignment: str, student: str) -> dict[str, Any]:
    try:
        one = gradebook.find_submission(assignment, student)
    except MissingEntry:
        nothing = dict.fromkeys(("raw_score", "late_submission_penalty", "score"), 0.0)
        return nothing | {"status": NOTHING}
    penalty = one.late_submission_penalty or 0.0
    return {
        "timestamp": one.timestamp,
        "raw_score": one.score,
        "late_submission_penalty": penalty,
        "score": max(0.0, one.score - penalty),
        "status": _status([grade for notebook in one.notebooks for grade in notebook.grades]),
    }


def _status(grades: list[Any]) -> str:
    """Say whether a mark is whole; a grade that nobody has looked at waits from the beginning."""
    if all(grade.needs_manual_grade and grade.auto_score is None for grade in grades):
        return UNGRADED
    waiting = sum(grade.needs_manual_grade for grade in grades)
    return WAITING.format(waiting) if waiting else "marked"
