"""The only program that runs beside a student's code; nothing that it says is trusted.

It reads messages from its standard input: the cells first, then calls. What the student's code
prints goes nowhere.
"""

import contextlib
import copy
import inspect
import io
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from calls import forbid  # type: ignore[import-not-found]  # noqa: E402
from cells import (  # type: ignore[import-not-found]  # noqa: E402
    CellTimeError,
    describe,
    run_cells,
    timed,
)
from stand_ins import stand_for  # type: ignore[import-not-found]  # noqa: E402
from wire import (  # type: ignore[import-not-found]  # noqa: E402
    GarbledError,
    frame,
    length_of,
    message_of,
    pack,
    unpack,
)

HEARD = 1000  # characters of what an answer prints
Message = dict[str, Any]


def documented() -> None:
    """Stand for a function that holds a docstring alone."""


STUBS = {(lambda: None).__code__.co_code, documented.__code__.co_code}


def limit(limits: dict[str, int]) -> None:
    """Take from this process, for ever, what it may not have."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, most in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is not None:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))


def open_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes for this program; what the student prints or reads is nothing."""
    reading, writing = os.dup(0), os.dup(1)
    hole = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(hole, stream)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: mute(reading, writing))
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb", buffering=0)


OURS: list[int] = []  # forks that this program makes are not muted


def mute(*pipes: int) -> None:
    """Let what the student's code forks say nothing."""
    if not OURS:
        hole = os.open(os.devnull, os.O_RDWR)
        for pipe in pipes:
            os.dup2(hole, pipe)


def receive(pipe: BinaryIO) -> Message:
    """Wait for a message; end where none comes any more."""
    head = pipe.read(4)
    if len(head) < 4:
        os._exit(0)
    return message_of(pipe.read(length_of(head)))


def answer(names: dict[str, Any], request: Message) -> Message:
    """Call what the student made, or return it; what came, or what was wrong with it."""
    try:
        made = eval(request["answer"], names)
    except NameError:
        return {"problem": ["missing", ""]}
    if made is ...:
        return {"problem": ["open", ""]}
    if request["args"] is None:
        return {"problem": ["not a value", ""]} if callable(made) else {"value": pack(made)}
    if not callable(made):
        return {"problem": ["not a function", f"got       {type(made).__name__}"]}
    args = unpack(request["args"])
    with contextlib.suppress(ValueError):  # a function of C may not tell its parameters
        signature = inspect.signature(made)
        try:
            signature.bind(*args)
        except TypeError:
            return {"problem": ["parameters", f"got       {signature}"]}
    return called(made, args)


def called(function: Callable[..., Any], args: list[Any]) -> Message:
    """Call a function on copies, and say whether it changed them."""
    given, printed = copy.deepcopy(args), io.StringIO()
    for array in (a for a in given if isinstance(a, np.ndarray)):
        _ = [np.full(array.shape, np.nan) for _ in range(8)]  # memory that is not set: always nan
    with contextlib.redirect_stdout(printed), np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        value = function(*given)
    if value is None:
        return {"problem": silent(function, printed.getvalue()[:HEARD])}
    changed = not all(np.array_equal(a, b) for a, b in zip(args, given, strict=True))
    return {"value": pack(value), "args": pack(given) if changed else None}


def silent(function: Callable[..., Any], printed: str) -> list[str]:
    """Why a function returned None: still empty, printing instead, or forgetful."""
    if getattr(getattr(function, "__code__", None), "co_code", None) in STUBS:
        return ["open", ""]
    return ["printed", f"printed   {printed}"] if printed else ["no return", "got       None"]


def serve(reading: BinaryIO, writing: BinaryIO) -> None:
    """Run the cells, and answer each question in a copy of this process, or in this one."""

    def tell(message: Message) -> None:
        writing.write(frame(message))

    request = receive(reading)
    limit(request["limits"])
    forbid()
    sys.path.insert(0, request["xentlib"] or str(HERE / "stand_in"))
    if request["xentlib"]:  # its classroom is not there, and is no answer
        stand_for("xentlib.classroom")
    copies = request["copies"] and hasattr(os, "fork")
    names, notes = run_cells(request["cells"], request["seconds"], tell)
    tell({"nonce": request["nonce"], "notes": notes, "copies": copies})
    while copies:
        request = receive(reading)
        OURS.append(1)
        copy_of_me = os.fork()
        OURS.clear()
        if copy_of_me:
            os.waitpid(copy_of_me, 0)
            tell({"ended": True})
            continue
        tell({"nonce": request["nonce"]})
        break
    answer_all(names, reading, tell)


def answer_all(names: dict[str, Any], reading: BinaryIO, tell: Callable[[Message], None]) -> None:
    """Answer until nothing is asked any more."""
    while "answer" in (request := receive(reading)):
        try:
            with timed(request["seconds"]):
                reply = answer(names, request)
                frame(reply)
        except CellTimeError as error:
            reply = {"problem": ["endless", describe(error)[-1]]}
        except GarbledError as error:
            reply = {"problem": ["type", f"got       {error}"]}
        except BaseException as error:
            reply = {"problem": ["error", *describe(error)]}
        tell({"nonce": request["nonce"], **reply})
    os._exit(0)


if __name__ == "__main__":
    serve(*open_pipes())
