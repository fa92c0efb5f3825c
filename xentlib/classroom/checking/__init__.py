"""Checks that know why an answer is wrong.

An `Exercise` is a row: a reference, inputs, and known mistakes as functions. `examine` runs an
answer beside them and returns a `Verdict`. The rows are in `xentlib.classroom.exercises`. The way
of an answer:

- `check`, in `xentlib.classroom.exercises`, finds the row, and records and shows the verdict;
- `examine` compares the answer with the reference, then with each mistake;
- `_try_out.try_out` calls the answer on every case within its time (`_limit`);
- `_call.call` runs what a learner wrote, once, so that nothing it does gets out;
- `_call.compute` runs the row's own functions, which are trusted.

Coursework (`_coursework`) has inputs in parts, numbers of each student's own, and trials, where no
reference can say what is right.

Its sentences stand in four tables, each for what the others cannot know:

- `SYMPTOMS`: what can be seen of any answer without knowing the mistake ("shape", "endless");
- `_advice.ERRORS`: for the symptom "error", what to do about Python's and NumPy's own words;
- `DERIVED`: mistakes that can be made of any reference ("sign", "bits");
- `exercises/vocabulary.py`: mistakes of several exercises; a row's `say` has those of its own.
"""

from xentlib.classroom.checking._call import Call, Function, compute
from xentlib.classroom.checking._coursework import Parts, Personal, Trial, for_student
from xentlib.classroom.checking._examine import examine
from xentlib.classroom.checking._exercise import Exercise, Mistake
from xentlib.classroom.checking._limit import TimeIsUpError
from xentlib.classroom.checking._numbers import AnswerError
from xentlib.classroom.checking._symptoms import DERIVED, SYMPTOMS
from xentlib.classroom.checking._verdict import Verdict

__all__ = [
    "DERIVED",
    "SYMPTOMS",
    "AnswerError",
    "Call",
    "Exercise",
    "Function",
    "Mistake",
    "Parts",
    "Personal",
    "TimeIsUpError",
    "Trial",
    "Verdict",
    "compute",
    "examine",
    "for_student",
]
