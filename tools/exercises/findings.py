"""What a row can't tell apart, what it refuses or can't compute, and which mutants survive."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import combinations
from typing import Any

import numpy as np
from draws import on_one_draw
from mutants import mutants

from xentlib.classroom.checking import (
    DERIVED,
    Call,
    Exercise,
    Function,
    Trial,
    Verdict,
    compute,
    examine,
)

NO_VALUE = {"error", "endless", "parameters", "no return", "type", "open"}
ONCE = ", on one draw at least."
Case = tuple[Any, ...]


def cases(row: Exercise, seed: int) -> list[Case]:
    """Arguments that the row draws; none where it asks for a value."""
    return [()] if row.inputs is None else row.inputs(np.random.default_rng(seed))


def verdict_on(row: Exercise, function: Function, seed: int) -> Verdict:
    """Verdict on a function, or on its value where a value is asked."""
    answer: object = function
    if row.inputs is None:
        try:
            answer = function()
        except Exception:
            answer = None
    return examine(row, answer, np.random.default_rng(seed))


def brief(row: Exercise) -> Callable[[int], Exercise]:
    """Find the row on a seed's draw, with little time and no mistakes: mutants need no name."""
    return cache(partial(on_one_draw, replace(row, seconds=0.3, mistakes={})))


def fate(on: Callable[[int], Exercise], function: Function) -> str:
    """Say what becomes of a mutant: it gives no value, is refused, survives, or is no mutant."""
    verdict = verdict_on(on(0), function, 0)
    if verdict.state != "right":
        return "no value" if verdict.mistake in NO_VALUE or verdict.state == "open" else "killed"
    others = range(1, 11 if on(0).inputs else 1)
    differs = any(verdict_on(on(seed), function, seed).state != "right" for seed in others)
    return "survived" if differs else "equal"


def stretched(row: Exercise) -> Iterator[Case]:
    """Stretch and shrink the row's inputs, as far as its right answers agree."""
    for case in cases(row, 0) if row.inputs else []:
        for factor in (1e-6, 1e-3, 30.0, 1e3):
            further = tuple(_stretch(argument, factor) for argument in case)
            want = compute(row.reference, further)
            rights = [compute(function, further) for function in row.right]
            if np.isfinite(want.numbers).all() and all(row.agree(r, want) for r in rights):
                yield further


def _stretch(argument: Any, factor: float) -> Any:
    """Floats times a factor; shares stay shares, and whole numbers what they are."""
    if isinstance(argument, str) or np.asarray(argument).dtype.kind != "f":
        return argument
    values = np.asarray(argument)
    shares = values.size > 0 and values.min() >= 0 and values.max() <= 1
    power = 1 + abs(np.log10(factor))
    return values**power if shares else values * factor


def broken(row: Exercise, seeds: Sequence[int]) -> Iterator[str]:
    """Write a sentence if the inputs, or the reference on one of them, raise an error."""
    for seed in seeds:
        case: Case | None = None
        try:
            for case in cases(row, seed):
                row.reference(*case)
        except Exception as error:
            what = "The inputs raise" if case is None else "The reference raises"
            where = f" at {_written(case)}" if case else ""
            yield f"{what} {type(error).__name__}{where}: {error}"
            return


def not_told_apart(row: Exercise, seeds: Sequence[int]) -> Iterator[str]:
    """Write a sentence for each mistake that is taken for another, or for right, on some draw."""
    known = list(row.known)
    said = set()
    for seed in seeds:
        drawn = cases(row, seed)
        want = _calls(row.reference, drawn)
        got = [_calls(mistake.function, drawn) for mistake in known]
        for mistake, calls in zip(known, got, strict=True):
            if all(map(row.agree, calls, want)):
                said.add(f'No input tells "{mistake.name}" from a right answer{ONCE}')
        for i, k in combinations(range(len(known)), 2):
            pair = known[i].name, known[k].name
            alike = (row.alike(*calls) for calls in zip(got[i], got[k], strict=True))
            if pair[0] != pair[1] and all(alike):
                said.add(f'No input tells "{pair[0]}" from "{pair[1]}"{_cure(*pair, row)}')
    yield from sorted(said)


def _cure(name: str, other: str, row: Exercise) -> str:
    """Say what to do where two mistakes are alike: one may come of itself."""
    if other not in DERIVED or other in row.mistakes or name in DERIVED:
        return ONCE
    return (
        f"{ONCE} If they are the same, delete yours: '{other}' comes of itself; say something else "
        "about it in say."
    )


def _calls(function: Function, drawn: Sequence[Case]) -> list[Call]:
    return [compute(function, case) for case in drawn]


def refused(row: Exercise, seeds: Sequence[int]) -> Iterator[str]:
    """Write a sentence for each right answer that some draw refuses."""
    for number, function in enumerate([row.reference, *row.right]):
        verdicts = [verdict_on(row, function, seed) for seed in seeds]
        if wrong := [verdict for verdict in verdicts if verdict.state != "right"]:
            name = f"Right answer {number}" if number else "The reference"
            yield f"{name} is refused: {wrong[0].mistake or 'not yet'}."


def survivors(row: Exercise) -> Iterator[str]:
    """Write a sentence for each mutant that is accepted and differs in value."""
    on, further = brief(row), list(stretched(row))
    for text, function in mutants(row):
        became = fate(on, function)
        if became == "survived":
            yield f"A mutant is accepted on one draw and refused on another: {text}"
        elif became == "equal" and (where := _differs(row, function, further)):
            yield f"A mutant is accepted, but differs at {_written(where)}: {text}"


def _differs(row: Exercise, function: Function, further: Sequence[Case]) -> Case | None:
    """First of the cases on which a function is not right."""
    wrong = (c for c in further if not row.agree(compute(function, c), compute(row.reference, c)))
    return next(wrong, None)


def _written(case: Case) -> str:
    return ", ".join(" ".join(np.array2string(np.asarray(a), precision=4).split()) for a in case)


class Direct:
    """What asks a trial's answers in this process: for the row's own, which are trusted."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = answers

    def __call__(self, name: str, *args: Any) -> Any:
        """Call what is called so, or return it."""
        return self.answers[name](*args) if args else self.answers[name]

    def fresh(self) -> "Direct":
        """Stand for another process."""
        return self


def untrue(trial: Trial) -> Iterator[str]:
    """Write a sentence for each right answer that loses points, or wrong one that loses none."""
    rng = np.random.default_rng(0)
    for n, answers in enumerate(trial.right, 1):
        said = trial.play(Direct(answers), rng)
        if any(said.get(share, "no word") for share in trial.shares):
            yield f"right answer {n} is told {said}"
    for label, answers in trial.wrong.items():
        said = trial.play(Direct(answers), rng)
        if not any(said[share] for share in trial.shares):
            yield f"the wrong answer {label!r} gets all points"
