"""Numbers of each student's own: drawn from a secret of the course and the student's name."""

import hashlib
import hmac
import re
from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise, Personal
from xentlib.classroom.grading._assignment import load


def parameters(name: str, student: str, secret: bytes) -> dict[str, Any]:
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
    numbers: dict[str, Any] = {}
    for question in load(name).questions:
        row = question.row
        if isinstance(row, Exercise) and isinstance(row.inputs, Personal):
            numbers |= own_numbers(question.name, row.inputs, student, secret)
    return numbers


def own_numbers(name: str, inputs: Personal, student: str, secret: bytes) -> dict[str, Any]:
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
        Names in the notebook, and values.
    """
    said = f"{name}\n{who(student) if secret else ''}".encode()
    digest = hmac.new(secret, said, hashlib.sha256).digest()
    return inputs.draw(np.random.default_rng(int.from_bytes(digest, "big")))


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
