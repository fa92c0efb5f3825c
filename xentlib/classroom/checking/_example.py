"""The smallest case that shows what is wrong, as text."""

import inspect
from collections.abc import Sequence

import numpy as np

from xentlib.classroom.card import plain
from xentlib.classroom.checking._call import Call
from xentlib.classroom.checking._exercise import Exercise

Pair = tuple[Call, Call]


def size(got: Call) -> int:
    """How much there is to look at in a call's arguments."""
    return sum(np.size(argument) for argument in got.args)


def smallest(pairs: Sequence[Pair]) -> Pair:
    """Pair of calls with the least to look at; of equals the first that is fit for working out."""
    return min(pairs, key=lambda pair: (size(pair[0]), not _fits_on_paper(*pair)))


def _fits_on_paper(got: Call, want: Call) -> bool:
    """Whether somebody can work with these arguments and this result by hand."""
    arrays = [np.asarray(value) for value in (*got.args, want.numbers)]
    numbers = [np.abs(array[array != 0]) for array in arrays if array.dtype.kind in "iuf"]
    return all(((array > 1e-3) & (array < 1e4)).all() for array in numbers)


def show_problem(exercise: Exercise, got: Call, detail: str) -> str:
    """Write the input on which no numbers came, and what came."""
    return "\n".join([*_inputs(exercise, got), *detail.splitlines()])


def show_difference(exercise: Exercise, got: Call, want: Call) -> str:
    """Write input, expected and got; of a value that is asked for, only what was wrong."""
    if got.keys != want.keys:
        lines = [f"asked     {_keys(want)}", f"got       {_keys(got)}"]
        return "\n".join(_inputs(exercise, got) + lines)
    if exercise.inputs is None:
        return _show_entry(exercise, got, want)
    counts = np.asarray(exercise.reference(*want.args)).dtype.kind == "i"  # classes, say
    expected, came = (_write(_whole(c.numbers) if counts else c.numbers) for c in (want, got))
    answers = [f"expected  {expected}", f"got       {came}"]
    if exercise.gradient and got.numbers.shape == want.numbers.shape:
        answers.append(compare(exercise, [(got, want)]))
    return "\n".join(_inputs(exercise, got) + answers)


def _whole(numbers: np.ndarray) -> np.ndarray:
    """Write whole numbers as such, without a dot; others, and yes or no, stay what they are."""
    whole = numbers.astype(int)
    same = numbers.dtype != bool and np.array_equal(whole, numbers)
    return whole if same else numbers


def compare(exercise: Exercise, pairs: Sequence[Pair]) -> str:
    """Say how many numbers agree, how far off the worst is, and in which rows others are."""
    got, want = (np.concatenate([p[i].numbers.ravel() for p in pairs]) for i in (0, 1))
    close = np.concatenate([exercise.close(*pair).ravel() for pair in pairs])
    largest = float(np.max(np.abs(got - want), initial=0, where=got != want))
    said = f"{close.sum()} of {close.size} numbers agree; the largest difference, {largest:.2g},"
    if close.all():
        return f"{said} is {'rounding' if largest < 1e-12 else 'within what is asked'}"
    said = f"{said} is too much"
    if len(pairs) > 1:
        return said
    wrong = ~close.reshape(len(pairs[0][0].numbers), -1).all(1)
    rows = [str(row) for row in np.flatnonzero(wrong)]
    return f"{said}; look at rows {', '.join(rows[:8])}{', …' * (len(rows) > 8)}"


def _show_entry(exercise: Exercise, got: Call, want: Call) -> str:
    """Point at the first wrong entry of a value without telling the right one."""
    if got.numbers.shape != want.numbers.shape:
        return f"asked     shape {want.numbers.shape}\ngot       shape {got.numbers.shape}"
    if got.numbers.ndim == 0:
        return f"got       {_write(got.numbers)}"
    index = int(np.argmin(exercise.close(got, want)))
    place = got.keys[index] if got.keys else f"number {index + 1}"
    return f"{place}: got {_write(got.numbers.ravel()[index])}"


def _keys(call: Call) -> str:
    names = ", ".join(map(repr, call.keys))
    return f"the keys {plain(names)}" if names else "no keys"


def _inputs(exercise: Exercise, got: Call) -> list[str]:
    names = inspect.signature(exercise.reference).parameters
    lines = []
    for name, value in zip(names, got.args, strict=False):
        start = f"with      {name} = "
        lines.append(start + _write(value, len(start)))
    return lines


def _write(value: object, column: int = len("expected  ")) -> str:
    """Write a value that begins in some column, and align its further lines with the first."""
    if isinstance(value, str):
        return repr(value)
    array = np.asarray(value)
    if array.ndim == 0:
        return f"{array.item():.8g}"
    tidy = not ((array != 0) & (np.abs(array) < 5e-7)).any()  # or else these would look like 0
    text = np.array2string(array, precision=6, separator=", ", threshold=24, suppress_small=tidy)
    return text.replace("\n", "\n" + " " * column)
