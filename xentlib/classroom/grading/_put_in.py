"""A student's own numbers, put into a notebook that has lost them."""

from xentlib.classroom.grading._cells import Cell
from xentlib.classroom.grading._parameters import Numbers, numbers_in
from xentlib.classroom.grading._report import MISSING


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


def with_numbers(cells: list[Cell], due: Numbers) -> tuple[list[Cell], list[str]]:
    """Put in those of a student's numbers that are not in the notebook.

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
        Which ones.

    Examples
    --------
    >>> cells, notes = with_numbers([Cell("code", "n = 310", "parameters")], {"n": 310, "six": 0.4})
    >>> cells[0].source, notes[0][-11:]
    ('six = 0.4', 'Put in: six')
    """
    there = {name for each in numbers_in(cells, due) for name in each}
    lost = {name: value for name, value in due.items() if name not in there}
    if not lost:
        return cells, []
    return [Cell("code", written(lost)), *cells], [f"{MISSING}. Put in: {', '.join(lost)}"]
