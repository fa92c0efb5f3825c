"""An answer tried out on every case, within its time."""

import inspect
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from xentlib.classroom.card import plain
from xentlib.classroom.checking._call import Call, Function, call
from xentlib.classroom.checking._exercise import Exercise
from xentlib.classroom.checking._limit import TimeIsUpError, TimeLimit
from xentlib.classroom.checking._numbers import AnswerError


def try_out(
    exercise: Exercise,
    answer: object,
    cases: Sequence[tuple[Any, ...]],
    *,
    unset: float = np.nan,
) -> list[Call]:
    """Call the answer on every case, until its time is up."""
    limit, start = TimeLimit(exercise.seconds), time.monotonic()
    calls: list[Call] = []
    try:
        with limit:
            function = _as_function(exercise, answer, cases[0])
            for args in cases:
                calls.append(call(function, args, unset=unset))
                if (problem := calls[-1].problem) and problem.symptom == "endless":
                    raise TimeIsUpError
    except AnswerError as misfit:
        return [Call((), problem=misfit)]
    except TimeIsUpError:
        limit.stop()
        last = calls[-1] if calls and calls[-1].problem else Call(())
        after = f"stopped   after {round(time.monotonic() - start, 1):g} s"
        where = last.problem.detail if last.problem else ""
        return [replace(last, problem=AnswerError("endless", f"{after}\n{where}"))]
    return calls


def _as_function(exercise: Exercise, answer: object, args: tuple[Any, ...]) -> Function:
    """Turn an answer into something to call, or say why it is none."""
    if answer is ...:
        raise AnswerError("open")
    if exercise.inputs is None:
        if answer is None:
            raise AnswerError("nothing")
        if callable(answer):
            raise AnswerError("not a value")
        return lambda: answer
    if not callable(answer):
        raise AnswerError("not a function", f"got       {plain(type(answer).__name__)}")
    try:
        signature = inspect.signature(answer)
    except (TypeError, ValueError):
        return answer
    try:
        signature.bind(*args)
    except TypeError:
        asked = ", ".join(inspect.signature(exercise.reference).parameters)
        raise AnswerError("parameters", f"asked     ({asked})\ngot       {signature}") from None
    return answer
