"""What a built notebook records about itself, and copies of those that somebody wrote into."""

import hashlib
import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from xentlib._extras import extra

FIELDS = ("id", "cell_type", "source", "attachments", "execution_count", "outputs")
METADATA = ("tags", "nbgrader")  # how a cell is folded is its reader's affair
LINK = re.compile(r"""(\]\(<?|\b(?:href|src)=["'])([^\s#?<>()"':]+)(?=[\s#?>)"'])""")


def fingerprint(notebook: Mapping[str, Any]) -> str:
    """Hash of what was built: the cells, in their order, with their tags and outputs.

    It is blind to what JupyterLab writes when a notebook is only opened and saved: metadata of
    the notebook, and those that say how a cell is folded or whether it is trusted.

    Parameters
    ----------
    notebook : dict
        A notebook as its JSON, or as nbformat reads it.

    Returns
    -------
    str
        64 hexadecimal digits.

    Examples
    --------
    >>> cell = {"cell_type": "markdown", "source": "Hello", "metadata": {}}
    >>> folded = cell | {"metadata": {"collapsed": True}}
    >>> fingerprint({"cells": [folded]}) == fingerprint({"cells": [cell]})
    True
    """
    seen = [
        [[cell.get(name) for name in FIELDS], [cell["metadata"].get(name) for name in METADATA]]
        for cell in notebook["cells"]
    ]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def is_as_built(content: bytes) -> bool:
    """Whether a notebook's file holds what was built, and nothing else in its cells."""
    with extra("notebooks", needed_by="putting a lesson back"):
        from nbformat import v4
    try:
        notebook = v4.reads(content.decode())  # type: ignore[no-untyped-call]
        return bool(notebook.metadata.xentlib.fingerprint == fingerprint(notebook))
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def keep_copy(notebook: Path, course: Path, content: bytes | None = None) -> Path:
    """Keep a notebook of a course in its my_answers/, beside other copies, and once.

    Links of its text to files of the course lead there from the copy, too; all else is the same.

    Parameters
    ----------
    notebook, course : pathlib.Path
        The notebook, and the folder that holds the course's `notebooks/`.
    content : bytes, optional
        What to keep; what the file holds if it is left out.

    Returns
    -------
    pathlib.Path
        The copy: name.ipynb, or the first of name-2.ipynb, … that is not taken.

    Raises
    ------
    ImportError
        If nbformat is not installed, which comes with JupyterLab.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     lesson = Path(folder) / "notebooks/05_softmax.ipynb"
    ...     keep_copy(lesson, Path(folder), b"{}").relative_to(folder).as_posix()
    'my_answers/05_softmax.ipynb'
    """
    content = _linked(notebook, course, notebook.read_bytes() if content is None else content)
    copy = course / "my_answers" / notebook.relative_to(course / "notebooks")
    number, stem = 1, copy.stem
    while copy.exists() and copy.read_bytes() != content:
        number += 1
        copy = copy.with_stem(f"{stem}-{number}")
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(content)
    return copy


def _linked(notebook: Path, course: Path, content: bytes) -> bytes:
    """Content whose links lead from my_answers/ to what they lead to from notebooks/."""
    with extra("notebooks", needed_by="keeping a lesson"):
        from nbformat import v4
    inside = notebook.parent.relative_to(course)
    back = posixpath.join(*[".."] * len(inside.parts), inside.as_posix())

    def moved(link: re.Match[str]) -> str:
        there = (notebook.parent / unquote(link[2])).exists()  # else it is an address, or no link
        return link[1] + (posixpath.normpath(posixpath.join(back, link[2])) if there else link[2])

    try:
        kept = v4.reads(content.decode())  # type: ignore[no-untyped-call]
        texts = [cell for cell in kept.cells if cell.cell_type == "markdown"]
        sources = [LINK.sub(moved, cell.source) for cell in texts]
    except (AttributeError, KeyError, OSError, TypeError, ValueError):
        return content  # no notebook any more
    if sources == [cell.source for cell in texts]:
        return content
    for cell, source in zip(texts, sources, strict=True):
        cell.source = source
    return (v4.writes(kept) + "\n").encode()  # type: ignore[no-untyped-call]
