"""A mark made once more: by the seed that its report names, or in an earlier mark's place."""

import shlex
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from xentlib.classroom.grading._assignment import Assignment
from xentlib.classroom.grading._edition import Edition
from xentlib.classroom.grading._report import AGAIN, NOT_MARKED, has_no_mark
from xentlib.classroom.grading.intake import Submission
from xentlib.classroom.grading.reports import REPORT, folder_of


def filed(one: Submission, work: Assignment, seed: int, edition: Edition) -> dict[str, Any]:
    """Say in a report whose it is, and which command makes it again.

    Parameters
    ----------
    one : Submission
        What was marked.
    work : Assignment
        What `load` gives.
    seed : int
        Where inputs came from.
    edition : Edition
        Who got which numbers.

    Returns
    -------
    dict
        Entries of the report.

    Examples
    --------
    >>> one = Submission("jane_7", "a1.ipynb", b"", "", told="jane", id="7")
    >>> filed(one, Assignment("a1", ()), 5, Edition({}))["replay"]
    'xent grade a1.ipynb --assignment a1 --seed 5 --student jane_7 --out build/replay/jane_7'
    """
    told = ["xent", "grade", one.file or one.student, "--assignment", work.name]
    where = folder_of(Path("build"), "replay", one.name).as_posix()
    told += ["--seed", str(seed), "--student", one.name, "--out", where]
    again = {"secret": edition.secret, "replay": shlex.join(told)}
    return {"student": one.student, "file": one.file} | again


def owned(handed_in: list[Submission], student: str) -> list[Submission]:
    """Say whose a submission is, if that was told.

    Parameters
    ----------
    handed_in : list of Submission
        As `collect` gives them.
    student : str
        Whose the only one is; empty if names of files and folders say that.

    Returns
    -------
    list of Submission

    Raises
    ------
    ValueError
        If a student is named for several submissions.
    """
    if not student:
        return handed_in
    if len(handed_in) > 1:
        raise ValueError(
            f"student must name whose one submission is; got {student!r} for {len(handed_in)} of "
            "them: give one file, or leave student out"
        )
    return [replace(one, student=student, told=student, id="") for one in handed_in]


def refuse_to_replace(out: Path, assignment: str, handed_in: Iterable[Submission]) -> None:
    """Refuse to write marks that are made once more among those of a class.

    Parameters
    ----------
    out : pathlib.Path
        Where reports would go.
    assignment : str
        The assignment, or a lesson's topic.
    handed_in : iterable of Submission
        What would be marked.

    Raises
    ------
    ValueError
        If reports of others are there.
    """
    own = {folder_of(out, assignment, one.student) for one in handed_in}
    there = {path.parent for path in (out / assignment).glob(f"*/{REPORT}")}
    if there - own:
        raise ValueError(
            f"with a seed or a student, out must hold no marks of other students; {out} has those "
            f"of {len(there - own)}: name another folder, such as build/replay/ada"
        )


def replacing(report: dict[str, Any], before: dict[str, Any] | None) -> dict[str, Any]:
    """Say in a report which mark it replaces, if that was another one, or another file's.

    Parameters
    ----------
    report : dict
        The new one.
    before : dict or None
        The one in its place, if there is one that can be read.

    Returns
    -------
    dict
        The new one, with a note more.

    Examples
    --------
    >>> old, new = ({"sha256": s, "status": "marked", "score": s, "notes": []} for s in (16.0, 3.0))
    >>> replacing(new, old)["notes"], replacing(new, new)["notes"]
    (['Marked again from another file: 16 → 3'], [])
    """
    if not before or before.get("schema") != report.get("schema"):
        return report
    old, new = (
        NOT_MARKED if has_no_mark(each) else f"{each['score']:g}" for each in (before, report)
    )
    other = before["sha256"] != report["sha256"]
    if not other and old in (NOT_MARKED, new):
        return report
    note = f"{AGAIN}{' from another file' if other else ''}: {old} → {new}"
    return report | {"notes": [note, *report["notes"]]}
