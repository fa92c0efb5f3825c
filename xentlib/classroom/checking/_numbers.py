"""What an answer returned, as numbers, or the problem that there are none."""

import numpy as np

from xentlib.classroom.card import plain
from xentlib.numerics import FloatArray

COMPARED = 10**6  # numbers of an answer; more are of a wrong shape


class AnswerError(Exception):
    """Why no numbers came: a symptom's name, or "open", and what to show."""

    def __init__(self, symptom: str, detail: str = "") -> None:
        super().__init__(symptom, detail)
        self.symptom, self.detail = symptom, detail


def to_numbers(value: object) -> tuple[tuple[str, ...], FloatArray]:
    """Keys, if the value is a dictionary, and the values as an array of float64 or booleans.

    Raises
    ------
    AnswerError
        If they are no real numbers.
    """
    if value is ... or (isinstance(value, list | tuple) and any(item is ... for item in value)):
        raise AnswerError("open")
    if isinstance(value, dict):
        names = sorted(value, key=str)
        return tuple(map(str, names)), to_numbers([value[name] for name in names])[1]
    try:
        array = np.asarray(value)
    except ValueError:
        raise AnswerError("shape", "got       rows of unequal length") from None
    if array.size > COMPARED:
        raise AnswerError("shape", f"got       shape {array.shape}")
    if array.dtype.kind in "OUS":
        return (), _from_objects(array, type(value).__name__)
    if array.dtype.kind not in "iufb":
        raise AnswerError("type", f"got       {array.dtype} ({type(value).__name__})")
    return (), array if array.dtype == bool else array.astype(np.float64)


def _from_objects(array: np.ndarray, kind: str) -> FloatArray:
    """Python integers beyond 64 bits, fractions and the like; text is refused by name."""
    text = any(isinstance(item, str | bytes) for item in array.flat)
    try:
        numbers = array.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        raise AnswerError("type", f"got       {kind}") from None
    if text:
        raise AnswerError("text", f"got       {plain(repr(array.tolist()))}")
    return numbers
