"""One submission for each student, whatever has come."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xentlib.classroom.card import plain
from xentlib.classroom.grading.intake._choice import chosen, shown
from xentlib.classroom.grading.intake._claims import NOTEBOOKS, Claim, claims
from xentlib.classroom.grading.intake._disk import on_disk
from xentlib.classroom.grading.intake._thing import safe

NOTHING = "Nothing was handed in: there is no file."
NO_NOTEBOOK = "No notebook (.ipynb) was handed in, only {}."
SPOILED = "{} can't be marked: {}."
CALLED = "Where it came from, the student is called {!r}."
TWICE = "Another student has the same name, in another place that was collected from."


@dataclass(frozen=True)
class Submission:
    """What a student has handed in.

    Attributes
    ----------
    student : str
        Name that can be a file's; no two students of a collection have the same.
    file : str
        What the notebook was called, or "".
    data : bytes
        The notebook as it came.
    problem : str
        Why there is nothing to mark, or "".
    notes : tuple of str
        What else is worth saying.
    told : str
        The student's name as it came.
    id : str
        The number, or login, that the course's site has written with it, or "".
    chosen : str
        Of several notebooks, which one is marked, and why; or "".
    """

    student: str
    file: str
    data: bytes
    problem: str
    notes: tuple[str, ...] = ()
    told: str = ""
    id: str = ""
    chosen: str = ""

    @property
    def name(self) -> str:
        """The name as it came, with the number or login behind it."""
        return f"{self.told}_{self.id}" if self.id not in ("", self.told) else self.told


def collect(paths: Sequence[Path], assignment: str) -> list[Submission]:
    """Find every student's notebook in folders, zips and files; nothing in them is run.

    Parameters
    ----------
    paths : sequence of path-like
        Of an LMS's zips, nbgrader's folder "submitted", folders named after students, notebooks.
    assignment : str
        The assignment, or a lesson's topic.

    Returns
    -------
    list of Submission
        In the order of their names: one for each student, also where there is nothing to mark.

    Raises
    ------
    TypeError
        If `paths` is one path instead of a list of them.
    ValueError
        If there is no such path, or nothing was handed in there.

    Examples
    --------
    >>> collect([Path("no such folder")], "a1_information")
    Traceback (most recent call last):
        ...
    ValueError: there is no 'no such folder': name a folder, a zip or a notebook that is there
    """
    owners: dict[Any, list[Claim]] = {}
    for n, path in enumerate(_checked(paths)):
        for claim in claims(on_disk(path), path.parent.name, assignment):
            label = claim.label
            owner = ("", label.id) if label.id else (str(n), label.told)
            owners.setdefault(owner, []).append(claim)
    if not owners:
        where = ", ".join(repr(str(path)) for path in paths)
        raise ValueError(f"no folder, zip or notebook of a student is in {where}")
    return [*_named([_submission(own, assignment) for own in owners.values()])]


def _checked(paths: Sequence[Path]) -> list[Path]:
    """Paths that are there, each once and none inside another."""
    if isinstance(paths, str | bytes | os.PathLike):
        raise TypeError(f"paths must be a list of paths; got {paths!r}")
    if not paths:
        raise ValueError("paths must name at least one folder, zip or notebook; got none")
    found: list[Path] = []
    for path in map(Path, paths):
        if not path.exists():
            raise ValueError(
                f"there is no {str(path)!r}: name a folder, a zip or a notebook that is there"
            )
        if not path.is_dir() and not path.name.lower().endswith((".zip", ".py", *NOTEBOOKS)):
            raise ValueError(f"{str(path)!r} is no folder, zip or notebook")
        found.append(path.resolve())
    return [p for p in dict.fromkeys(found) if not any(q in p.parents for q in found)]


def _submission(own: list[Claim], work: str) -> Submission:
    """Choose what is marked of all that a student has handed in."""
    label = own[0].label
    files = [(claim, name, thing) for claim in own for name, thing in claim.files]
    told, spoiled = label.told or label.id, [(name, t.problem) for _, name, t in files if t.problem]
    choice = chosen(files, work, spoiled)
    why = [*dict.fromkeys(SPOILED.format(shown([name]), why) for name, why in spoiled)]
    if choice:
        name, data, said = choice
        notes = tuple(filter(None, [said, *why]))
        return Submission(told, name, data, "", notes, told, label.id, said)
    came = [name for _, name, _ in files]
    why = why or [NO_NOTEBOOK.format(shown(came)) if came else NOTHING]
    return Submission(
        told, came[0] if len(came) == 1 else "", b"", " ".join(why), (), told, label.id
    )


def _named(found: list[Submission]) -> Iterator[Submission]:
    """Give each student a name of its own that can be a file's."""
    taken: set[str] = set()
    for each in sorted(found, key=lambda each: (each.told.casefold(), each.told, each.id)):
        base = safe(each.name)
        name, n = base, 1
        while name.casefold() in taken:
            n += 1
            name = f"{base}-{n}"
        taken.add(name.casefold())
        notes = each.notes
        if n > 1 or base not in {each.told, f"{each.told}_{each.id}"}:
            notes += (CALLED.format(plain(each.told, 100)),)
        yield replace(each, student=name, notes=notes)
