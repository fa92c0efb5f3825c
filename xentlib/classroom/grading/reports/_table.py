"""The table of a class."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from xentlib.classroom.grading._report import has_no_mark
from xentlib.classroom.grading.reports._files import Report, replace_file


def write_table(path: Path, reports: Iterable[Report]) -> None:
    """Write a line for each student: points of each question, their sum, the status, and notes.

    Who was not marked has no points, not 0.

    Parameters
    ----------
    path : pathlib.Path
        A CSV file, which is replaced.
    reports : iterable of dict
        Of one assignment.
    """
    rows = sorted(reports, key=lambda report: report["student"])
    names = list(dict.fromkeys(q["name"] for report in rows for q in report["questions"]))
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["student", *names, "score", "max", "status", "sandboxed", "notes"])
    for report in rows:
        given = not has_no_mark(report)
        scores = {q["name"]: f"{q['score']:g}" for q in report["questions"] if given}
        points = (scores.get(name, "") for name in names)
        total = f"{report['score']:g}" if given else ""
        ends = [f"{report['max']:g}", report["status"], "yes" if report["sandboxed"] else "no"]
        notes = "  ".join(f"• {note}" for note in report["notes"])  # no formula begins so
        writer.writerow([report["student"], *points, total, *ends, notes])
    replace_file(path, table.getvalue())
