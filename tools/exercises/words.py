"""What is wrong with a row's words: sentences that nobody gets, hints, headings, near names."""

import difflib
from collections.abc import Iterator
from pathlib import Path

from xentlib.classroom import exercises
from xentlib.classroom.checking import DERIVED, Exercise
from xentlib.classroom.exercises.vocabulary import VOCABULARY
from xentlib.classroom.topics import ASSIGNMENTS, TOPICS, lesson_of, topic_of

SOURCES = Path(__file__).parents[2] / "notebooks" / "source"
SMALL_WORDS = {"a", "all", "alone", "and", "as", "by", "for", "forgotten", "in", "is", "no", "not"}
SMALL_WORDS |= {"of", "on", "one", "only", "the", "to"}


def stray(row: Exercise) -> Iterator[str]:
    """Write a sentence for each entry in `say` that no mistake of the row leads to."""
    common, known = DERIVED | VOCABULARY, {mistake.name for mistake in row.known}
    for name, said in row.say.items():
        if name not in known and said != common.get(name):
            yield f'say speaks of "{name}", which is no mistake of this exercise.'


def hints(row: Exercise) -> Iterator[str]:
    """Write a sentence if there are not three hints that differ."""
    if len(row.hints) != 3 or len(set(row.hints)) != 3:
        yield f"hints must be three different ones; there are {len(set(row.hints))}."


def too_few(row: Exercise) -> Iterator[str]:
    """Write a sentence if there are fewer than six mistakes."""
    if len(row.mistakes) < 6:
        yield f"mistakes must be six at least; there are {len(row.mistakes)}."


def in_the_lesson(row: Exercise) -> Iterator[str]:
    """Write a sentence for each thing that the topic's lesson, if there is one, lacks."""
    if (work := row.name.partition(".")[0]) in ASSIGNMENTS:
        text = (SOURCES / "assignments" / f"{work}.py").read_text(encoding="utf-8")
        if f'xent.example("{row.name}"' not in text:
            yield f'{work}.py does not ask it: a cell must have xent.example("{row.name}", …).'
        yield from _to_read_again(row)
        return
    for source in SOURCES.glob(f"{lesson_of(topic_of(row.name))}_*.py"):
        text = source.read_text(encoding="utf-8")
        if f"## {row.reread}\n" not in text:
            yield f'reread names "{row.reread}", which is no heading in {source.name}.'
        if f'xent.check("{row.name}"' not in text:
            yield f'{source.name} does not ask it: a cell must have xent.check("{row.name}", …).'


def _to_read_again(row: Exercise) -> Iterator[str]:
    """Write a sentence if what coursework says to read again is no heading of a lesson."""
    lesson, _, heading = row.reread.removeprefix("lesson ").partition(", ")
    found = SOURCES.glob(f"{lesson}_*.py")
    if row.reread and not any(f"## {heading}\n" in source.read_text("utf-8") for source in found):
        yield f'reread is "{row.reread}"; it must be "lesson NN, …", with a heading of lesson NN.'


def near_names(row: Exercise) -> Iterator[str]:
    """Write a sentence for each name of the row's own that is like one of the vocabulary."""
    places = (*TOPICS, *ASSIGNMENTS)
    rows = [other for place in places for other in exercises.exercises(place)]
    others = [other for other in rows if isinstance(other, Exercise)]
    for name in [name for name in row.mistakes if name not in DERIVED | VOCABULARY]:
        also = [other.name for other in others if name in other.mistakes and other.name != row.name]
        if also:
            yield f'"{name}" is a name of {also[0]}, too: move it to the vocabulary.'
        elif near := [other for other in VOCABULARY if _near(_ideas(name), _ideas(other))]:
            listed = "; ".join(f'"{other}": {VOCABULARY[other]}' for other in near)
            yield f'"{name}" is near names of the vocabulary. Is it one of these ideas? {listed}'


def _near(ideas: list[str], others: list[str]) -> bool:
    """Whether half of all words are in both names, or their letters are nearly the same."""
    shared, either = set(ideas) & set(others), set(ideas) | set(others)
    alike = difflib.SequenceMatcher(None, " ".join(ideas), " ".join(others)).ratio()
    return bool(either) and (2 * len(shared) >= len(either) or alike >= 0.8)


def _ideas(name: str) -> list[str]:
    """Words of a name that say something."""
    return [word.removesuffix("s") for word in name.split() if word not in SMALL_WORDS]
