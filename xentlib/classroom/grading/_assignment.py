"""What is marked: the questions of an assignment, or of a lesson, and what each is worth."""

import ast
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from xentlib.classroom import exercises
from xentlib.classroom.checking import Exercise, Trial
from xentlib.classroom.grading._cells import Cell, read_cells
from xentlib.classroom.grading._python import imports
from xentlib.classroom.grading._stubs import BEGIN, cleared
from xentlib.classroom.topics import ASSIGNMENTS, TOPICS, lesson_of

ROOT = Path(__file__).parents[3]
ASKING = {"check", "example"}


@dataclass(frozen=True)
class Question:
    """One question that a program marks.

    Attributes
    ----------
    name : str
        Name of its row, such as "a2_binary_and_softmax.loss".
    answer : str
        What stands for the answer in the notebook: mostly a name.
    points : float
        What it is worth.
    library : bool
        Whether its own solution needs xentlib, as in some lessons: then the library is there.
    """

    name: str
    answer: str
    points: float
    library: bool = False

    @property
    def short(self) -> str:
        """Name within its assignment."""
        return self.name.partition(".")[2]

    @property
    def row(self) -> Exercise | Trial:
        """Row of the table."""
        row = exercises.find(self.name)
        assert row is not None
        return row


@dataclass(frozen=True)
class Assignment:
    """An assignment, or the exercises of a lesson.

    Attributes
    ----------
    name : str
        Of the assignment, or the lesson's topic.
    questions : tuple of Question
        What a program marks, in the notebook's order.
    manual : tuple of (str, float)
        Names and points of the answers in words.
    stubs : frozenset of str
        Sources of the answer cells as they are handed out.
    given : frozenset of str
        Sources of all other code that is handed out: what stops in it is no student's fault.
    imports : tuple of str
        Sources of the cells that import: they are there when answers are marked.
    keras : bool
        Whether it needs Keras.
    version : str
        Fingerprint of its notebook and of its questions' rows.
    """

    name: str
    questions: tuple[Question, ...]
    manual: tuple[tuple[str, float], ...] = ()
    stubs: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    imports: tuple[str, ...] = ()
    keras: bool = False
    version: str = ""

    @property
    def points(self) -> float:
        """What the questions are worth that a program marks."""
        return sum(question.points for question in self.questions)


def notebook_of(name: str) -> Path:
    """Find the notebook that was built of an assignment, or of a lesson.

    Parameters
    ----------
    name : str
        An assignment such as "a1_information", or a topic such as "binary".

    Returns
    -------
    pathlib.Path

    Raises
    ------
    ValueError
        If there is none of this name, or it is not here.

    Examples
    --------
    >>> notebook_of("a7")
    Traceback (most recent call last):
        ...
    ValueError: assignment must be one of a1_information, a2_binary_and_softmax, a3_multi_label, \
a4_keras_classifier, a5_imbalance_and_calibration, a6_capstone, or a lesson's topic such as \
binary; got 'a7'
    """
    folder = ROOT / "notebooks"
    if name in ASSIGNMENTS:
        found = [folder / "assignments" / name / f"{name}.ipynb"]
    elif name in TOPICS:
        found = sorted(folder.glob(f"solutions/{lesson_of(name)}_*.ipynb"))
    else:
        raise ValueError(
            f"assignment must be one of {', '.join(ASSIGNMENTS)}, or a lesson's topic such as "
            f"binary; got {name!r}"
        )
    if not found or not found[0].exists():
        raise ValueError(
            f"the notebook of {name} is not in {folder}: mark coursework from the course's folder, "
            "a clone of its repository with `make lab` done once"
        )
    return found[0]


@cache
def load(name: str) -> Assignment:
    """Read an assignment, or a lesson's exercises.

    Parameters
    ----------
    name : str
        An assignment such as "a1_information", or a topic such as "binary".

    Returns
    -------
    Assignment

    Raises
    ------
    ValueError
        If there is none of this name, or it is not here.

    Examples
    --------
    >>> [question.answer for question in load("start").questions]
    ['shares']
    """
    data = notebook_of(name).read_bytes()
    cells, _ = read_cells(data)
    worth = {cell["id"]: _points(cell) for cell in json.loads(data)["cells"]}
    code = [cell for cell in cells if cell.kind == "code"]
    asked = {q.name: q for cell in code for q in _asked(name, cell, worth)}  # the last time
    unanswered = frozenset(cleared(c.source) for c in code if BEGIN in c.source)
    given = frozenset(c.source for c in code if BEGIN not in c.source)
    manual = tuple((c.grade_id, worth[c.grade_id]) for c in cells if c.marks and c.kind != "code")
    keras = any("keras" in cell.source for cell in code)
    first = tuple(c.source for c in code if imports(c.source))
    version = _version(name, data)
    return Assignment(name, tuple(asked.values()), manual, unanswered, given, first, keras, version)


def _version(name: str, notebook: bytes) -> str:
    rows = sorted(Path(exercises.__file__).with_name(name).glob("*.py"))
    read = b"".join([notebook, *(row.read_bytes() for row in rows)])
    return hashlib.sha256(read).hexdigest()[:16]


def _points(cell: dict[str, Any]) -> float:
    return float(cell["metadata"].get("nbgrader", {}).get("points", 1.0))


def _asked(work: str, cell: Cell, worth: dict[str, float]) -> Iterator[Question]:
    """Questions that a cell asks: calls of `xent.check` or `xent.example` with a name."""
    for node in ast.walk(ast.parse(cell.source)):
        match node:
            case ast.Call(
                func=ast.Attribute(attr=asks), args=[ast.Constant(str(name)), answer, *_]
            ) if asks in ASKING and name.startswith(f"{work}."):
                library = "xent." in cell.source.replace(f"xent.{asks}(", "")
                yield Question(name, ast.unparse(answer), worth.get(cell.grade_id, 1.0), library)
