"""What to think about when a symptom alone says too little: it depends on what came."""

import re

import numpy as np

from xentlib.classroom.checking._call import Call
from xentlib.classroom.checking._symptoms import SYMPTOMS
from xentlib.numerics import FloatArray

ONE_NUMBER = (
    "A function of Python's math, and int() and float(), take one number, and a whole array or "
    "list came. np.log2, np.exp and the like take each number of an array, and so does "
    ".astype(int)."
)
ERRORS = {  # pattern of what Python and NumPy say -> what a beginner can do about it
    r"only (length-1|0-dimensional) arrays can be converted": ONE_NUMBER,
    r"must be (a )?real number, not (list|tuple|ndarray)": ONE_NUMBER,
    r"truth value of an array": "if, while, and, or, not and a list's index ask one yes-or-no "
    "question, and an array answers it once for each of its numbers: use np.where(condition, "
    "this, that), or a mask, as in p[p > 0].",
    r"^OverflowError": "A number grew too large for the computer. Take logarithms first: the "
    "logarithm of a power is the exponent times a logarithm.",
    r"could not be broadcast together|non-broadcastable": "Arrays of two shapes meet that do not "
    "fit. A sum over each row meets its own row again with keepdims=True, and any one number "
    "for each row as v[:, None]; ids of classes meet rows of numbers as z[np.arange(n), labels], "
    "or as rows of zeros and ones.",
    r"mismatch in its core dimension": "The inner axes of @ must be equally long. Examples are "
    "rows: x @ w goes with one number for each feature, x.T @ v with one number for each example.",
    r"math domain error|expected a positive input": "Python's math.log refuses 0, and np.log "
    "answers -inf. Which of your numbers is 0 here, and what should it add?",
    r"index (\d+) is out of bounds for axis [1-9]\d* with size \1\b": "An index is as large as "
    "its axis is long. Places are counted from 0, so the last one of n has the index n − 1.",
    r"index -?\d+ is out of bounds|indexing arrays could not be broadcast": "An index points "
    "beyond the array. z[labels] takes whole rows; for one number of each row, pair rows "
    "with columns: z[np.arange(n), labels].",
    r"axis -?\d+ is out of bounds": "There is no such axis: axes are counted from 0, and -1 is the "
    "last one.",
    r"too many indices for array": "There are more indices than the array has axes: print its "
    "shape.",
    r"arrays used as indices must be of integer|only integers, slices": "Indices are whole "
    "numbers: use labels.astype(int), and // in place of / where an index is computed.",
    r"list index out of range": "The list ends before that index: a list of n has indices 0 to "
    "n − 1. Does a loop go one step too far, or is the list shorter than the input?",
    r"invalid index to scalar variable": "One number was given an index: an earlier index, or a "
    "sum over everything, has made it one number already.",
}
LOST_ON_THE_WAY = (
    "Right but for the last digits, and they were not rounded off at the end. Digits are lost "
    "where nearly equal numbers are subtracted, or a small number is added to a large one: which "
    "step does that here?"
)


def about_error(detail: str) -> str:
    """Say in our words what went wrong, if it is one of the slips that are made first."""
    found = (advice for said, advice in ERRORS.items() if re.search(said, detail))
    return next(found, SYMPTOMS["error"])


def about_nearly(got: Call, want: Call) -> str:
    """Say whether digits were rounded off at the end, or lost on the way."""
    rounded = not got.args or is_rounded(got.numbers, want.numbers)
    return SYMPTOMS["nearly"] if rounded else LOST_ON_THE_WAY


def about_keys(got: Call, want: Call) -> str:
    """Say which keys are asked, or that none are."""
    if not want.keys:
        return (
            "A dictionary came where a number, a list or an array is asked: hand over its values."
        )
    if not got.keys:
        return "A dictionary is asked, and its keys are names: see below which."
    return SYMPTOMS["keys"]


def about_shape(got: Call, want: Call) -> str:
    """Say what a wrong shape is like."""
    came, asked = got.numbers.shape, want.numbers.shape
    if not came:
        return (
            "One number came where several are asked. A return inside the loop, a sum over "
            "everything, or an argument that is not used can do that."
        )
    if has_idle_axis(got, want):
        return (
            "The numbers lie in one axis too many, of length 1. A comma at the end of a return "
            "puts them there, and so do keepdims=True and [:, None]."
        )
    if not asked:
        return "Several numbers came where one is asked: which step makes one of them?"
    if len(came) > len(asked):
        return "Rows and columns came where one number for each row is asked."
    if not got.args and len(came) == len(asked) == 1:
        return f"Count them: {asked[0]} numbers are asked, and there are {came[0]}."
    return SYMPTOMS["shape"]


def has_idle_axis(got: Call, want: Call) -> bool:
    """Whether the shapes differ by more axes of length 1 alone."""
    came, asked = got.numbers.shape, want.numbers.shape
    return len(came) > len(asked) and _without_ones(came) == _without_ones(asked)


def _without_ones(shape: tuple[int, ...]) -> list[int]:
    return [length for length in shape if length != 1]


def is_rounded(got: FloatArray, want: FloatArray) -> bool:
    """Whether the numbers are the right ones, cut to some number of decimals or digits."""
    return any(
        np.allclose(got, cut, rtol=1e-9, atol=0)
        for digits in range(1, 12)
        for cut in (np.round(want, digits), _to_digits(want, digits))
    )


def _to_digits(values: FloatArray, digits: int) -> FloatArray:
    cut = [float(f"{value:.{digits}e}") for value in values.ravel()]
    return np.reshape(cut, values.shape)
