"""The cells of a submitted notebook, out of whatever has become of its file; nothing is run."""

import ast
import codecs
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from xentlib.classroom.grading._python import binds, parses, tree_of
from xentlib.classroom.grading._salvage import found_in, salvaged

MOST = 50 * 2**20
MOST_CELLS = 5000  # of a file that is no whole notebook
TORN = "The file is no whole notebook: what could be read of it was marked."
SCRIPT = "The file is a Python script, not a notebook."
EMPTY = "The file is empty."
NO_CELL = "The file is no notebook, or has no cell: save it again, look, and hand it in once more."
LARGE = f"The file is larger than {MOST // 2**20} MB: clear its outputs."
OTHERS = {  # how files of other kinds begin
    b"PK\3\4": "a zip",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "a document of an office program",
}
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)}
SECTION = re.compile(r"^# (?:%%|In ?\[)", re.MULTILINE)


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
        raise UnreadableError(LARGE)
    text = _text(data)
    if not text.strip():
        raise UnreadableError(EMPTY)
    notes = []
    try:
        found = [*found_in(json.loads(text, strict=False))]
    except (ValueError, RecursionError):
        found, notes = [*islice(salvaged(text), MOST_CELLS)], [TORN]
    cells = [cell for each in found if (cell := _cell(each)).source.strip()]
    if not cells and (script := [*_script(text)]):
        return script, [SCRIPT]
    if not cells:
        kind = next((kind for sign, kind in OTHERS.items() if data.startswith(sign)), "")
        kind = "a web page" if text.lstrip()[:1] == "<" else kind
        raise UnreadableError(f"The file is {kind}, no notebook (.ipynb)." if kind else NO_CELL)
    return cells, notes


def _text(data: bytes) -> str:
    """Text of a file; a byte that is no UTF-8 is read as Windows would, and NUL is left out."""
    name = next((name for mark, name in MARKS.items() if data.startswith(mark)), "")
    if not name and data[:1] and 0 in data[:2]:  # UTF-16 that does not say so
        name = "utf-16-be" if data[0] == 0 else "utf-16-le"
    if name.startswith(("utf-16", "utf-32")):
        return data.decode(name, "replace").replace("\0", "")
    return data.decode(name or "utf-8", "surrogateescape").translate(STRAY).replace("\0", "")


def _cell(found: dict[str, Any]) -> Cell:
    source = _joined(found.get("source")) or _joined(found.get("input"))
    source = source.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    metadata = found.get("metadata")
    said = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    said = said if isinstance(said, dict) else {}
    kind, name = str(found.get("cell_type") or "code"), str(said.get("grade_id", ""))
    return Cell(kind, source, name, said.get("grade") is True)


def _joined(source: Any) -> str:
    """Text of a cell, as one piece or as lines, with or without their ends."""
    lines, left = [], [source]
    while left:
        match left.pop():
            case str(line):
                lines.append(line)
            case list() as parts:
                left += parts[::-1]
            case dict() as parts:
                left += [*parts.values()][::-1]
    ended = all(line.endswith(("\n", "\r")) for line in lines[:-1])
    together = "".join(lines)
    return together if ended or parses(together) else "\n".join(lines)


def _script(text: str) -> Iterator[Cell]:
    """Cells of a script: its sections, or its statements, so that one that stops costs no other."""
    tree = tree_of(text)
    if not tree or not binds(text):
        return
    lines = text.splitlines(keepends=True)
    firsts = [min([node.lineno, *_decorators(node)]) for node in tree.body]
    starts = [text[: at.start()].count("\n") + 1 for at in SECTION.finditer(text)] or firsts
    for start, end in zip([1, *starts[1:]], [*starts[1:], len(lines) + 1], strict=True):
        yield Cell("code", "".join(lines[start - 1 : end - 1]))


def _decorators(node: ast.stmt) -> list[int]:
    return [each.lineno for each in getattr(node, "decorator_list", ())]
