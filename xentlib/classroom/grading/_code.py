"""What is run of a submission's cells, and in which order."""

import builtins
import re
from collections.abc import Iterable, Iterator

from xentlib.classroom.grading._cells import Cell
from xentlib.classroom.grading._python import binds, imports, is_empty, parses, uses

SPLIT = 6  # cells that one may have been split into
KNOWN = {*dir(builtins), "get_ipython", "display"}
HELP = re.compile(r"\s*[\w.]+\?\??\s*")
MAGIC = ("%", "!", "?")


def code_of(
    cells: Iterable[Cell], names: set[str], stubs: set[str], given: Iterable[str] = ()
) -> list[str]:
    """Choose what is to be run: all code, and code that has become text by accident.

    Parameters
    ----------
    cells : iterable of Cell
        As `read_cells` gives them.
    names : set of str
        What the questions ask for.
    stubs : set of str
        Sources of answer cells as they were handed out.
    given : iterable of str
        Cells of imports as they were handed out: they are there, also where they were deleted.

    Returns
    -------
    list of str
        Sources in the order in which they are to be run: imports first, then answer cells that
        were left empty, so that they hide no answer, then all others.

    Examples
    --------
    >>> code_of([Cell("code", "a = 1"), Cell("code", "a = ...")], {"a"}, set())
    ['a = ...', 'a = 1']
    """
    sources = [part for source in _whole(_chosen([*cells], names)) for part in _parts(source)]
    first = [source for source in sources if imports(source)]
    there = {source.strip() for source in first}
    missing = [source for source in given if source.strip() not in there]
    left = [source for source in sources if not imports(source)]
    untouched = {stub.strip() for stub in stubs}
    empty = [source for source in left if source.strip() in untouched or is_empty(source)]
    return missing + first + empty + [source for source in left if source not in empty]


def _chosen(cells: list[Cell], names: set[str]) -> list[str]:
    """Take code cells, and texts that are Python and make what is asked for or is missing."""
    chosen = {
        n: cell.source
        for n, cell in enumerate(cells)
        if cell.kind == "code" and (not cell.marks or names & binds(cell.source))
    }
    made = {name for source in chosen.values() if not is_empty(source) for name in binds(source)}
    wanted = names.union(*map(uses, chosen.values())) - KNOWN - made
    for n, cell in reversed([*enumerate(cells)]):
        if cell.kind != "code" and wanted & binds(cell.source):
            chosen[n] = cell.source
            wanted |= uses(cell.source) - KNOWN - made
    return [chosen[n] for n in sorted(chosen)]


def _whole(sources: list[str]) -> Iterator[str]:
    """Join a cell that was split: apart, one of its pieces is no Python."""
    while sources:
        n = _indented(sources)
        if n == 1 and not (parses(sources[0]) and _indented(sources[1:]) > 1):
            n = _pieces(sources[:SPLIT])
        yield "\n".join(sources[:n])
        sources = sources[n:]


def _indented(sources: list[str]) -> int:
    """Count how many of these are one cell, since all but the first one are indented."""
    n = 1
    while sources[n : n + 1] and sources[n][:1].isspace() and parses("\n".join(sources[: n + 1])):
        n += 1
    return n


def _pieces(sources: list[str]) -> int:
    """Count how many of these, from the first on, are one cell that was split."""
    torn = [not parses(source) for source in sources]
    if not any(torn[:2]):
        return 1
    ends = [n for n in range(2, len(sources) + 1) if parses("\n".join(sources[:n]))]
    last = [n for n in ends if torn[n - 1]]
    return max(last) if last else ends[0] if ends and torn[0] else 1


def _parts(source: str) -> Iterator[str]:
    """Yield a cell; after one that is no Python, those of its statements that are."""
    yield source
    lines = source.split("\n")
    magic = any(line.lstrip().startswith(MAGIC) or HELP.fullmatch(line) for line in lines)
    if magic or parses(source):
        return
    parts = [""]
    for line in lines:
        if line[:1].strip() and not parts[-1].startswith("@"):
            parts.append("")
        parts[-1] += f"{line}\n"
    yield from (part for part in _whole(parts) if parses(part) and binds(part))
