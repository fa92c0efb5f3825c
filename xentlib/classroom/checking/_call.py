"""One call of anybody's function, and what came of it: numbers, or a problem with a name.

Only `call` runs code that the engine does not know; `compute` runs the table's own.
"""

import copy
import traceback
from bdb import BdbQuit
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from types import FunctionType
from typing import Any

import numpy as np

from xentlib.classroom.card import plain
from xentlib.classroom.checking._limit import TimeIsUpError
from xentlib.classroom.checking._numbers import AnswerError, to_numbers
from xentlib.numerics import FloatArray

Function = Callable[..., Any]
INTERRUPTS = KeyboardInterrupt, BdbQuit  # somebody has had enough of the check
HEARD = 10**6  # characters of what an answer prints; the rest is lost


def _documented() -> None:
    """Stand for a function that holds a docstring alone."""


_STUBS = {_documented.__code__.co_code, (lambda: None).__code__.co_code}


@dataclass(frozen=True)
class Call:
    """Arguments of a call with either its numbers or its problem.

    Attributes
    ----------
    args : tuple
        What the function was given.
    numbers : ndarray of float64 or bool
        What it returned.
    keys : tuple of str
        The keys, where it returned a dictionary.
    problem : AnswerError or None
        Why there are no numbers.
    mutated : bool
        Whether it changed its arguments.
    """

    args: tuple[Any, ...]
    numbers: FloatArray = field(default_factory=lambda: np.empty(0))
    keys: tuple[str, ...] = ()
    problem: AnswerError | None = None
    mutated: bool = False


def call(function: Function, args: tuple[Any, ...], *, unset: float = np.nan) -> Call:
    """Run a function on copies of the arguments; only an interrupt and a debugger's quit get out.

    `unset` is what it reads in memory that it has not set, in arrays below 1024 bytes that are as
    large as an argument; so that an answer does not pass or fail by what was there before.
    """
    given, printed = copy.deepcopy(args), _Printed()
    _fill_unset_memory(given, unset)
    try:
        with redirect_stdout(printed), redirect_stderr(_Printed()), _globals_kept(function):
            value = function(*given)
            if value is None:
                raise _silent(function, printed.getvalue().strip())
            keys, numbers = to_numbers(value)
    except INTERRUPTS:
        raise
    except AnswerError as problem:
        return Call(args, problem=problem)
    except TimeIsUpError as error:
        return Call(args, problem=AnswerError("endless", _place(function, error)))
    except BaseException as error:
        return Call(args, problem=AnswerError("error", _describe(function, error)))
    return Call(args, numbers, keys, mutated=not _same(args, given))


def compute(function: Function, args: tuple[Any, ...]) -> Call:
    """Run a function of a row, which is trusted: without copies, limits and traps.

    Parameters
    ----------
    function : callable
        A reference, a mistake or a right variant.
    args : tuple
        Its arguments.

    Returns
    -------
    Call
        With the error's name as its problem where the function raises.

    Examples
    --------
    >>> compute(max, ((1, 2),)).numbers
    array(2.)
    """
    try:
        keys, numbers = to_numbers(function(*args))
    except AnswerError as problem:
        return Call(args, problem=problem)
    except Exception as error:
        return Call(args, problem=AnswerError("error", type(error).__name__))
    return Call(args, numbers.astype(np.float64), keys)


class _Printed(StringIO):
    """What is printed, up to a limit: the rest is lost."""

    def write(self, text: str) -> int:
        super().write(text[: max(HEARD - self.tell(), 0)])
        return len(text)


@contextmanager
def _globals_kept(function: Function) -> Iterator[None]:
    """Put back what a function deletes from the notebook's names."""
    scope = function.__globals__ if type(function) is FunctionType else {}
    before = dict(scope)
    try:
        yield
    finally:
        scope.update({name: before[name] for name in before.keys() - scope.keys()})


def _fill_unset_memory(args: tuple[Any, ...], value: float) -> None:
    """Leave a value in what NumPy keeps to give to the next arrays of the arguments' sizes.

    This leans on NumPy's allocator, which promises nothing: it keeps up to seven freed blocks of
    each size below 1024 bytes, and hands them out again as they are. What larger arrays find is
    the system's affair. `test_memory_that_was_never_set_makes_the_same_verdict_every_time` fails
    where a NumPy does it otherwise.
    """
    for argument in args:
        if isinstance(argument, np.ndarray):
            _ = [np.full(argument.shape, value) for _ in range(8)]


def _silent(function: Function, printed: str) -> AnswerError:
    """Why a function returned None: still empty, printing instead, or forgetful."""
    if getattr(getattr(function, "__code__", None), "co_code", None) in _STUBS:
        return AnswerError("open")
    if printed:
        return AnswerError("printed", f"printed   {plain(printed)}")
    return AnswerError("no return", "got       None")


def _same(left: tuple[Any, ...], right: tuple[Any, ...]) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(left, right, strict=True))


def _describe(function: Function, error: BaseException) -> str:
    """Name the error, its message and its place."""
    try:
        message = str(error)
    except Exception:
        message = ""
    what = plain(f"{type(error).__name__}: {message}" if message else type(error).__name__)
    return f"{what}\n{_place(function, error)}".strip()


def _place(function: Function, error: BaseException) -> str:
    """Line of the learner's code where an error came from."""
    code = getattr(function, "__code__", None)
    frames = traceback.extract_tb(error.__traceback__)[1:]
    own = [f for f in frames if code is not None and f.filename == code.co_filename] or frames
    return f"in line {own[-1].lineno}: {own[-1].line or ''}".rstrip(" :") if own else ""
