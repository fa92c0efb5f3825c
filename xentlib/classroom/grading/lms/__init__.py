"""A class list of an LMS in, its grades out, and every other byte of the file as it was."""

from xentlib.classroom.grading.lms._grades import write_grades
from xentlib.classroom.grading.lms._roster import Roster, Student, read_roster

__all__ = ["Roster", "Student", "read_roster", "write_grades"]
