"""Marks for one submission: a pure function of the file, the assignment and a seed."""

from dataclasses import replace
from typing import Any

import numpy as np

from xentlib.classroom.card import plain
from xentlib.classroom.checking import (
    SYMPTOMS,
    AnswerError,
    Exercise,
    Parts,
    Personal,
    Trial,
    Verdict,
    examine,
    for_student,
)
from xentlib.classroom.grading._asking import Desk, Recorder
from xentlib.classroom.grading._assignment import Assignment, Question
from xentlib.classroom.grading._cells import TORN, UnreadableError, read_cells
from xentlib.classroom.grading._code import code_of
from xentlib.classroom.grading._edition import Edition, general
from xentlib.classroom.grading._parameters import Numbers, numbers_in, own_numbers
from xentlib.classroom.grading._report import MARKED, NOT_MARKED, noted, told, unmarked
from xentlib.classroom.grading._traces import is_made, is_of_another
from xentlib.classroom.grading.sandbox import choose

PATIENCE = 5.0  # times the time of a check in a notebook: a marking machine is busy
UNUSABLE = "It can't be used: {}"
OTHERS = "Not marked: the numbers in this notebook are not yours. Ask the person who teaches you."
MISSING = "The cell with your numbers is not in this notebook: your own ones were taken."
IN_PART = f"{MARKED} in part: torn file"
FOREIGN = f"{NOT_MARKED}: this is no notebook of {{}}"
LOST = "○ {}: not in the file: no cell makes {}"
STOPPED = "✗ {}: {} was not made: its cell stopped or is torn. The notes say where."


def grade(
    data: bytes,
    assignment: Assignment,
    seed: int,
    *,
    student: str = "",
    edition: Edition | None = None,
    backend: str = "auto",
) -> dict[str, Any]:
    """Mark a submission.

    Parameters
    ----------
    data : bytes
        The notebook as it was handed in.
    assignment : Assignment
        What `load` gives.
    seed : int
        Where inputs come from: the same seed gives the same marks.
    student : str
        Whose it is.
    edition : Edition, optional
        Who got which numbers; by default all got the general ones.
    backend : {"auto", "bubblewrap", "container", "none"}
        What keeps the student's code away from this machine.

    Returns
    -------
    dict
        The report, which JSON can hold: marks, parts and words for each question.

    Raises
    ------
    NoSandboxError
        If nothing here can keep the student's code away; nothing was run.

    Examples
    --------
    >>> from xentlib.classroom.grading import load
    >>> grade(b"", load("start"), 1, backend="none")["status"]
    'The file is empty.'
    """
    backend = choose(backend)
    report = unmarked(assignment, MARKED, seed, data=data, student=student, backend=backend)
    try:
        cells, notes = read_cells(data)
    except UnreadableError as error:
        return report | {"status": str(error)}
    if is_of_another([cell.source for cell in cells], assignment, torn=TORN in notes):
        return report | {"status": FOREIGN.format(assignment.name), "notes": notes}
    edition = edition or general(assignment)
    why, due = edition.objection(cells, student), edition.due(student)
    notes += [MISSING] if due and not numbers_in(cells, due) else []
    names = {question.answer for question in assignment.questions}
    code = code_of(cells, names, set(assignment.stubs), assignment.imports)
    desk = Desk(code, backend, keras=assignment.keras)
    try:
        marks = [_found(q, desk, seed, None if why else due) for q in assignment.questions]
    finally:
        desk.close()
    own = [note for note in desk.notes if code[note[0]] not in assignment.given]
    marked = IN_PART if TORN in notes else MARKED
    return report | {
        "status": f"{NOT_MARKED}: {why}" if why else marked,
        "score": round(sum(mark["score"] for mark in marks), 2),
        "notes": notes + noted(own),
        "questions": marks,
    }


def _found(question: Question, desk: Desk, seed: int, numbers: Numbers | None) -> dict[str, Any]:
    """Mark one question; where its answer is not there, say whether the file has it."""
    mark = _mark(question, desk, seed, numbers)
    if mark["state"] != "open" or not desk.missing:
        return mark
    made = is_made(desk.missing, desk.sources)
    said = (STOPPED if made else LOST).format(question.name, desk.missing)
    return told(question, {"": False}, "wrong" if made else "missing", "", [said])


def _mark(question: Question, desk: Desk, seed: int, numbers: Numbers | None) -> dict[str, Any]:
    """Mark one question on inputs drawn for it, or by the numbers of its student."""
    row, rng = question.row, np.random.default_rng([seed, *question.name.encode()])
    desk.open(PATIENCE * row.seconds, library=question.library)
    if isinstance(row, Trial):
        return _tried(question, row, desk, rng)
    if isinstance(row.inputs, Personal):
        if numbers is None:
            return told(question, {"": False}, "unmarked", "", [OTHERS])
        names = own_numbers(question.name, row.inputs)
        row = for_student(row, {name: numbers[name] for name in names})
    return _compared(question, row, desk, rng)


def _compared(
    question: Question, row: Exercise, desk: Desk, rng: np.random.Generator
) -> dict[str, Any]:
    """Mark by the reference: pay all of it, or the parts that are right."""
    calm = replace(row, seconds=1e6)  # the desk's own time is up long before
    if row.inputs is None:
        verdict = _on_value(calm, desk, question.answer)
        return told(question, {"": verdict.state == "right"}, *_said(verdict))
    drawn = row.inputs.drawn(rng) if isinstance(row.inputs, Parts) else {"": row.inputs(rng)}
    recorder = Recorder(desk, question.answer)
    verdict = examine(_on(calm, [case for part in drawn.values() for case in part]), recorder, rng)
    parts, start = {}, 0
    for name, cases in drawn.items():
        again = examine(_on(calm, cases), recorder.again(start), rng)
        parts[name] = verdict.state == "right" or again.state == "right"
        start += len(cases)
    if verdict.mistake == "mutated input" and all(parts.values()):  # bad manners cost nothing
        verdict = replace(verdict, state="right", title="right, but it changes its input")
    return told(question, parts, *_said(verdict))


def _on(row: Exercise, cases: list[tuple[Any, ...]]) -> Exercise:
    return replace(row, inputs=lambda _: cases)


def _on_value(row: Exercise, desk: Desk, answer: str) -> Verdict:
    """Verdict on a value that is asked; the right one is not told."""
    try:
        return examine(row, desk.ask(answer, None))
    except AnswerError as error:
        problem = error

    def stuck() -> None:
        raise problem

    return examine(_on(row, [()]), stuck)


def _said(verdict: Verdict) -> tuple[str, str, list[str]]:
    """State, mistake and words of a verdict, without what is of use in a notebook alone."""
    lines = [line.replace(f', or ask xent.hint("{verdict.name}")', "") for line in verdict.lines]
    return verdict.state, verdict.mistake, [plain(line, 1000) for line in lines]


def _tried(
    question: Question, trial: Trial, desk: Desk, rng: np.random.Generator
) -> dict[str, Any]:
    """Mark by what the student's work does."""
    state, why = "wrong", ""
    said: dict[str, str] = {}
    try:
        said = trial.play(desk, rng)
    except AnswerError as problem:
        state = "open" if problem.symptom == "open" else state
        why = f"{SYMPTOMS.get(problem.symptom, '')} {problem.detail}".strip()
    except Exception as error:  # what came is used by the trial's own code
        why = UNUSABLE.format(plain(f"{type(error).__name__}: {error}"))
    against = dict.fromkeys(trial.shares, why or UNUSABLE.format("nothing came")) | said
    parts = {share: not against[share] for share in trial.shares}
    lines = [f"{'✓' if right else '✗'} {share}" for share, right in parts.items()]
    lines += [*dict.fromkeys(plain(against[share], 1000) for share in against if against[share])]
    return told(question, parts, "right" if all(parts.values()) else state, "", lines)
