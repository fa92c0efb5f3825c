"""Whose a file is, by its name or its folder's: as Moodle, Canvas, Blackboard and people write it.

Moodle: "Jane Doe_12345_assignsubmission_file_", as a folder or before the file's own name
(`mod/assign/classes/downloader.php`). Canvas: "doejane_LATE_12345_67890_file.ipynb", the numbers of
the user and of the file (`lib/content_zipper.rb`); without a name, "anon_Ab12C_67890_file.ipynb".
Blackboard: "Homework_jdoe_attempt_2026-01-31-23-59-00_file.ipynb". nbgrader's exchange:
"jdoe+a2_binary_and_softmax+2026-01-31 23:59:00 UTC".
"""

import re
from typing import NamedTuple

from xentlib.classroom.topics import ASSIGNMENTS, TOPICS, lesson_of

MOODLE = re.compile(
    r"(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_(?:file|onlinetext|[a-z]+)(?:_(?P<file>.*))?"
)
CANVAS = re.compile(
    r"(?:(?!LATE_|late_)(?P<name>\w+?)_)?(?:(?:LATE|late)_)?(?P<id>\d+|anon_[^\W_]+)_"
    r"(?:(?P<number>\d+)_(?P<file>.+)|(?P<page>(?:text|link)\.html))"
)
BLACKBOARD = re.compile(
    r".+?_(?P<id>[^\s_]+)_attempt_(?P<attempt>\d{4}(?:-\d\d){5})(?:_(?P<file>.*)|\.txt)?"
)
EXCHANGE = re.compile(
    r"(?P<id>[^+]+)\+(?P<work>[^+]+)\+(?P<attempt>\d{4}-\d\d-\d\d [^+]+)(?:\+.*)?"
)
ENDING = re.compile(
    r"(?:\.(?:ipynb|json|txt|py|zip|tar|gz|tgz|rar|7z|pdf|html?|docx?))+$", re.IGNORECASE
)
COPY = re.compile(r"(?:[ _-]*\((\d+)\)|[ _-]+copy[ _-]?(\d*))$", re.IGNORECASE)
GAP = re.compile(r"[\W_]+")
TRIES = {"attempt", "try", "old", "backup", "version", "final", "draft", "copy", "new", "done"}
FILLING = TRIES | {"submission", "submitted", "homework", "assignment", "solution", "answers"}


class Label(NamedTuple):
    """What a name says: who, the number or login of a course's site, which attempt, which file."""

    told: str
    id: str = ""
    attempt: str = ""
    number: int = 0
    file: str = ""


def label_of(name: str, work: str) -> Label | None:
    """Read the name of a file or folder that a course's site has written.

    Parameters
    ----------
    name : str
        As it came.
    work : str
        The assignment.

    Returns
    -------
    Label or None
        None if no site has written it.

    Examples
    --------
    >>> label_of("Jane Doe_12345_assignsubmission_file_", "a1_information")
    Label(told='Jane Doe', id='12345', attempt='', number=0, file='')
    >>> label_of("doejane_LATE_12345_67890_a1 (1).ipynb", "a1_information")
    Label(told='doejane', id='12345', attempt='', number=67890, file='a1 (1).ipynb')
    >>> label_of("jane.ipynb", "a1_information")
    """
    for pattern in (MOODLE, BLACKBOARD, EXCHANGE, CANVAS):
        if not (found := pattern.fullmatch(name)):
            continue
        said = {key: value for key, value in found.groupdict().items() if value}
        if said.pop("work", work) != work:
            continue
        told, file = said.get("name", said.get("id", "")), said.pop("page", said.get("file", ""))
        number = int(said.get("number", "0")[:18])
        return Label(told, said.get("id", ""), said.get("attempt", ""), number, file)
    return None


def stem_of(file: str) -> str:
    """Return a name without its endings, and without the number of a copy.

    Parameters
    ----------
    file : str
        A file's name.

    Returns
    -------
    str

    Examples
    --------
    >>> stem_of("a2 (1).ipynb.txt"), stem_of("a2-Copy1.IPYNB"), stem_of("jane.doe")
    ('a2', 'a2', 'jane.doe')
    """
    stem = ENDING.sub("", file)
    return COPY.sub("", stem).strip() or stem


def bare(file: str) -> str:
    """Return a name without its endings."""
    return ENDING.sub("", file) or file


def is_a_try(folder: str) -> bool:
    """Tell whether a folder is named for one of several attempts of the same student."""
    words = _words(folder)
    return any(
        re.fullmatch(r"(?:v|take)?\d*", word) or word.strip("0123456789") in TRIES for word in words
    )


def copy_of(file: str) -> int:
    """Return the number of a copy, as a browser writes it; 0 for the first."""
    found = COPY.search(ENDING.sub("", file))
    return int((found[1] or found[2] or "1")[:9]) if found else 0


def likeness(file: str, work: str) -> int:
    """Measure how much a file's name is like an assignment's.

    Parameters
    ----------
    file : str
        A file's name.
    work : str
        The assignment, or a lesson's topic.

    Returns
    -------
    int
        3 for the name itself, 2 for its number alone, 1 if it begins with that or holds the name.

    Examples
    --------
    >>> [likeness(f, "a1_information") for f in ("A1 Information.ipynb", "a1.ipynb", "a1-final.py")]
    [3, 2, 1]
    >>> likeness("03_binary_cross_entropy.ipynb", "binary"), likeness("Untitled.ipynb", "binary")
    (3, 0)
    """
    stem = re.sub(r"-\d\d?$", "", stem_of(file))  # so Canvas counts a student's files of one name
    words, name, short = _words(stem), _words(work), _short(work)
    lesson = work in TOPICS
    if words == name or (lesson and words[: 1 + len(name)] == [short, *name]):
        return 3
    if words == [short]:
        return 2
    return int(words[:1] == [short] or "_".join(name) in "_".join(words))


def student_in(file: str, work: str) -> str:
    """Return whom a lone file is named after, or "" if it is named for the assignment alone.

    Parameters
    ----------
    file : str
        A file's name.
    work : str
        The assignment.

    Returns
    -------
    str

    Examples
    --------
    >>> [student_in(f, "a1_information") for f in ("jane.ipynb", "Jane Doe_a1.ipynb")]
    ['jane', 'Jane Doe']
    >>> student_in("A1-final.ipynb", "a1_information")
    ''
    """
    if likeness(file, work) > 1:
        return ""
    stem = stem_of(file)
    known = [work.replace("_", "[ _-]")] + [_short(work)] * (work in ASSIGNMENTS)
    for said in known:
        stem = re.sub(rf"^{said}(?:[ _-]+|$)|(?:^|[ _-]+){said}$", "", stem, flags=re.IGNORECASE)
    return stem if {*_words(stem)} - FILLING else ""


def _words(text: str) -> list[str]:
    return [word for word in GAP.split(text.lower()) if word]


def _short(work: str) -> str:
    return lesson_of(work) if work in TOPICS else work.split("_")[0]
