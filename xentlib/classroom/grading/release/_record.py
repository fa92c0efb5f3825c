"""Who got which numbers, written down beside the secret when handouts are made."""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xentlib.classroom.grading._assignment import ROOT, load
from xentlib.classroom.grading._edition import Edition, general
from xentlib.classroom.grading._parameters import parameters
from xentlib.classroom.grading.lms import Student
from xentlib.classroom.grading.release._again import known_before, merged
from xentlib.classroom.grading.release._secret import SECRET, make_secret, read_secret

RECORD = Path("build/grading/numbers.json")
Row = dict[str, Any]
AGAIN = "put back the one with which handouts were made; if all their marks are final, delete {}"
CHANGED = (
    "{} has numbers for {} that this course no longer asks: mark with the version of the course "
    "with which handouts were made"
)


def draw(name: str, students: Sequence[Student], root: Path = ROOT) -> list[Row]:
    """Draw each student's own numbers; whoever got some before keeps them, also by another id.

    Parameters
    ----------
    name : str
        The assignment.
    students : sequence of Student
        Who gets numbers.
    root : pathlib.Path
        The course's folder, where the secret is made if there is none.

    Returns
    -------
    list of dict
        Who, and which numbers.

    Raises
    ------
    ValueError
        If numbers were drawn from another secret before, or if it can't be told who got some.
    """
    kept = _read(root)
    _compare(kept, root)
    secret, old = make_secret(root), kept.get(name, ())
    before = [student_of(row, n) for n, row in enumerate(old)]
    rows = []
    for each, at in zip(students, known_before(students, before, root / RECORD), strict=True):
        one = each if at is None else merged(each, before[at])
        own = parameters(name, one.id, secret)
        given = own if at is None else old[at]["numbers"]
        own = given if given.keys() == own.keys() else own
        rows.append({"ids": one.ids, "logins": one.logins, "name": one.name, "numbers": own})
    return rows


def record(name: str, rows: Sequence[Row], root: Path = ROOT) -> None:
    """Write down who got which numbers, beside those who got some before.

    Parameters
    ----------
    name : str
        The assignment.
    rows : sequence of dict
        As `draw` gives them.
    root : pathlib.Path
        The course's folder.
    """
    kept, path = _read(root), root / RECORD
    now = {student_of(row).id: row for row in [*kept.get(name, ()), *rows]}
    kept |= {"secret": fingerprint(read_secret(root)), name: [*now.values()]}
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
        json.dump(kept, file, indent=1, ensure_ascii=False)
    draft.replace(path)


def read_edition(name: str, root: Path = ROOT) -> Edition:
    """Read who got which numbers of an assignment.

    Parameters
    ----------
    name : str
        The assignment, or a lesson's topic.
    root : pathlib.Path
        The course's folder.

    Returns
    -------
    Edition
        Where no student got own numbers, all have the general ones.

    Raises
    ------
    ValueError
        If the secret is not the one from which the numbers were drawn, or is not there.
    """
    kept, common = _read(root), general(load(name))
    if name not in kept:
        return common
    _compare(kept, root)
    students, numbers = recorded(root)[name], tuple(row["numbers"] for row in kept[name])
    if any(own.keys() != common.general.keys() for own in numbers):
        raise ValueError(CHANGED.format(root / RECORD, name))
    return Edition(common.general, students, numbers, kept["secret"])


def recorded(root: Path = ROOT) -> dict[str, tuple[Student, ...]]:
    """Read who got own numbers.

    Parameters
    ----------
    root : pathlib.Path
        The course's folder.

    Returns
    -------
    dict
        By assignment, in the order in which they got some.
    """
    kept = _read(root)
    return {
        name: tuple(student_of(row, n) for n, row in enumerate(rows))
        for name, rows in kept.items()
        if name != "secret"
    }


def fingerprint(secret: bytes) -> str:
    """Name a secret without telling it."""
    return hashlib.sha256(secret).hexdigest()[:16] if secret else ""


def student_of(row: Row, place: int = 0) -> Student:
    """Read from a row of the record who got these numbers."""
    return Student(place, (*row["ids"],), (*row["logins"],), row["name"])


def _read(root: Path) -> dict[str, Any]:
    path = root / RECORD
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise ValueError(f"{path} can't be read ({error}): {AGAIN.format(path)}") from None
    assert isinstance(found, dict)
    return found


def _compare(kept: dict[str, Any], root: Path) -> None:
    """Refuse another secret than the one from which numbers were drawn."""
    secret, path = read_secret(root), root / SECRET
    if kept and fingerprint(secret) != kept["secret"]:
        what = "is another secret" if secret else "is not there"
        raise ValueError(f"{path} {what}: {AGAIN.format(root / RECORD)}")
