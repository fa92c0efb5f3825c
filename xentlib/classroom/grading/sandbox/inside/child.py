"""The only program that runs beside a student's code; nothing that it says is trusted.

It reads messages from its standard input: the cells first, then calls. What the student's code
prints goes nowhere.
"""

import contextlib
import copy
import inspect
import io
import linecache
import os
import signal
import sys
import traceback
from types import ModuleType

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from wire import frame, length_of, message_of, pack, unpack  # noqa: E402

HEARD = 1000  # characters of what an answer prints, or of a message


def documented():
    """Stand for a function that holds a docstring alone."""


STUBS = {(lambda: None).__code__.co_code, documented.__code__.co_code}


class CellTimeError(Exception):
    """A cell took too long."""


def limit(limits):
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


def open_pipes():
    """Keep the two pipes for this program; what the student prints or reads is nothing."""
    reading, writing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    return os.fdopen(reading, "rb", buffering=0), os.fdopen(writing, "wb", buffering=0)


def receive(pipe):
    head = exactly(pipe, 4)
    return message_of(exactly(pipe, length_of(head)))


def exactly(pipe, n):
    data = b""
    while len(data) < n:
        more = pipe.read(n - len(data))
        if not more:
            os._exit(0)
        data += more
    return data


class Shell:
    """Stands for IPython where a cell uses its magic commands: they do nothing."""

    def __getattr__(self, name):
        return lambda *args, **kwargs: None


def code_of(source, name):
    """Compile a cell; one with magic commands as IPython does."""
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    try:
        return compile(source, name, "exec")
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        return compile(TransformerManager().transform_cell(source), name, "exec")


def run_cells(cells, seconds, tell):
    """Run all cells in one namespace, whatever any of them does; what went wrong in which."""
    main = ModuleType("__main__")
    main.__dict__.update(get_ipython=Shell, display=lambda *args, **kwargs: None)
    sys.modules["__main__"] = main
    notes = []
    for n, source in enumerate(cells):
        tell({"at": n})
        try:
            with timed(seconds):
                exec(code_of(source, f"cell {n + 1}"), main.__dict__)
        except BaseException as error:
            notes.append([n, *describe(error)])
    return main.__dict__, notes


@contextlib.contextmanager
def timed(seconds):
    def ring(*_):
        raise CellTimeError(f"it had not come to an end after {seconds:g} s")

    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def describe(error):
    """Name of an error, its message, and the line of a cell that it came from."""
    try:
        said = str(error)[:HEARD]
    except BaseException:
        said = ""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename[:5] == "cell "]
    where = f"in line {frames[-1].lineno} of its cell: {frames[-1].line}" if frames else ""
    return [type(error).__name__[:HEARD], said, where[:HEARD]]


def answer(names, request):
    """Call what the student made, or return it; what came, or what was wrong with it."""
    try:
        made = eval(request["answer"], names)
    except NameError:
        return {"problem": ["missing", ""]}
    args = unpack(request["args"]) if request["args"] is not None else None
    if made is ...:
        return {"problem": ["open", ""]}
    if args is None:
        return {"problem": ["not a value", ""]} if callable(made) else {"value": pack(made)}
    if not callable(made):
        return {"problem": ["not a function", f"got       {type(made).__name__}"]}
    try:
        inspect.signature(made).bind(*args)
    except TypeError:
        return {"problem": ["parameters", f"got       {inspect.signature(made)}"]}
    except ValueError:
        pass
    return called(made, args)


def called(function, args):
    given, printed = copy.deepcopy(args), io.StringIO()
    for array in (a for a in given if isinstance(a, np.ndarray)):
        _ = [np.full(array.shape, np.nan) for _ in range(8)]  # memory that is not set: always nan
    with contextlib.redirect_stdout(printed):
        value = function(*given)
    if value is None:
        return {"problem": silent(function, printed.getvalue()[:HEARD])}
    changed = not all(np.array_equal(a, b) for a, b in zip(args, given, strict=True))
    return {"value": pack(value), "args": pack(given) if changed else None}


def silent(function, printed):
    if getattr(getattr(function, "__code__", None), "co_code", None) in STUBS:
        return ["open", ""]
    return ["printed", f"printed   {printed}"] if printed else ["no return", "got       None"]


def serve(reading, writing):
    first = receive(reading)
    limit(first["limits"])
    sys.setrecursionlimit(1000)
    names, notes = run_cells(
        first["cells"], first["seconds"], lambda message: writing.write(frame(message))
    )
    reply = {"notes": notes}
    request = first
    while True:
        writing.write(frame({"nonce": request["nonce"], **reply}))
        request = receive(reading)
        try:
            reply = answer(names, request)
            frame(reply)
        except BaseException as error:
            reply = {"problem": ["error", *describe(error)]}


if __name__ == "__main__":
    serve(*open_pipes())
