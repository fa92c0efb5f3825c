"""A class list of an LMS in, its grades out, and every other byte of the file as it was."""

from xentlib.classroom.grading.lms._grades import absent, placed, write_grades
from xentlib.classroom.grading.lms._marks import IN_PART, NO_MARK, NOTHING, Marks, read_marks
from xentlib.classroom.grading.lms._roster import Roster, Student, read_roster

__all__ = [
    "IN_PART",
    "NOTHING",
    "NO_MARK",
    "Marks",
    "Roster",
    "Student",
    "absent",
    "placed",
    "read_marks",
    "read_roster",
    "write_grades",
]
