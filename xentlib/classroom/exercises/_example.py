"""The public example of a question of coursework: it pays nothing."""

import inspect
import os
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise, Verdict, examine

MARKED = "The example is right. Points come from other inputs, which nobody knows before."
CAME = "An answer came. It is marked later."
UNPAID = (
    "nbgrader runs this cell by itself, and would pay every answer. Marks need xentlib's "
    "TrustedGrade: run nbgrader where the course's nbgrader_config.py is, or use `xent grade`."
)


def example(name: str, answer: object, args: object = None, expected: object = None) -> Verdict:
    """Try an answer to a question of coursework on its public example.

    Parameters
    ----------
    name : str
        Name of the question, such as "a2_binary_and_softmax.loss".
    answer : object
        Your function, or your value where the question asks for one.
    args : sequence, optional
        Arguments of the example; none where a value is asked.
    expected : number or nested list of numbers, optional
        What is right for these arguments, to three digits at least.

    Returns
    -------
    Verdict
        With `state` ("open", "wrong" or "right"). Nothing is raised, whatever the answer does. The
        example pays no points.

    Raises
    ------
    RuntimeError
        If nbgrader runs this to give points. Inside one process nobody can trust an answer.

    Examples
    --------
    >>> example("a1_information.twice", lambda x: 2 * x, (1.5,), 3.0).state
    'right'
    >>> example("a1_information.twice", lambda x: x, (1.5,), 3.0).state
    'wrong'
    """
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        raise RuntimeError(UNPAID)
    given = None if args is None else tuple(map(_as_array, _listed(args)))
    verdict = examine(_row(name, given, expected, answer), answer)
    if verdict.state != "right":
        return verdict
    title, hint = ("answered", CAME) if args is None else ("", MARKED)
    return replace(verdict, hint=hint, title=title)


def _listed(args: object) -> list[Any]:
    return [*args] if isinstance(args, tuple | list) else [args]


def _as_array(value: object) -> object:
    return np.array(value) if isinstance(value, list) else value


def _row(name: str, args: tuple[Any, ...] | None, expected: object, answer: object) -> Exercise:
    """Exercise with a single case; where a value is asked, any value is the right one."""
    value = answer if args is None else expected

    def reference(*_: object) -> object:
        return value

    with suppress(TypeError, ValueError):  # messages name the parameters as the answer does
        reference.__signature__ = inspect.signature(answer)  # type: ignore[attr-defined, arg-type]
    inputs = None if args is None else lambda rng: [args]
    hints = ("", "", "")
    return Exercise(
        name=name, reference=reference, inputs=inputs, hints=hints, rtol=2e-3, atol=1e-9
    )
