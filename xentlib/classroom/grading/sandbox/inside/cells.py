"""A student's cells, run one after the other, whatever any of them does."""

import ast
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
        if source.startswith("%%"):  # a cell that is timed, say: what stands below is run
            return code_of(source.partition("\n")[2], name)
        from IPython.core.inputtransformer2 import TransformerManager

        python = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
        return compile(python, name, "exec")


def run_cells(
    cells: Sequence[str], seconds: float, tell: Callable[[dict[str, Any]], object]
) -> tuple[dict[str, Any], list[list[Any]]]:
    """Run all cells in one namespace, whatever any of them does; what went wrong in which.

    One that misses a name that a later cell makes is run once more after that: cells may have been
    put into another order.
    """
    main = ModuleType("__main__")
    main.__dict__.update(get_ipython=Shell, display=nothing, input=unasked)
    sys.modules["__main__"] = main
    notes: dict[int, list[Any]] = {}
    left, early = [*range(len(cells))], len(cells) + 1
    while len(left) < early:
        early, again = len(left), []
        for n in left:
            tell({"at": n})
            notes.pop(n, None)
            try:
                with timed(seconds):
                    run(cells[n], f"cell {n + 1}", main.__dict__)
            except BaseException as error:
                notes[n] = [n, *describe(error)]
                again += [n] * is_early(error, cells[n], main.__dict__)
        left = again
    return main.__dict__, [notes[n] for n in sorted(notes)]


def run(source: str, name: str, names: dict[str, Any]) -> None:
    """Run a cell; where it stops, what it defines further below is defined all the same."""
    try:
        exec(code_of(source, name), names)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        stopped = max((f.lineno or 0 for f in frames if f.filename == name), default=0)
        below = [node for node in ast.parse(source).body if stopped and node.lineno > stopped]
        for node in below:
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.Assign):
                with contextlib.suppress(Exception):
                    exec(compile(ast.Module([node], []), name, "exec"), names)
        raise


def unasked(*_arguments: Any) -> str:
    """Stand for `input`, where nobody answers."""
    return ""


def is_early(error: BaseException, source: str, names: dict[str, Any]) -> bool:
    """Whether a cell stopped for a name, and what it makes is not there yet."""
    if not isinstance(error, NameError):
        return False
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    made = {getattr(node, "name", "") for node in body}
    made |= {target.id for node in body for target in targets(node)}
    return bool(made - {"", *names})


def targets(node: ast.stmt) -> list[ast.Name]:
    """Names that an assignment makes."""
    found = node.targets if isinstance(node, ast.Assign) else []
    return [target for target in found if isinstance(target, ast.Name)]


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
