"""What becomes of a report: JSON, a page for the student, a table, and Gradescope's results."""

from xentlib.classroom.grading.reports._files import (
    REPORT,
    folder_of,
    read_report,
    read_reports,
    write_report,
)
from xentlib.classroom.grading.reports._table import write_table

__all__ = ["REPORT", "folder_of", "read_report", "read_reports", "write_report", "write_table"]
