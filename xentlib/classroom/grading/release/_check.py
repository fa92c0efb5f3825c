"""Whether an assignment can be handed out and marked: tried out on this machine."""

import ast
import json
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from xentlib.classroom.exercises import find
from xentlib.classroom.grading._assignment import ROOT, Assignment, load, notebook_of
from xentlib.classroom.grading._marking import grade
from xentlib.classroom.grading._parameters import CELL, assigned, drawn
from xentlib.classroom.grading.rehearsal import rehearse
from xentlib.classroom.grading.release._build import released
from xentlib.classroom.grading.release._examples import examples_of, public
from xentlib.classroom.grading.release._leaks import in_notebook
from xentlib.classroom.grading.release._solutions import Solutions, joined, shown_in

TOTAL, FEWEST, WRITTEN = 20, 4, 4


def check(name: str, *, root: Path = ROOT, backend: str = "auto") -> list[str]:
    """Try out whether an assignment can be handed out and marked.

    Parameters
    ----------
    name : str
        The assignment.
    root : pathlib.Path
        The course's folder.
    backend : {"auto", "bubblewrap", "container", "none"}
        Where code runs.

    Returns
    -------
    list of str
        What is wrong, each in a sentence; nothing if all is as it must be.

    Raises
    ------
    ValueError
        If there is no such assignment, or nbgrader can't make its release.
    NoSandboxError
        If nothing here can keep code away.
    """
    work, data = load(name), notebook_of(name).read_bytes()
    notebook = json.loads(data)
    faults = [*points_of(work), *numbers_of(work, notebook), *examples_of(work, notebook)]
    handout = released(name, root, enter=False)
    faults += map(
        str,
        in_notebook(
            handout, Solutions(notebook, shown_in(ROOT / "notebooks")), "released notebook"
        ),
    )
    faults += marks_of(work, "the solutions", data, full=True, backend=backend)
    faults += marks_of(work, "the released notebook", handout, full=False, backend=backend)
    faults += marks_of(work, "the examples", by_heart(work, notebook), full=False, backend=backend)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{name}.ipynb")
        path.write_bytes(handout)
        faults += [
            f"released, it does not run: {ran.error}" for ran in rehearse([path]) if ran.error
        ]
    return faults


def points_of(work: Assignment) -> Iterator[str]:
    """Say what is wrong with the points of an assignment.

    Parameters
    ----------
    work : Assignment
        As `load` gives it.

    Yields
    ------
    str
        A fault.

    Examples
    --------
    >>> list(points_of(Assignment("a9", (), (("why", 20.0),))))
    ['a program marks 0 questions: there must be 4 at least']
    """
    total = work.points + sum(points for _, points in work.manual)
    if total != TOTAL:
        yield f"the points add up to {total:g}: they must be {TOTAL}"
    if len(work.questions) < FEWEST:
        yield f"a program marks {len(work.questions)} questions: there must be {FEWEST} at least"
    if not any(points >= WRITTEN for _, points in work.manual):
        yield f"no written answer is worth {WRITTEN} points"
    for question in work.questions:
        if question.points <= 0 or find(question.name) is None:
            yield f"{question.name} has no points, or no row in the table"


def numbers_of(work: Assignment, notebook: dict[str, Any]) -> Iterator[str]:
    """Say where the cell of parameters and the rows disagree.

    Parameters
    ----------
    work : Assignment
        As `load` gives it.
    notebook : dict
        As it was written.

    Yields
    ------
    str
        A fault.
    """
    cells = [cell for cell in notebook["cells"] if _says(cell).get("grade_id") == CELL]
    sources = [joined(cell["source"]) for cell in cells]
    there = {name: node for source in sources for name, node in assigned(source).items()}
    common = drawn(work)
    for name in sorted(common.keys() ^ there.keys()):
        yield f"{name} is not both in the cell of parameters and among a row's Personal inputs"
    for name in sorted(common.keys() & there.keys()):
        written = ast.literal_eval(there[name])
        if not np.array_equal(written, common[name]):
            yield f"{name} must be {common[name]} in the cell of parameters; it is {written}"


def _says(cell: dict[str, Any]) -> dict[str, Any]:
    return cell["metadata"].get("nbgrader", {})


def marks_of(
    work: Assignment, what: str, data: bytes, *, full: bool, backend: str
) -> Iterator[str]:
    """Say where a notebook does not get all points, or gets some.

    Parameters
    ----------
    work : Assignment
        As `load` gives it.
    what : str
        What messages call the notebook.
    data : bytes
        The notebook.
    full : bool
        Whether all points are due, or none.
    backend : str
        Where its code runs.

    Yields
    ------
    str
        A fault.
    """
    report = grade(data, work, secrets.randbits(32), backend=backend)
    if report["status"] != "marked":
        yield f"{what}: {report['status']}"
    for mark in report["questions"]:
        due = mark["points"] if full else 0
        if mark["score"] != due:
            why = " ".join(mark["lines"])[:200]
            yield f"{what} get {mark['score']:g} for {mark['name']}; due is {due:g}. {why}".strip()


def by_heart(work: Assignment, notebook: dict[str, Any]) -> bytes:
    """Write a notebook whose functions know nothing but the public examples.

    Parameters
    ----------
    work : Assignment
        As `load` gives it.
    notebook : dict
        As it was written.

    Returns
    -------
    bytes
    """
    asked = {question.name for question in work.questions}
    sources = [
        f"def {answer}(*args):\n    return {expected!r}"
        for name, answer, args, expected in public(notebook)
        if name in asked and args is not None
    ]
    cells = [{"cell_type": "code", "source": source, "metadata": {}} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}).encode()
