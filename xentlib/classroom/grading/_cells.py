"""The code of a submitted notebook, out of whatever has become of its file; nothing is run."""

import ast
import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

MOST = 50 * 2**20
CELLS = re.compile(r'"(?:cells|worksheets)"\s*:\s*\[')
CUT = "The file ends in the middle; what stands before its end was marked."


class UnreadableError(Exception):
    """Why a file can't be marked; the message says it to the student."""


class Cell(NamedTuple):
    """A cell: its kind as the file says it, its text, and nbgrader's name of it."""

    kind: str
    source: str
    grade_id: str = ""
    marks: bool = False


def read_cells(data: bytes) -> tuple[list[Cell], list[str]]:
    """Read a notebook's cells, and say what was wrong with the file.

    Parameters
    ----------
    data : bytes
        A notebook of any format, a part of one, or a Python script.

    Returns
    -------
    cells : list of Cell
        In their order.
    notes : list of str
        What had to be mended.

    Raises
    ------
    UnreadableError
        If there is no cell to read.

    Examples
    --------
    >>> read_cells(b'{"cells": [{"cell_type": "code", "source": ["a = 1"]}]}')
    ([Cell(kind='code', source='a = 1', grade_id='', marks=False)], [])
    """
    if len(data) > MOST:
        raise UnreadableError(f"The file is larger than {MOST // 2**20} MB: clear its outputs.")
    text = _text(data)
    if not text.strip():
        raise UnreadableError("The file is empty.")
    try:
        found, notes = list(_in_order(json.loads(text))), []
    except (ValueError, RecursionError):
        found, notes = list(_before_the_end(text)), [CUT]
    cells = [cell for each in found for cell in _cell(each)]
    if not cells and (script := _script(text)):
        return [script], ["The file is a Python script, not a notebook."]
    if not cells:
        raise UnreadableError("The file is no notebook, or has no cell: save it again and look.")
    return cells, notes


def _text(data: bytes) -> str:
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return data.decode("utf-16" if utf16 else "utf-8-sig", errors="replace")


def _in_order(notebook: Any) -> Iterator[Any]:
    """Cells of a notebook of format 4, or of the worksheets of an older one."""
    if isinstance(notebook, dict):
        for key in ("cells", "worksheets"):
            listed = notebook.get(key)
            for cell in listed if isinstance(listed, list) else []:
                yield from cell["cells"] if _is_worksheet(cell) else [cell]


def _is_worksheet(cell: Any) -> bool:
    return isinstance(cell, dict) and isinstance(cell.get("cells"), list)


def _before_the_end(text: str) -> Iterator[Any]:
    """Whole cells of a file that is cut off, or is wrong at some place."""
    decoder = json.JSONDecoder()
    for start in CELLS.finditer(text):
        place = start.end()
        while True:
            place += len(text[place:]) - len(text[place:].lstrip(" \t\r\n,"))
            try:
                cell, place = decoder.raw_decode(text, place)
            except (ValueError, RecursionError):
                break
            yield from cell["cells"] if _is_worksheet(cell) else [cell]


def _cell(found: Any) -> Iterator[Cell]:
    """Yield a cell, if it is one."""
    if not isinstance(found, dict):
        return
    source = found.get("source", found.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    metadata = found.get("metadata")
    said = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    said = said if isinstance(said, dict) else {}
    if isinstance(source, str) and source.strip():
        kind, name = str(found.get("cell_type", "code")), str(said.get("grade_id", ""))
        yield Cell(kind, source.replace("\r\n", "\n"), name, said.get("grade") is True)


def _script(text: str) -> Cell | None:
    return Cell("code", text) if _parses(text) and "\n" in text.strip() else None


def code_of(cells: Iterable[Cell], names: set[str], stubs: set[str]) -> list[str]:
    """Choose what is to be run: all code, and answers that have become text by accident.

    Parameters
    ----------
    cells : iterable of Cell
        As `read_cells` gives them.
    names : set of str
        What the questions ask for.
    stubs : set of str
        Sources of answer cells as they were handed out; one that was left as it came stands first,
        so that it hides no answer.

    Returns
    -------
    list of str
        Sources in the order in which they are to be run.

    Examples
    --------
    >>> code_of([Cell("code", "a = 1"), Cell("code", "a = ...")], {"a"}, {"a = ..."})
    ['a = ...', 'a = 1']
    """
    chosen = [c for c in cells if c.kind == "code" or names & _binds(c.source)]
    sources = list(_whole(cell.source for cell in chosen if not cell.marks))
    untouched = {stub.strip() for stub in stubs}
    left = [source for source in sources if source.strip() in untouched]
    return left + [source for source in sources if source.strip() not in untouched]


def _whole(sources: Iterable[str]) -> Iterator[str]:
    """Join a cell that was split in two: apart one of them is no Python."""
    before = ""
    for source in sources:
        joined = f"{before}\n{source}"
        torn = before and not (_parses(source) and _parses(before)) and _parses(joined)
        if before and not torn:
            yield before
        before = joined if torn else source
    if before:
        yield before


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _binds(source: str) -> set[str]:
    """Names that a text makes, read as Python; none if it is none."""
    if not _parses(source := textwrap.dedent(source)):
        return set()
    made = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            made.add(node.name)
        if isinstance(node, ast.Assign):
            made |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return made
