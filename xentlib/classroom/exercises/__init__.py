"""Exercises and quizzes, a folder per topic, and the two functions that learners call.

`softmax/loss.py` holds the `EXERCISE` "softmax.loss", a row for `checking`, and `softmax/quiz.py`
the `QUIZ` "softmax". A file is loaded when its name is first asked for.
"""

import difflib
from typing import Any

from xentlib.classroom import state as _state
from xentlib.classroom.card import SIGN
from xentlib.classroom.checking import Exercise, Verdict, examine
from xentlib.classroom.exercises._example import example
from xentlib.classroom.exercises._question import Question
from xentlib.classroom.exercises._rows import exercises, find, names, questions
from xentlib.classroom.topics import ASSIGNMENTS, TOPICS, topic_of

__all__ = ["Question", "check", "example", "exercises", "find", "hint", "names", "questions"]


def check(name: str, answer: object = ..., *, record: bool = True) -> Verdict:
    """Say whether an answer is right, and if not, what it looks like.

    Parameters
    ----------
    name : str
        Name of the exercise, such as "surprise.entropy".
    answer : object
        Your function, or your value where the exercise asks for one. As long as it returns
        ``...`` the exercise counts as not attempted.
    record : bool, default=True
        Whether to keep what came of it; False is for an answer that is not yours.

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
    >>> check("surprise.surprisal")
    ○ surprise.surprisal: not attempted yet
    >>> check("surprise.suprisal")
    ○ surprise.suprisal: there is no exercise of this name
    Did you mean surprise.surprisal?
    """
    exercise = _findable(name)
    if exercise is None:
        return _unknown(name)
    verdict = examine(exercise, answer)
    if record and verdict.state != "open":
        _state.update(lambda state: _note(_entry(state, exercise.name), verdict))
    return verdict


def hint(name: str) -> Verdict:
    """Show the next of an exercise's three hints; the last is nearly the answer.

    Parameters
    ----------
    name : str
        Name of the exercise, such as "surprise.entropy".

    Returns
    -------
    Verdict
        Whose `hint` is the hint, and whose `state` is that of the exercise. The third hint stays.

    Examples
    --------
    >>> [hint("surprise.surprisal") for _ in range(3)][-1].title
    'hint 3 of 3'
    """
    exercise = _findable(name)
    if exercise is None:
        return _unknown(name)
    kept: dict[str, Any] = {}

    def take(state: _state.State) -> None:
        entry = _entry(state, exercise.name)
        entry["hints"] = min(max(entry["hints"], 0) + 1, len(exercise.hints))
        kept.update(entry)

    _state.update(take)
    state: Any = kept["state"] if kept["state"] in SIGN else "open"
    title = f"hint {kept['hints']} of {len(exercise.hints)}"
    return Verdict(exercise.name, state, hint=exercise.hints[kept["hints"] - 1], title=title)


def _findable(name: object) -> Exercise | None:
    """Find an exercise of a lesson; coursework is marked elsewhere."""
    coursework = isinstance(name, str) and name.partition(".")[0] in ASSIGNMENTS
    found = None if coursework else find(name)
    return found if isinstance(found, Exercise) else None


def _unknown(name: object) -> Verdict:
    """Verdict on a name that no exercise has."""
    if not isinstance(name, str):
        first = 'The exercise\'s name comes first, in quotes: check("surprise.entropy", my_answer).'
        return Verdict("?", "open", hint=first, title="no name")
    if name.partition(".")[0] in ASSIGNMENTS:
        said = "Its points are given by `xent grade`, on inputs that nobody knows before."
        return Verdict(name, "open", hint=said, title="this is coursework")
    known = names(topic_of(name))
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.8)
    said = f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(known)}."
    if not known:
        topics = ", ".join(filter(names, TOPICS))
        said = f'A name begins with its topic, one of {topics}, and goes on as "softmax.loss" does.'
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
