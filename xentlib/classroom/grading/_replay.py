"""A mark made once more, by the seed and the student that its report names."""

import shlex
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from xentlib.classroom.grading._assignment import Assignment
from xentlib.classroom.grading._edition import Edition
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
