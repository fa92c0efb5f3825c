"""What of an assignment a file holds: seen without running it."""

import re
from collections.abc import Iterable

from xentlib.classroom.grading._assignment import Assignment
from xentlib.classroom.grading._cells import UnreadableError, read_cells
from xentlib.classroom.grading._code import code_of
from xentlib.classroom.grading._python import binds, is_empty, parses
from xentlib.classroom.topics import ASSIGNMENTS, TOPICS

ASKED = re.compile(rf"""["']({"|".join([*ASSIGNMENTS, *TOPICS])})\.\w+["']""")
UNREADABLE, UNANSWERED, ANSWERED = range(3)


def is_of_another(sources: Iterable[str], work: Assignment, *, torn: bool = False) -> bool:
    """Tell whether a notebook is none of this assignment.

    Parameters
    ----------
    sources : iterable of str
        All of its cells, texts too.
    work : Assignment
        What is marked.
    torn : bool
        Whether a part of the file is missing; then it must name another assignment's questions.

    Returns
    -------
    bool
        True where it makes no answer, and names others' questions, or nothing of this one's.

    Examples
    --------
    >>> from xentlib.classroom.grading import load
    >>> [is_of_another([said], load("start")) for said in ("shares = 1", 'check("myths.kl", kl)')]
    [False, True]
    """
    sources = [*sources]
    text, answers = "\n".join(sources), {question.answer for question in work.questions}
    asked = {*ASKED.findall(text)}
    if work.name in asked or any(answers & binds(source) for source in sources):
        return False
    return bool(asked) or not (torn or answers & {*re.findall(r"\w+", text)})


def is_made(name: str, code: Iterable[str]) -> bool:
    """Tell whether code makes a name, or would if it were no broken Python.

    Parameters
    ----------
    name : str
        Of an answer.
    code : iterable of str
        Cells.

    Returns
    -------
    bool

    Examples
    --------
    >>> [is_made("f", [said]) for said in ("def f(x): pass", "def f(x", "f(1)")]
    [True, True, False]
    """
    word = re.compile(rf"\b{re.escape(name)}\b")
    return any(
        name in binds(source) or (not parses(source) and word.search(source)) for source in code
    )


def worth_of(data: bytes, work: Assignment) -> int:
    """Tell how much a file is worth a look.

    Parameters
    ----------
    data : bytes
        As it was handed in.
    work : Assignment
        What is marked.

    Returns
    -------
    int
        2 if it answers something, 1 if it is as it was handed out, 0 if it can't be read.

    Examples
    --------
    >>> from xentlib.classroom.grading import load
    >>> [worth_of(data, load("start")) for data in (b"", b"shares = ...", b"shares = 0.5")]
    [0, 1, 2]
    """
    try:
        cells, _ = read_cells(data)
    except UnreadableError:
        return UNREADABLE
    stubs, names = {stub.strip() for stub in work.stubs}, {q.answer for q in work.questions}
    code = [
        source
        for source in code_of(cells, names, set(work.stubs))
        if source.strip() not in stubs and not is_empty(source)
    ]
    return ANSWERED if any(is_made(name, code) for name in names) else UNANSWERED
