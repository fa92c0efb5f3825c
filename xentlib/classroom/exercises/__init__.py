"""Exercises and quizzes, one module per lesson, and the two functions that learners call.

A module ``lNN_topic`` holds `EXERCISES`, rows for `checking`, and `QUIZ`, questions.
A lesson's module is loaded when one of its names is first asked for.
"""

import difflib
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from xentlib.classroom import state as _state
from xentlib.classroom.checking import Exercise, Verdict, examine
from xentlib.classroom.exercises._question import Question

__all__ = ["LESSONS", "Question", "check", "exercises", "find", "hint", "questions"]

LESSONS = {m.name[1:3]: m.name for m in iter_modules(__path__) if m.name[:1] == "l"}


def exercises(lesson: str) -> tuple[Exercise, ...]:
    """Rows of a lesson, such as "01"; none if there is no such lesson."""
    rows: tuple[Exercise, ...] = _table(lesson, "EXERCISES")
    return rows


def questions(lesson: str) -> tuple[Question, ...]:
    """Questions of a lesson's quiz; none if there is no such lesson."""
    rows: tuple[Question, ...] = _table(lesson, "QUIZ")
    return rows


def _table(lesson: str, name: str) -> tuple[Any, ...]:
    if not isinstance(lesson, str) or lesson not in LESSONS:
        return ()
    return tuple(getattr(import_module(f"{__name__}.{LESSONS[lesson]}"), name))


def find(name: object) -> Exercise | None:
    """Exercise of that name, or None."""
    lesson = name[:2] if isinstance(name, str) else ""
    return next((row for row in exercises(lesson) if row.name == name), None)


def check(name: str, answer: object = ...) -> Verdict:
    """Say whether an answer is right, and if not, what it looks like.

    Parameters
    ----------
    name : str
        Name of the exercise, such as "01.entropy".
    answer : object
        Your function, or your value where the exercise asks for one. As long as it returns
        ``...`` the exercise counts as not attempted.

    Returns
    -------
    Verdict
        With `state` ("open", "wrong" or "right"), `mistake`, `hint` and `example`. Nothing
        is raised, whatever the answer does. State, attempts and mistakes met are kept for
        `xentlib.progress`.

    Notes
    -----
    A check is for you: your function runs in your own process, with everything that this
    implies, and its prints are swallowed. Marks are given elsewhere.

    Examples
    --------
    >>> check("01.surprisal")
    ○ 01.surprisal: not attempted yet
    >>> check("01.suprisal")
    ○ 01.suprisal: there is no exercise of this name
    Did you mean 01.surprisal?
    """
    exercise = find(name)
    if exercise is None:
        return _unknown(name)
    verdict = examine(exercise, answer)
    if verdict.state != "open":
        _state.update(lambda state: _note(_entry(state, exercise.name), verdict))
    return verdict


def hint(name: str) -> Verdict:
    """Show the next of an exercise's three hints; the last is nearly the answer.

    Parameters
    ----------
    name : str
        Name of the exercise, such as "01.entropy".

    Returns
    -------
    Verdict
        Whose `hint` is the hint. The third one stays.

    Examples
    --------
    >>> hint("01.surprisal").state
    'open'
    """
    exercise = find(name)
    if exercise is None:
        return _unknown(name)
    shown = 0

    def take(state: _state.State) -> None:
        nonlocal shown
        entry = _entry(state, exercise.name)
        shown = entry["hints"] = min(max(entry["hints"], 0) + 1, len(exercise.hints))

    _state.update(take)
    title = f"hint {shown} of {len(exercise.hints)}"
    return Verdict(exercise.name, "open", hint=exercise.hints[shown - 1], title=title)


def _unknown(name: object) -> Verdict:
    """Verdict on a name that no exercise has."""
    if not isinstance(name, str):
        first = 'The exercise\'s name comes first, in quotes: check("01.entropy", my_function).'
        return Verdict("?", "open", hint=first, title="no name")
    known = [row.name for row in exercises(name[:2])]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.7)
    said = f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(known)}."
    if not known:
        lessons = ", ".join(LESSONS)
        said = f'A name begins with its lesson, one of {lessons}, and goes on as "01.entropy" does.'
    return Verdict(name, "open", hint=said, title="there is no exercise of this name")


def _entry(state: _state.State, name: str) -> dict[str, Any]:
    fresh = {"state": "open", "attempts": 0, "hints": 0, "mistakes": {}}
    entry = state["exercises"][name] = fresh | state["exercises"].get(name, {})
    return entry


def _note(entry: dict[str, Any], verdict: Verdict) -> None:
    """Count an attempt; what was right once stays right."""
    entry["attempts"] += 1
    if entry["state"] != "right":
        entry["state"] = verdict.state
    if verdict.mistake:
        met = entry["mistakes"]
        met[verdict.mistake] = met.get(verdict.mistake, 0) + 1
