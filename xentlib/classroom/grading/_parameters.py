"""Numbers of each student's own: drawn from a secret of the course and the student's name."""

import hashlib
import hmac
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
    said = f"{name}\n{student if secret else ''}".encode()
    digest = hmac.new(secret, said, hashlib.sha256).digest()
    return inputs.draw(np.random.default_rng(int.from_bytes(digest, "big")))
