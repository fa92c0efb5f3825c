"""Numbers of each student's own: drawn from a secret of the course and the student's name."""

import ast
import hashlib
import hmac
import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise, Personal
from xentlib.classroom.grading._assignment import Assignment, load
from xentlib.classroom.grading._cells import Cell
from xentlib.classroom.grading._python import tree_of

CELL = "parameters"  # nbgrader's name of the cell with a student's own numbers
Numbers = dict[str, Any]


def parameters(name: str, student: str, secret: bytes) -> Numbers:
    """Draw a student's own numbers for an assignment.

    Parameters
    ----------
    name : str
        The assignment.
    student : str
        Who; it doesn't matter where there is no secret.
    secret : bytes
        The course's; without one all students have the same numbers.

    Returns
    -------
    dict
        Names in the notebook, and values.

    Raises
    ------
    ValueError
        If there is no such assignment, or it is not here.

    Examples
    --------
    >>> parameters("binary", "ada", b"secret")
    {}
    """
    return drawn(load(name), student, secret)


def drawn(work: Assignment, student: str = "", secret: bytes = b"") -> Numbers:
    """Draw the numbers of all questions of an assignment.

    Parameters
    ----------
    work : Assignment
        What `load` gives.
    student : str
        Who.
    secret : bytes
        The course's; without one, these are the numbers of the general edition.

    Returns
    -------
    dict
        Names in the notebook, and values.
    """
    numbers: Numbers = {}
    for question in work.questions:
        row = question.row
        if isinstance(row, Exercise) and isinstance(row.inputs, Personal):
            numbers |= own_numbers(question.name, row.inputs, student, secret)
    return numbers


def own_numbers(name: str, inputs: Personal, student: str = "", secret: bytes = b"") -> Numbers:
    """Draw a student's own numbers for one question.

    Parameters
    ----------
    name : str
        The question.
    inputs : Personal
        Of its row.
    student : str
        Who.
    secret : bytes
        The course's; without one all students have the same numbers.

    Returns
    -------
    dict
        Names in the notebook, and values of Python's own types.
    """
    said = f"{name}\n{who(student) if secret else ''}".encode()
    digest = hmac.new(secret, said, hashlib.sha256).digest()
    numbers = inputs.draw(np.random.default_rng(int.from_bytes(digest, "big")))
    return {name: np.asarray(value).tolist() for name, value in numbers.items()}


def who(student: str) -> str:
    """Name a student as an LMS's class list and its download of files both do: by their number.

    Parameters
    ----------
    student : str
        As a class list or a folder's name has it.

    Returns
    -------
    str
        The number alone if there is one, as LMSs write it; else what came.

    Examples
    --------
    >>> who("Participant 12345"), who("Jane Doe_12345"), who("12345"), who("jane3")
    ('12345', '12345', '12345', 'jane3')
    """
    number = re.fullmatch(r"(?:Participant |.+_)?([0-9]{2,})", student)
    return number[1] if number else student


def assigned(source: str) -> dict[str, ast.expr]:
    r"""Find what is set in a code, one name at a time.

    Parameters
    ----------
    source : str
        Any text.

    Returns
    -------
    dict
        Names, and the expressions that give their values; none if it is no Python.

    Examples
    --------
    >>> sorted(assigned("n = 310\nsix = 0.4"))
    ['n', 'six']
    """
    tree = tree_of(source)
    return {
        node.targets[0].id: node.value
        for node in (tree.body if tree else ())
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def numbers_in(cells: Iterable[Cell], names: Iterable[str]) -> list[Numbers]:
    r"""Read the numbers that stand in a notebook; nothing is run.

    Parameters
    ----------
    cells : iterable of Cell
        As `read_cells` gives them.
    names : iterable of str
        What these numbers are called.

    Returns
    -------
    list of dict
        What each cell of parameters sets; where no cell is named so, what the first cell sets that
        sets all names. A value that is no plain number or text is None.

    Examples
    --------
    >>> numbers_in([Cell("code", "n = 310\nsix = 2 / 5", "parameters")], ["n", "six"])
    [{'n': 310, 'six': None}]
    """
    wanted, cells = {*names}, [*cells]
    named = [cell for cell in cells if cell.grade_id == CELL]
    found = [assigned(cell.source) for cell in named or cells]
    if not named:
        found = [each for each in found if wanted <= each.keys()][:1]
    read = [{name: _value(each[name]) for name in each.keys() & wanted} for each in found]
    return [{name: each[name] for name in names if name in each} for each in read if each]


def _value(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
