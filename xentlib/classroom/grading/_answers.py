"""Marks for the answer to one question."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from xentlib.classroom.card import SIGN, plain
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
from xentlib.classroom.grading._assignment import Question
from xentlib.classroom.grading._parameters import Numbers, own_numbers
from xentlib.classroom.grading._report import told
from xentlib.classroom.grading._traces import is_made

PATIENCE = 5.0  # times the time of a check in a notebook: a marking machine is busy
UNUSABLE = "It can't be used: {}"
OTHERS = "Not marked: the numbers in this notebook are not yours. Ask the person who teaches you."
LOST = "○ {}: not in the file: no cell makes {}"
STOPPED = "✗ {}: {} was not made: its cell stopped or is torn. The notes say where."


def mark_answer(
    question: Question, desk: Desk, seed: int, numbers: Numbers | None
) -> dict[str, Any]:
    """Mark one question; where its answer is not there, say whether the file has it.

    Parameters
    ----------
    question : Question
        What is asked.
    desk : Desk
        Where the student's code is asked.
    seed : int
        Where inputs come from.
    numbers : dict or None
        The student's own; None if those in the notebook are others.

    Returns
    -------
    dict
        The question's entry in the report, as `told` makes it.
    """
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
        parts[name] = examine(_on(calm, cases), recorder.again(start, len(cases)), rng)
        start += len(cases)
    right = {name: "right" in (verdict.state, part.state) for name, part in parts.items()}
    verdict = _telling(verdict, parts.values())
    if verdict.mistake == "mutated input" and all(right.values()):  # bad manners cost nothing
        verdict = replace(verdict, state="right", title="right, but it changes its input")
    return told(question, right, *_said(verdict))


def _telling(whole: Verdict, parts: Iterable[Verdict]) -> Verdict:
    """Verdict that names a mistake of all parts, or else that of the first part with a fault."""
    wrong = [part for part in parts if part.state == "wrong"]
    if whole.mistake not in {"", *SYMPTOMS}:
        return replace(whole, example=next((part.example for part in wrong), whole.example))
    return next(
        (part for part in wrong if part.mistake != "endless"), whole
    )  # of what is endless the whole knows how long it took


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
    lines = [f"{SIGN['right' if right else 'wrong']} {share}" for share, right in parts.items()]
    lines += [*dict.fromkeys(plain(against[share], 1000) for share in against if against[share])]
    return told(question, parts, "right" if all(parts.values()) else state, "", lines)
