"""A student's own numbers in a notebook: put in where they are lost, told where replaced."""

from collections import Counter
from collections.abc import Iterable, Iterator

from xentlib.classroom.grading._cells import Cell
from xentlib.classroom.grading._parameters import Numbers, numbers_in
from xentlib.classroom.grading._python import binds, tree_of
from xentlib.classroom.grading._report import MISSING, SET_AGAIN


def written(numbers: Numbers) -> str:
    """Write numbers as the text of their cell.

    Parameters
    ----------
    numbers : dict
        Names in the notebook, and values.

    Returns
    -------
    str

    Examples
    --------
    >>> print(written({"n": 310, "six": 0.4}))
    n = 310
    six = 0.4
    """
    return "\n".join(f"{name} = {value!r}" for name, value in numbers.items())


def filled_up(cells: list[Cell], due: Numbers) -> tuple[list[Cell], list[str]]:
    """Put in those of a student's numbers that are lost, and tell which ones are replaced.

    Parameters
    ----------
    cells : list of Cell
        As `read_cells` gives them.
    due : dict
        The student's numbers.

    Returns
    -------
    cells : list of Cell
        With one more if numbers were lost.
    notes : list of str
        Which ones, and which numbers are set more than once.

    Examples
    --------
    >>> cells, notes = filled_up([Cell("code", "n = 310", "parameters")], {"n": 310, "six": 0.4})
    >>> cells[0].source, notes[0][-11:]
    ('six = 0.4', 'Put in: six')
    """
    there = {name for each in numbers_in(cells, due) for name in each}
    lost = {name: value for name, value in due.items() if name not in there}
    notes = [f"{MISSING}. Put in: {', '.join(lost)}"] if lost else []
    cells = [Cell("code", written(lost)), *cells] if lost else cells
    again = _set_again(cells, due)
    return cells, notes + ([f"{SET_AGAIN}: {', '.join(again)}"] if again else [])


def _set_again(cells: Iterable[Cell], names: Iterable[str]) -> list[str]:
    """Those of some names that several different statements set, outside of functions."""
    said = {text for cell in cells if cell.kind == "code" for text in _statements(cell.source)}
    times = Counter(name for text in said for name in binds(text))
    return [name for name in names if times[name] > 1]


def _statements(source: str) -> Iterator[str]:
    tree, lines = tree_of(source), source.split("\n")
    for node in tree.body if tree else ():
        yield "\n".join(lines[node.lineno - 1 : node.end_lineno])
