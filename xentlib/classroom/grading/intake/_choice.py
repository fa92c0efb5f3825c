"""Which of a student's files is marked, and why."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from xentlib.classroom.card import plain
from xentlib.classroom.grading._assignment import load
from xentlib.classroom.grading._traces import ANSWERED, UNANSWERED, UNREADABLE, worth_of
from xentlib.classroom.grading.intake._claims import NOTEBOOKS, Claim
from xentlib.classroom.grading.intake._names import copy_of, likeness
from xentlib.classroom.grading.intake._thing import SpoiledError, Thing

LEFT = "{} was marked, and not {}: {}."
WORSE = {
    UNREADABLE: "{} can't be read as a notebook",
    UNANSWERED: "{} answers nothing",
}
REASONS = (  # for what `_rank` compares
    "it is of the last attempt",
    "it is the notebook",
    "it was changed last",
    "its name is most like the assignment's",
    "it was handed in last",
    "it was changed last",
    "it is the last copy",
    "of the names it is the last",
)
MOST_NAMED = 5
File = tuple[Claim, str, Thing]


def chosen(
    files: Sequence[File], work: str, spoiled: list[tuple[str, str]]
) -> tuple[str, bytes, str] | None:
    """Choose the last of a student's notebooks; one without answers only if none has any.

    Parameters
    ----------
    files : sequence of tuple
        Claim, name and thing of each file.
    work : str
        The assignment.
    spoiled : list of tuple
        Names of files that can't be opened, and why; more are added.

    Returns
    -------
    tuple of str, bytes and str, or None
        Name and bytes, and which one it is of several, and why; None if there is no notebook.
    """
    known = [file for file in files if _kind(file[1], work)]
    by_name = partial(_rank, work=work)
    by_date = partial(by_name, dated=all(thing.time for _, _, thing in known))
    ranked = sorted(known, key=by_date)[::-1]
    worths: dict[int, int] = {}
    data: dict[int, bytes] = {}
    for n, (_, name, thing) in enumerate(ranked):
        try:
            data[n] = thing.bytes()
        except SpoiledError as error:
            spoiled.append((name, str(error)))
            continue
        worths[n] = worth_of(data[n], load(work)) if len(ranked) > 1 else ANSWERED
        if worths[n] == ANSWERED:
            break
    if not worths:
        return None
    n = max(worths, key=lambda n: (worths[n], by_name(ranked[n])))
    key = by_date if worths[n] == ANSWERED else by_name
    return ranked[n][1], data[n], _why(ranked, n, worths, {name for name, _ in spoiled}, key)


def _why(
    ranked: Sequence[File],
    n: int,
    worths: dict[int, int],
    spoiled: set[str],
    key: Callable[[File], tuple[Any, ...]],
) -> str:
    """Say which file was chosen, and how it differs from the best of the others."""
    others = [file for m, file in enumerate(ranked) if m != n and file[1] not in spoiled]
    if not others:
        return ""
    names, first = shown([name for _, name, _ in others]), others[0]
    worse = next((m for m in worths if worths[m] < worths[n]), None)
    if worse is not None:
        why = WORSE[worths[worse]].format(shown([ranked[worse][1]]))
    else:
        keys = zip(REASONS, key(ranked[n]), key(first), strict=True)
        why = next((why for why, one, other in keys if one != other), "they look alike")
    return LEFT.format(shown([ranked[n][1]]), names, why)


def _kind(name: str, work: str) -> int:
    """How good a file of this name is for a submission; 0 if it is none."""
    name = name.lower()
    if name.endswith(NOTEBOOKS):
        return 3 if name.endswith(".ipynb") else 2
    return int(name.endswith(".py") or (name.endswith(".json") and likeness(name, work) > 0))


def _rank(file: File, work: str, *, dated: bool = False) -> tuple[Any, ...]:
    """Key by which the last is marked: the last attempt, the newest, named most like the work."""
    (label, _, _), name, thing = file
    minute = thing.time // 60 if dated else 0  # files of one minute came together, as copies do
    newest = label.number, thing.time, copy_of(name), name
    return label.attempt, _kind(name, work), minute, likeness(name, work), *newest


def shown(names: Sequence[str]) -> str:
    """Write some names; of many, the first ones.

    Parameters
    ----------
    names : sequence of str
        Of files.

    Returns
    -------
    str

    Examples
    --------
    >>> shown(["a.ipynb", "b.ipynb"])
    'a.ipynb, b.ipynb'
    """
    names = [*dict.fromkeys(plain(name, 100) for name in names)]
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
