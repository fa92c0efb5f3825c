"""Checks that know why an answer is wrong.

An `Exercise` is a row of a topic's table: a reference, inputs, and known mistakes as
functions.  `examine` runs an answer beside them and returns a `Verdict`.  The rows are in
`xentlib.classroom.exercises`.
"""

from xentlib.classroom.checking._examine import examine
from xentlib.classroom.checking._exercise import Exercise, Mistake
from xentlib.classroom.checking._symptoms import DERIVED, SYMPTOMS
from xentlib.classroom.checking._verdict import Verdict

__all__ = [
    "DERIVED",
    "SYMPTOMS",
    "Exercise",
    "Mistake",
    "Verdict",
    "examine",
]
