"""The solutions of an assignment, found again in whatever form they stand somewhere."""

import base64
import binascii
import builtins
import json
import keyword
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xentlib.classroom.grading._stubs import BEGIN, END

LINE = 16  # characters, without white space, from which on a line tells something
FRAGMENT = 40  # characters of a piece of a solution that can't be chance
IDIOMS = re.compile(  # what every programmer writes, without white space
    r"(from|import)\w.*|[\w,]+=(np\.)?(as)?array\(\w+(,(dtype=)?(np\.)?\w+)?\)"
    r"|rng=np\.random\.default_rng\(\w*\)|for[\w,]+in(range|zip|enumerate)\([\w.,()\[\]]*\):"
    r"|withnp\.errstate\([\w=,\"']*\):"
)
NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
KEPT = {*keyword.kwlist, *dir(builtins), "np"}
CODED = re.compile(r"[A-Za-z0-9+/_\-]{24,}={0,2}")


class Solutions:
    r"""The solutions of an assignment, in forms in which they can be found again.

    Parameters
    ----------
    notebook : dict
        As it was written, with solutions.
    shown : str
        Code that every learner sees, as in the lessons: what stands there is no secret.

    Examples
    --------
    >>> answer = "### BEGIN SOLUTION\nbits = -np.log2(share) * throws\n### END SOLUTION"
    >>> cell = {"cell_type": "code", "source": answer, "metadata": {}}
    >>> [kind for kind, _ in Solutions({"cells": [cell]}).within("bits=-np.log2(share)*throws")]
    ['a line of a solution']
    """

    def __init__(self, notebook: dict[str, Any], shown: str = "") -> None:
        self.lines: set[str] = set()
        self.fragments: set[str] = set()
        self.renamed: set[str] = set()
        for answer, is_code in _answers(notebook):
            self.lines |= {line for line in map(squeeze, answer.splitlines()) if _tells(line)}
            self.fragments |= _pieces(squeeze(answer))
            if is_code:
                self.renamed |= _pieces(squeeze(rename(answer)))
        known = squeeze(shown)
        self.lines = {line for line in self.lines if line not in known}
        self.fragments -= _pieces(known)
        self.renamed -= _pieces(squeeze(rename(shown)))

    def within(self, text: str, *, renamed: bool = False) -> Iterator[tuple[str, str]]:
        """Find what of the solutions is in a text, also if it was coded.

        Parameters
        ----------
        text : str
            To look through.
        renamed : bool
            Whether to find code whose variables have other names, too.

        Yields
        ------
        kind, found : str
            At most one of each kind.
        """
        yield from self._plainly(text, renamed)
        for decoded in _decoded(text):
            for _, found in self._plainly(decoded, renamed):
                yield "a solution in code", found
                return

    def _plainly(self, text: str, renamed: bool) -> Iterator[tuple[str, str]]:
        squeezed = squeeze(text)
        if line := next((line for line in self.lines if line in squeezed), ""):
            yield "a line of a solution", line
        elif piece := _first(squeezed, self.fragments):
            yield "a piece of a solution", piece
        elif renamed and (piece := _first(squeeze(rename(text)), self.renamed)):
            yield "a piece of a solution with other names", piece


def squeeze(text: str) -> str:
    """Take all white space out of a text.

    Parameters
    ----------
    text : str
        Any.

    Returns
    -------
    str
    """
    return "".join(text.split())


def rename(code: str) -> str:
    """Give all names in a code the same name, but for Python's own and attributes.

    Parameters
    ----------
    code : str
        Any text.

    Returns
    -------
    str

    Examples
    --------
    >>> rename("total = np.sum(weights)")
    'v = np.sum(v)'
    """
    return NAME.sub(lambda found: found[0] if found[0] in KEPT else "v", code)


def shown_in(folder: Path) -> str:
    """Read the code of the lessons in a folder, as learners see it.

    Parameters
    ----------
    folder : pathlib.Path
        The course's notebooks.

    Returns
    -------
    str
    """
    lessons = (json.loads(path.read_bytes()) for path in sorted(folder.glob("[0-9]*.ipynb")))
    cells = (cell for lesson in lessons for cell in lesson["cells"] if cell["cell_type"] == "code")
    return "\n".join(joined(cell["source"]) for cell in cells)


def _answers(notebook: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Texts of the solutions, and whether they are code."""
    for cell in notebook["cells"]:
        source, marked = joined(cell["source"]), cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code":
            for part in source.split(BEGIN)[1:]:
                yield part.partition(END)[0], True
        elif marked.get("solution"):
            yield source, False


def joined(text: Any) -> Any:
    """Join what JSON holds as a list of lines; anything else stays as it is."""
    lines = isinstance(text, list) and all(isinstance(line, str) for line in text)
    return "".join(text) if lines else text


def _tells(line: str) -> bool:
    return len(line) >= LINE and not IDIOMS.fullmatch(line)


def _pieces(text: str) -> set[str]:
    return {text[i : i + FRAGMENT] for i in range(len(text) - FRAGMENT + 1)}


def _first(text: str, pieces: set[str]) -> str:
    windows = (text[i : i + FRAGMENT] for i in range(len(text) - FRAGMENT + 1))
    return next((window for window in windows if window in pieces), "")


def _decoded(text: str) -> Iterator[str]:
    """Texts that are in a text in base 64 or 16, packed or not."""
    unbroken = re.sub(r"(?<=[\w+/\-]{60})\s+", "", text)  # lines of equal length
    for run in {*CODED.findall(text), *CODED.findall(unbroken)}:
        plain = run.rstrip("=")
        padded = plain[: len(plain) // 4 * 4 + len(plain) % 4] + "=" * (-len(plain) % 4)
        for read in (base64.b64decode, base64.urlsafe_b64decode, bytes.fromhex):
            try:
                data = read(plain if read is bytes.fromhex else padded)
            except (ValueError, binascii.Error):
                continue
            yield data.decode(errors="replace")
            try:
                yield zlib.decompress(data, wbits=47).decode(errors="replace")
            except zlib.error:
                continue
