"""Leaks: what of a solution, and what else must not be handed out, is in a notebook."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from xentlib.classroom.grading.release._solutions import Solutions, joined

MARKERS = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")


class Leak(NamedTuple):
    """Where something of a solution is, what kind of thing, and how it begins."""

    place: str
    kind: str
    text: str

    def __str__(self) -> str:
        """Write it in a line."""
        return f"{self.place}: {self.kind}: {self.text[:70]}"


class LeakError(Exception):
    """Why something can't be handed out; the message names each place."""

    def __init__(self, leaks: list[Leak]) -> None:
        shown = "".join(f"\n  {leak}" for leak in leaks[:20])
        super().__init__(f"nothing is handed out, since a solution is in it:{shown}")
        self.leaks = leaks


def in_notebook(data: bytes, solutions: Solutions, place: str) -> Iterator[Leak]:
    """Find what of the solutions is in a notebook, and whether it has outputs or markers.

    Parameters
    ----------
    data : bytes
        The notebook that is to be handed out.
    solutions : Solutions
        What must not be in it.
    place : str
        What messages call it.

    Yields
    ------
    Leak
    """
    notebook = json.loads(data)
    found = list(_in_texts(notebook["metadata"], solutions, f"{place}, metadata"))
    for number, cell in enumerate(notebook["cells"], 1):
        where = f"{place}, cell {cell.get('id', number)}"
        if cell.get("outputs") or cell.get("execution_count"):
            found.append(Leak(where, "an output", str(cell.get("outputs"))))
        found += _in_texts(cell, solutions, where)
    yield from found or _in_texts(notebook["cells"], solutions, f"{place}, cells together")


def _in_texts(tree: Any, solutions: Solutions, where: str) -> Iterator[Leak]:
    text = "\n".join(_texts(tree))
    if marker := MARKERS.search(text):
        yield Leak(where, "a marker", marker[0])
    for kind, found in solutions.within(text, renamed=True):
        yield Leak(where, kind, found)


def _texts(tree: Any) -> Iterator[str]:
    """All texts in what JSON holds, lines of one text joined."""
    tree = joined(tree)
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from _texts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _texts(value)
