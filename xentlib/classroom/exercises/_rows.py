"""The rows and questions of a topic, each loaded from its file when it is first asked for."""

import difflib
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

from xentlib._extras import extra
from xentlib.classroom.checking import DERIVED, Exercise, Trial
from xentlib.classroom.exercises._question import Question
from xentlib.classroom.exercises.vocabulary import VOCABULARY
from xentlib.classroom.topics import ASSIGNMENTS, TOPICS

HERE = Path(__file__).parent


def names(topic: str) -> list[str]:
    """Return the names of a topic's exercises, or of an assignment's questions.

    Parameters
    ----------
    topic : str
        The topic, such as "surprise", or the assignment, such as "a1_information".

    Returns
    -------
    list of str
        In alphabetical order; empty if there is no such topic.

    Examples
    --------
    >>> names("start")
    ['start.shares']
    """
    known = topic in (*TOPICS, *ASSIGNMENTS)
    files = sorted((HERE / topic).glob("[!_]*.py")) if known else []
    return [f"{topic}.{file.stem}" for file in files if file.stem != "quiz"]


def exercises(topic: str) -> tuple[Exercise | Trial, ...]:
    """Return the exercises of a topic.

    Parameters
    ----------
    topic : str
        The topic, such as "surprise".

    Returns
    -------
    tuple of Exercise or Trial
        In the order of `names`; empty if there is no such topic.

    Raises
    ------
    ValueError
        If an exercise names a mistake that no sentence explains; it names the mistake.

    Examples
    --------
    >>> [exercise.name for exercise in exercises("start")]
    ['start.shares']
    """
    return tuple(map(_load, names(topic)))


def find(name: object) -> Exercise | Trial | None:
    """Return the exercise of a name; None if there is none.

    Parameters
    ----------
    name : object
        The name, such as "surprise.entropy"; whatever is no string names nothing.

    Returns
    -------
    Exercise or Trial or None
        The exercise, with a sentence for each of its mistakes.

    Raises
    ------
    ValueError
        If it names a mistake that no sentence explains; it names the mistake.

    Examples
    --------
    >>> find("surprise.entropy").unit, find("surprise.entorpy")
    ('bits', None)
    """
    known = isinstance(name, str) and name in names(name.partition(".")[0])
    return _load(str(name)) if known else None


@cache
def _load(name: str) -> Exercise | Trial:
    """Row of a file, with its name and a sentence for each of its mistakes."""
    with extra("notebooks", needed_by=f"the exercise {name}"):
        row: Exercise | Trial = import_module(f"{__package__}.{name}").EXERCISE
    if isinstance(row, Trial):
        return replace(row, name=name)
    say = DERIVED | VOCABULARY | dict(row.say)
    if unknown := sorted(row.mistakes.keys() - say.keys()):
        near = difflib.get_close_matches(unknown[0], say, n=3, cutoff=0.5)
        raise ValueError(
            f"mistakes must be named as in the vocabulary, or have a sentence in say; {name} has "
            f"{unknown[0]!r}" + (f": near names are {', '.join(map(repr, near))}" if near else "")
        )
    return replace(row, name=name, say=say)


@cache
def questions(topic: str) -> tuple[Question, ...]:
    """Return the questions of a topic's quiz.

    Parameters
    ----------
    topic : str
        The topic, such as "surprise".

    Returns
    -------
    tuple of Question
        In the quiz's order; empty if there is no such topic, or it has no quiz.

    Examples
    --------
    >>> [question.name for question in questions("surprise")][:2]
    ['surprise.q1', 'surprise.q2']
    """
    if topic not in TOPICS or not (HERE / topic / "quiz.py").exists():
        return ()
    rows: tuple[Question, ...] = import_module(f"{__package__}.{topic}.quiz").QUIZ
    return tuple(replace(row, name=f"{topic}.q{n}") for n, row in enumerate(rows, 1))
