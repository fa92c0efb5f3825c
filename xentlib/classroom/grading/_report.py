"""What a report says: an entry for each question, and what surrounds them."""

import hashlib
from collections.abc import Mapping
from typing import Any

from xentlib.classroom.card import plain
from xentlib.classroom.grading._assignment import Assignment, Question

MOST_NOTES = 6
NOT_COUNTED = "Without the first part, the others do not count."
MISSING = "The cell with your numbers is not in this notebook, or not whole"
SET_AGAIN = "These of your numbers are set more than once in this notebook"
AGAIN = "Marked again"
MARKED, NOT_MARKED = "marked", "not marked"  # statuses begin so; any other one is 0 points


def unmarked(
    assignment: Assignment,
    status: str,
    seed: int,
    *,
    data: bytes = b"",
    student: str = "",
    backend: str = "",
) -> dict[str, Any]:
    """Write the report of a submission that gets no points yet.

    Parameters
    ----------
    assignment : Assignment
        What `load` gives.
    status : str
        Why.
    seed : int
        Where inputs come from.
    data : bytes
        The file as it was handed in.
    student : str
        Whose it is.
    backend : str
        What keeps the student's code away from this machine.

    Returns
    -------
    dict
        Like the report of `grade`.

    Examples
    --------
    >>> unmarked(Assignment("a1", (Question("a1.b", "b", 3.0),)), "torn", 1)["max"]
    3.0
    """
    nothing = ["Nothing of it was marked."]
    return {
        "schema": 2,
        "student": student,
        "assignment": assignment.name,
        "version": assignment.version,
        "sha256": hashlib.sha256(data).hexdigest(),
        "seed": seed,
        "backend": backend,
        "sandboxed": backend != "none",
        "status": status,
        "score": 0.0,
        "max": assignment.points,
        "notes": [],
        "questions": [
            told(question, {"": False}, "open", "", nothing) for question in assignment.questions
        ],
        "manual": [{"name": name, "points": points} for name, points in assignment.manual],
    }


def has_no_mark(report: Mapping[str, Any]) -> bool:
    """Tell whether there is no mark, and it may not be the student's fault: that is no 0.

    Parameters
    ----------
    report : mapping
        Of `grade`, or a line of the table.

    Returns
    -------
    bool

    Examples
    --------
    >>> has_no_mark({"status": "not marked: this is no notebook of a1_information"})
    True
    """
    return str(report["status"]).startswith(NOT_MARKED)


def printed(report: Mapping[str, Any]) -> list[str]:
    """Tell what of a report is worth a line on the console.

    Parameters
    ----------
    report : mapping
        As `run` gives it.

    Returns
    -------
    list of str
        Its status if that is odd, which file was chosen, and what of the notes is about the mark.

    Examples
    --------
    >>> printed({"status": "marked", "chosen": "", "notes": ["NameError", f"{MISSING}. Put in: n"]})
    ['The cell with your numbers is not in this notebook, or not whole. Put in: n']
    """
    odd = report["status"] if report["status"] != MARKED else ""
    notes = (note for note in report["notes"] if note.startswith((AGAIN, MISSING, SET_AGAIN)))
    return [*filter(None, [odd, report["chosen"], *notes])]


def noted(notes: list[tuple[int, str, str, str]]) -> list[str]:
    """Say which cells stopped; of many, the first ones.

    Parameters
    ----------
    notes : list of tuple
        Of each cell: its place, the error's name, what it says, and its line.

    Returns
    -------
    list of str

    Examples
    --------
    >>> noted([(0, "NameError", "name 'z' is not defined", "in line 1 of its cell: z")])
    ["NameError: name 'z' is not defined in line 1 of its cell: z"]
    """
    said = [plain(f"{kind}: {text} {where}".strip()) for _, kind, text, where in notes]
    more = [f"and {len(said) - MOST_NOTES} cells more"] if len(said) > MOST_NOTES else []
    return said[:MOST_NOTES] + more


def told(
    question: Question, parts: dict[str, bool], state: str, mistake: str, lines: list[str]
) -> dict[str, Any]:
    """Write the entry of a question; without the first part none counts.

    Parameters
    ----------
    question : Question
        Which one.
    parts : dict of str to bool
        Which parts are right; the whole has the name "".
    state : {"right", "wrong", "open", "missing", "unmarked"}
        Of the whole.
    mistake : str
        Its short name, if it has one.
    lines : list of str
        What to say.

    Returns
    -------
    dict

    Examples
    --------
    >>> entry = told(Question("a1.b", "b", 3), {"small": True, "large": False}, "wrong", "", [])
    >>> entry["score"], entry["state"]
    (1.5, 'partly')
    """
    first = next(iter(parts.values()))
    counted = sum(parts.values()) if first else 0
    share = counted / len(parts)
    state = "partly" if state == "wrong" and share else state
    vain = [NOT_COUNTED] if any(parts.values()) and not first else []
    return {
        "name": question.short,
        "points": question.points,
        "score": round(question.points * share, 2),
        "state": state,
        "mistake": mistake,
        "lines": lines + vain,
        "parts": {name: right for name, right in parts.items() if name},
    }
