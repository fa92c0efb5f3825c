"""A student's cells, run one after the other, whatever any of them does."""

import contextlib
import linecache
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from types import CodeType, ModuleType
from typing import Any

HEARD = 1000  # characters of a message


class CellTimeError(Exception):
    """A cell took too long."""


class Shell:
    """Stands for IPython where a cell uses its magic commands: they do nothing."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return nothing


def nothing(*_args: Any, **_options: Any) -> None:
    """Stand for what shows something."""


def code_of(source: str, name: str) -> CodeType:
    """Compile a cell; one with magic commands as IPython does."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    try:
        return compile(source, name, "exec")
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        python = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
        return compile(python, name, "exec")


def run_cells(
    cells: Sequence[str], seconds: float, tell: Callable[[dict[str, Any]], object]
) -> tuple[dict[str, Any], list[list[Any]]]:
    """Run all cells in one namespace, whatever any of them does; what went wrong in which."""
    main = ModuleType("__main__")
    main.__dict__.update(get_ipython=Shell, display=nothing)
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
def timed(seconds: float) -> Iterator[None]:
    """Ring in a cell that takes too long; one that does not listen is ended from outside."""

    def ring(*_: Any) -> None:
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


def describe(error: BaseException) -> list[str]:
    """Name of an error, its message, and the line of a cell that it came from."""
    try:
        said = str(error)[:HEARD]
    except BaseException:
        said = ""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename[:5] == "cell "]
    where = f"in line {frames[-1].lineno} of its cell: {frames[-1].line}" if frames else ""
    return [type(error).__name__[:HEARD], said, where[:HEARD]]
