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
from xentlib.numerics import FloatArray

Function = Callable[..., Any]
INTERRUPTS = KeyboardInterrupt, BdbQuit  # somebody has had enough of the check
MOST = 10**6  # characters that are listened to, numbers that are compared


class AnswerError(Exception):
    """Why no numbers came: a symptom's name, or "open", and what to show."""

    def __init__(self, symptom: str, detail: str = "") -> None:
        super().__init__(symptom, detail)
        self.symptom, self.detail = symptom, detail


def _documented() -> None:
    """Stand for a function that holds a docstring alone."""


_STUBS = {_documented.__code__.co_code, (lambda: None).__code__.co_code}


@dataclass(frozen=True)
class Call:
    """Arguments of a call with either its numbers or its problem."""

    args: tuple[Any, ...]
    numbers: FloatArray = field(default_factory=lambda: np.empty(0))
    keys: tuple[str, ...] = ()
    problem: AnswerError | None = None
    mutated: bool = False


def call(function: Function, args: tuple[Any, ...], *, spare: float = np.nan) -> Call:
    """Run a function on copies of the arguments; only an interrupt and a debugger's quit get out.

    What it reads without having set it is `spare`, in arrays below 1024 bytes that are as large
    as an argument; so that an answer does not pass or fail by what the memory happened to hold.
    """
    given, printed = copy.deepcopy(args), _Printed()
    _fill_spare_memory(given, spare)
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
    """Run a function of the table: no copies, no traps; what it raises is a problem."""
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
        super().write(text[: max(MOST - self.tell(), 0)])
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


def _fill_spare_memory(args: tuple[Any, ...], value: float) -> None:
    """Leave a value in what NumPy keeps to give to the next arrays of the arguments' sizes.

    It keeps blocks below 1024 bytes; what larger arrays find is the system's affair.
    """
    for argument in args:
        if isinstance(argument, np.ndarray):
            _ = [np.full(argument.shape, value) for _ in range(8)]  # it keeps seven of a size


def _silent(function: Function, printed: str) -> AnswerError:
    """Why a function returned None: still empty, printing instead, or forgetful."""
    if getattr(getattr(function, "__code__", None), "co_code", None) in _STUBS:
        return AnswerError("open")
    if printed:
        return AnswerError("printed", f"printed   {plain(printed)}")
    return AnswerError("no return", "got       None")


def to_numbers(value: object) -> tuple[tuple[str, ...], FloatArray]:
    """Keys, if the value is a dictionary, and the values as an array of float64 or booleans.

    Raises
    ------
    AnswerError
        If they are no real numbers.
    """
    if value is ... or (isinstance(value, list | tuple) and any(item is ... for item in value)):
        raise AnswerError("open")
    if isinstance(value, dict):
        names = sorted(value, key=str)
        return tuple(map(str, names)), to_numbers([value[name] for name in names])[1]
    try:
        array = np.asarray(value)
    except ValueError:
        raise AnswerError("shape", "got       rows of unequal length") from None
    if array.size > MOST:
        raise AnswerError("shape", f"got       shape {array.shape}")
    if array.dtype.kind in "OUS":
        return (), _from_objects(array, type(value).__name__)
    if array.dtype.kind not in "iufb":
        raise AnswerError("type", f"got       {array.dtype} ({type(value).__name__})")
    return (), array if array.dtype == bool else array.astype(np.float64)


def _from_objects(array: np.ndarray, kind: str) -> FloatArray:
    """Python integers beyond 64 bits, fractions and the like; text is refused by name."""
    text = any(isinstance(item, str | bytes) for item in array.flat)
    try:
        numbers = array.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        raise AnswerError("type", f"got       {kind}") from None
    if text:
        raise AnswerError("text", f"got       {plain(repr(array.tolist()))}")
    return numbers


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
