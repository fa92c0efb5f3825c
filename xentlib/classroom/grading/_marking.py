"""Marks for one submission: a pure function of the file, the assignment and a seed."""

from collections.abc import Iterable
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
    TimeIsUpError,
    Trial,
    Verdict,
    examine,
    for_student,
)
from xentlib.classroom.grading._asking import Desk, Recorder
from xentlib.classroom.grading._assignment import Assignment, Question
from xentlib.classroom.grading._cells import UnreadableError, read_cells
from xentlib.classroom.grading._code import code_of
from xentlib.classroom.grading._parameters import own_numbers
from xentlib.classroom.grading._report import noted, told, unmarked
from xentlib.classroom.grading.sandbox import choose

PATIENCE = 5.0  # times the time of a check in a notebook: a marking machine is busy
UNUSABLE = "It can't be used: {}"


def grade(
    data: bytes,
    assignment: Assignment,
    seed: int,
    *,
    student: str = "",
    secret: bytes = b"",
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
    secret : bytes
        The course's, if each student has numbers of their own.
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
    report = unmarked(assignment, "marked", seed, data=data, student=student, backend=backend)
    try:
        cells, notes = read_cells(data)
    except UnreadableError as error:
        return report | {"status": str(error)}
    names = {question.answer for question in assignment.questions}
    code = code_of(cells, names, set(assignment.stubs), assignment.imports)
    desk = Desk(code, backend, keras=assignment.keras)
    try:
        marks = [_mark(q, desk, seed, student, secret) for q in assignment.questions]
    finally:
        desk.close()
    score = round(sum(mark["score"] for mark in marks), 2)
    own = [note for note in desk.notes if code[note[0]] not in assignment.given]
    return report | {"score": score, "notes": notes + noted(own), "questions": marks}


def _mark(question: Question, desk: Desk, seed: int, student: str, secret: bytes) -> dict[str, Any]:
    """Mark one question on inputs drawn for it."""
    row, rng = question.row, np.random.default_rng([seed, *question.name.encode()])
    desk.open(PATIENCE * row.seconds, library=question.library)
    if isinstance(row, Trial):
        return _tried(question, row, desk, rng)
    if isinstance(row.inputs, Personal):
        row = for_student(row, own_numbers(question.name, row.inputs, student, secret))
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
        parts[name] = examine(_on(calm, cases), recorder.again(start, len(cases)), rng)
        start += len(cases)
    right = {name: "right" in (verdict.state, part.state) for name, part in parts.items()}
    return told(question, right, *_said(_telling(verdict, parts.values())))


def _telling(whole: Verdict, parts: Iterable[Verdict]) -> Verdict:
    """Verdict that names a mistake of all parts, or else that of the first part with a fault."""
    if whole.mistake not in {"", *SYMPTOMS}:
        return whole
    wrong = (part for part in parts if part.state == "wrong" and part.mistake != "endless")
    return next(wrong, whole)  # of what is endless the whole knows how long it took


def _on(row: Exercise, cases: list[tuple[Any, ...]]) -> Exercise:
    return replace(row, inputs=lambda _: cases)


def _on_value(row: Exercise, desk: Desk, answer: str) -> Verdict:
    """Verdict on a value that is asked; the right one is not told."""
    try:
        return examine(row, desk.ask(answer, None))
    except (AnswerError, TimeIsUpError) as error:
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
    except TimeIsUpError:
        why = SYMPTOMS["endless"]
    except Exception as error:  # what came is used by the trial's own code
        why = UNUSABLE.format(plain(f"{type(error).__name__}: {error}"))
    against = dict.fromkeys(trial.shares, why or UNUSABLE.format("nothing came")) | said
    parts = {share: not against[share] for share in trial.shares}
    lines = [f"{'✓' if right else '✗'} {share}" for share, right in parts.items()]
    lines += [
        *dict.fromkeys(plain(against[share], 1000) for share in trial.shares if against[share])
    ]
    return told(question, parts, "right" if all(parts.values()) else state, "", lines)
