"""What is handed out: made, looked through for leaks, and checked.

`_build` makes it, `_leaks` knows what must not be in it, `_places` where to look for that, and
`_check` tries out whether it can be marked. `_students` reads who gets own numbers, and `_record`
keeps who got which.
"""

from xentlib.classroom.grading.release._build import build
from xentlib.classroom.grading.release._check import check
from xentlib.classroom.grading.release._leaks import Leak, LeakError, in_notebook
from xentlib.classroom.grading.release._places import in_book, in_package
from xentlib.classroom.grading.release._record import RECORD, read_edition
from xentlib.classroom.grading.release._secret import SECRET, make_secret, read_secret
from xentlib.classroom.grading.release._solutions import Solutions
from xentlib.classroom.grading.release._students import read_students

__all__ = [
    "RECORD",
    "SECRET",
    "Leak",
    "LeakError",
    "Solutions",
    "build",
    "check",
    "in_book",
    "in_notebook",
    "in_package",
    "make_secret",
    "read_edition",
    "read_secret",
    "read_students",
]
