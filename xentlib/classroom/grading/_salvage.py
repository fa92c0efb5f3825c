"""Cells in JSON, and in what is no whole JSON: cut off, in conflict, or spoiled at some place."""

import json
import re
from collections.abc import Iterator
from typing import Any

SIDE = {"metadata", "outputs", "attachments"}  # what belongs to a cell or a notebook, and is none
START = re.compile(
    r'\{\s*"(?:cell_type|source|input|id|metadata|execution_count|outputs|attachments|collapsed'
    r'|language|prompt_number|level)"\s*:'
)
SOURCE = re.compile(r'"(?:source|input)"\s*:\s*(?=["\[])')
KIND = re.compile(r'"cell_type"\s*:\s*"(\w+)"')
STRING = re.compile(r'"((?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)("?)')
GAP = re.compile(r"[\s,\[]*")
CONFLICT = re.compile(r"^<{7}.*\n((?:.*\n)*?)={7}\n(?:.*\n)*?>{7}.*\n", re.MULTILINE)
EFFORT = 20  # times the text's length that may be read in vain


def found_in(root: Any) -> Iterator[dict[str, Any]]:
    """Find the cells in what JSON held, in their order, however deep they lie.

    Parameters
    ----------
    root : object
        Of a notebook of any format, or of what is around one.

    Yields
    ------
    dict
        With a "source", or with the "input" of old notebooks.

    Examples
    --------
    >>> [*found_in({"worksheets": [{"cells": [{"input": "a = 1"}]}]})]
    [{'input': 'a = 1'}]
    """
    left = [root]
    while left:
        match left.pop():
            case {"source": _} | {"input": _} as cell if "cells" not in cell:
                yield cell
            case dict() as node:
                left += [value for key, value in node.items() if key not in SIDE][::-1]
            case list() as nodes:
                left += nodes[::-1]


def salvaged(text: str) -> Iterator[dict[str, Any]]:
    """Find what is left of a notebook's cells.

    Parameters
    ----------
    text : str
        A file that `json` can't read.

    Yields
    ------
    dict
        Whole cells, and of spoiled ones the kind and the lines that can still be read.

    Examples
    --------
    >>> [*salvaged('{"cells": [{"cell_type": "code", "source": ["a = 1", "b =')]
    [{'cell_type': 'code', 'source': ['a = 1']}]
    """
    text = CONFLICT.sub(r"\1", text)
    decoder, effort, done, at = json.JSONDecoder(strict=False), EFFORT * len(text), 0, 0
    while effort > 0 and (start := START.search(text, at)):
        at, cells = start.end(), []
        try:
            whole, end = decoder.raw_decode(text, start.start())
        except json.JSONDecodeError as error:
            effort -= error.pos - start.start() + 1 + error.pos // 64  # it counts lines from 0
        except RecursionError:
            effort -= len(text)
        else:
            at, cells = end, [*found_in(whole)]
        if cells:
            yield from _pieces(text[done : start.start()])
            yield from cells
            done = at
    yield from _pieces(text[done:])


def _pieces(text: str) -> Iterator[dict[str, Any]]:
    """Cells that are spoiled: what can still be read of their sources."""
    last = 0
    for place in SOURCE.finditer(text):
        kinds = KIND.findall(text, last, place.start())
        last, lines = place.end(), [*_lines(text, place.end())]
        yield {"cell_type": kinds[-1] if kinds else "code", "source": lines}


def _lines(text: str, at: int) -> Iterator[str]:
    """Whole lines of a source, until it ends or can't be read any more."""
    several = text[at] == "["
    while line := STRING.match(text, _past(text, at) if several else at):
        said: str = json.loads(f'"{line[1]}"', strict=False)
        whole = line[2] or "\n" in said
        if whole:
            yield said if line[2] else said.rpartition("\n")[0] + "\n"
        at = line.end()
        if not line[2] or not several:
            break


def _past(text: str, at: int) -> int:
    gap = GAP.match(text, at)
    return gap.end() if gap else at
