"""The engine: it runs an answer beside the reference and says what the answer looks like.

It only computes and knows no exercise.  A mistake is a function; it is named where it, and
no other, gives what the learner's function gave on every input.
"""

import warnings
from collections.abc import Callable, Sequence

import numpy as np

from xentlib.classroom.checking._advice import (
    about_error,
    about_keys,
    about_nearly,
    about_shape,
    has_idle_axis,
    is_rounded,
)
from xentlib.classroom.checking._call import INTERRUPTS, Call, compute
from xentlib.classroom.checking._example import (
    Pair,
    compare,
    show_difference,
    show_problem,
    size,
    smallest,
)
from xentlib.classroom.checking._exercise import Exercise, Mistake
from xentlib.classroom.checking._symptoms import SYMPTOMS
from xentlib.classroom.checking._try_out import try_out
from xentlib.classroom.checking._verdict import Verdict

_SIGNS: dict[str, Callable[[Call, Call], bool]] = {
    "keys": lambda got, want: got.keys != want.keys,
    "type": lambda got, want: got.numbers.dtype == bool and not np.isin(want.numbers, (0, 1)).all(),
    "not finite": lambda got, want: _finite(want) and not _finite(got),
    "shape": lambda got, want: got.numbers.shape != want.numbers.shape,
}
_ADVICE: dict[str, Callable[[Call, Call], str]] = {
    "keys": about_keys,
    "shape": about_shape,
    "nearly": about_nearly,
}


def examine(exercise: Exercise, answer: object, rng: np.random.Generator | None = None) -> Verdict:
    """Judge an answer.

    Parameters
    ----------
    exercise : Exercise
        What is asked.
    answer : object
        A function, or a value if the exercise asks for one. It may be anything.
    rng : numpy.random.Generator, optional
        Where random inputs come from; fresh ones if it is left out.

    Returns
    -------
    Verdict
        Whatever the answer does ends in one, but for what is named below.

    Raises
    ------
    KeyboardInterrupt, bdb.BdbQuit
        If the learner stops the answer, or quits a debugger in it.

    Notes
    -----
    The answer runs in this process, on copies of the inputs, and is stopped when the
    exercise's time is up; its prints are swallowed, and names that it deletes are put back.
    This is meant for somebody who wants to know, not against somebody who wants to cheat:
    marks are given elsewhere. `xentlib.classroom.checking._limit` says what cannot be stopped.

    Examples
    --------
    >>> double = Exercise(
    ...     name="start.double",
    ...     reference=lambda x: 2 * x,
    ...     inputs=lambda rng: [(1.5,), (rng.normal(),)],
    ...     hints=("What is twice 1.5?", "Multiply.", "By 2."),
    ... )
    >>> examine(double, lambda x: -2 * x)
    ✗ start.double: looks like "sign"
    Right but for the sign: where is the minus, or which way round the difference?
      with      x = 1.5
      expected  3
      got       -3
    """
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _examine(exercise, answer, rng or np.random.default_rng())
    except INTERRUPTS:
        raise
    except BaseException as error:
        return Verdict(exercise.name, "wrong", "error", f"It ended in {type(error).__name__}.")


def _examine(exercise: Exercise, answer: object, rng: np.random.Generator) -> Verdict:
    cases = [()] if exercise.inputs is None else exercise.inputs(rng)
    calls = try_out(exercise, answer, cases)
    if stuck := [got for got in calls if got.problem]:
        return _stuck(exercise, min(stuck, key=size), _explanation(exercise, calls))
    pairs = [(got, compute(exercise.reference, got.args)) for got in calls]
    right = [exercise.agree(*pair) for pair in pairs]
    if wrong := [pair for pair, ok in zip(pairs, right, strict=True) if not ok]:
        telling = [
            calls[i] for i in np.argsort(right, kind="stable")
        ]  # wrong cases first: they rule out the most mistakes
        if _depends_on_memory(exercise, answer, calls):
            return _wrong(exercise, "unset memory", SYMPTOMS["unset memory"], wrong)
        if mistake := _explanation(exercise, telling):
            return _wrong(exercise, mistake.name, mistake.hint, wrong)
        return _symptom(exercise, wrong)
    if changed := [pair for pair in pairs if pair[0].mutated]:
        return _wrong(exercise, "mutated input", SYMPTOMS["mutated input"], changed)
    said = compare(exercise, pairs) if exercise.gradient else ""
    return Verdict(exercise.name, "right", example=said)


def _depends_on_memory(exercise: Exercise, answer: object, calls: Sequence[Call]) -> bool:
    """Whether nan came from memory that was never set: with zeros there, none comes."""
    ill = [got.args for got in calls if not _finite(got)]
    again = try_out(exercise, answer, ill, unset=0.0) if ill else []
    return any(_finite(got) and not got.problem for got in again)


def _explanation(exercise: Exercise, calls: Sequence[Call]) -> Mistake | None:
    """Find the only mistake that gives the learner's numbers, or errors, on every input."""
    suspects: Sequence[Mistake] = [*exercise.known]
    for got in calls:
        suspects = [m for m in suspects if exercise.alike(got, compute(m.function, got.args))]
    return suspects[0] if len({mistake.name for mistake in suspects}) == 1 else None


def _symptom(exercise: Exercise, wrong: Sequence[Pair]) -> Verdict:
    """Say what can be seen of a wrong answer that no mistake explains."""
    for symptom, shows in _SIGNS.items():
        if seen := [pair for pair in wrong if shows(*pair)]:
            if symptom == "shape":  # a lone number has an axis of length 1 in any case
                seen = [pair for pair in seen if not has_idle_axis(*pair)] or seen
            return _seen(exercise, symptom, seen)
    if all(_nearly(exercise, *pair) for pair in wrong):
        return _seen(exercise, "nearly", wrong)
    again = "Read it once more" if exercise.inputs is None else "Work this case out by hand"
    advice = f'{again}, or ask xent.hint("{exercise.name}").'
    return _wrong(exercise, "", advice, wrong)


def _seen(exercise: Exercise, symptom: str, pairs: Sequence[Pair]) -> Verdict:
    """Verdict on what the smallest of the pairs shows."""
    advice = _ADVICE.get(symptom)
    hint = advice(*smallest(pairs)) if advice else SYMPTOMS[symptom]
    return _wrong(exercise, symptom, hint, pairs)


def _stuck(exercise: Exercise, got: Call, mistake: Mistake | None = None) -> Verdict:
    """Verdict on an answer that gave no numbers, which a mistake may explain."""
    assert got.problem is not None
    symptom = got.problem.symptom
    if symptom == "open":
        return Verdict(exercise.name, "open")
    said = about_error(got.problem.detail) if symptom == "error" else SYMPTOMS[symptom]
    name, hint = (mistake.name, mistake.hint) if mistake else (symptom, said)
    example = show_problem(exercise, got, got.problem.detail)
    return Verdict(exercise.name, "wrong", name, hint, example, exercise.reread)


def _wrong(exercise: Exercise, mistake: str, hint: str, pairs: Sequence[Pair]) -> Verdict:
    """Verdict on wrong numbers, with the smallest of the pairs as its example."""
    example = show_difference(exercise, *smallest(pairs))
    return Verdict(exercise.name, "wrong", mistake, hint, example, exercise.reread)


def _nearly(exercise: Exercise, got: Call, want: Call) -> bool:
    close = exercise.agree(got, want, rtol=1e-4, atol=1e-5)
    return close or is_rounded(got.numbers, want.numbers)


def _finite(got: Call) -> bool:
    return bool(np.isfinite(got.numbers).all())
