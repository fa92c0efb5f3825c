"""What a row can't tell apart, which of its mutants survive, and which names are near others."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
from mutants import mutants

from xentlib.classroom import exercises
from xentlib.classroom.checking import Call, Exercise, Function, Verdict, compute, examine
from xentlib.classroom.exercises.vocabulary import VOCABULARY
from xentlib.classroom.topics import TOPICS

NO_VALUE = {"error", "endless", "parameters", "no return", "type", "open"}
SMALL_WORDS = {"a", "all", "alone", "and", "as", "by", "for", "forgotten", "in", "is", "no", "not"}
SMALL_WORDS |= {"of", "on", "one", "only", "the", "to"}
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


def fate(row: Exercise, function: Function) -> str:
    """Say what becomes of a mutant: it gives no value, is refused, survives, or is no mutant."""
    verdict = verdict_on(row, function, 0)
    if verdict.state != "right":
        return "no value" if verdict.mistake in NO_VALUE or verdict.state == "open" else "killed"
    others = range(1, 11 if row.inputs else 1)
    differs = any(verdict_on(row, function, seed).state != "right" for seed in others)
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
                said.add(f'No input tells "{mistake.name}" from a right answer')
        for i, k in combinations(range(len(known)), 2):
            pair = known[i].name, known[k].name
            alike = (row.alike(*calls) for calls in zip(got[i], got[k], strict=True))
            if pair[0] != pair[1] and all(alike):
                said.add(f'No input tells "{pair[0]}" from "{pair[1]}"')
    yield from (f"{sentence}, on one draw at least." for sentence in sorted(said))


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
    brief, further = replace(row, seconds=0.3), list(stretched(row))
    for text, function in mutants(row):
        became = fate(brief, function)
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


def near_names(row: Exercise) -> Iterator[str]:
    """Write a sentence for each name of the row's own that is like one of the vocabulary."""
    others = [other for topic in TOPICS for other in exercises.exercises(topic)]
    for name in [name for name in row.mistakes if name not in VOCABULARY]:
        also = [other.name for other in others if name in other.mistakes and other.name != row.name]
        if also:
            yield f'"{name}" is a name of {also[0]}, too: move it to the vocabulary.'
        elif near := _near(name):
            listed = "; ".join(f'"{other}": {VOCABULARY[other]}' for other in near)
            yield f'"{name}" is near names of the vocabulary. Is it one of these ideas? {listed}'


def _near(name: str) -> list[str]:
    """Names of the vocabulary that look alike, or share a word that says something."""
    sharing = [other for other in VOCABULARY if _words(name) & _words(other)]
    return list(dict.fromkeys([*sharing, *difflib.get_close_matches(name, VOCABULARY, cutoff=0.7)]))


def _words(name: str) -> set[str]:
    return {word.removesuffix("s") for word in name.split() if word not in SMALL_WORDS}
