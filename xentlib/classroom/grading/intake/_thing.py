"""A file, a folder or a zip that was handed in, as one kind of thing."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from xentlib.classroom.grading._cells import MOST

MB = 2**20
TOO_LARGE = f"it is larger than {MOST // MB} MB: clear its outputs, and save it again"
TORN = "it is no whole zip: a part of it is missing, or was changed on its way"
LOCKED = "it can't be opened without a password: hand in the notebook itself"
ODD = "it is packed in a rare way: hand in the notebook itself, or an ordinary zip"
BOMB = "it unpacks to more than {} MB or {} files: hand in the notebook itself"
LINK = "it is a link to another place, and links are not followed"
NO_FILE = "it is no ordinary file"
NO_ENTRY = "it can't be read on this machine"
DEEP = "it lies in too many folders or zips, one inside the other"
MADE_BY_MACHINES = {"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini"}


class SpoiledError(Exception):
    """Why a file can't be read; the message goes on after the file's name."""


@dataclass
class Thing:
    """A file, or a folder or zip with what is in it.

    Attributes
    ----------
    name : str
        As it was called.
    kids : list of Thing or None
        What is in it; None for a file.
    read : callable or None
        Gives a file's bytes, or raises a SpoiledError.
    time : float
        When it was changed, in seconds; 0 if nobody knows.
    problem : str
        Why it can't be looked into, or "".
    """

    name: str
    kids: list["Thing"] | None = None
    read: Callable[[], bytes] | None = None
    time: float = 0.0
    problem: str = ""

    @property
    def is_zip(self) -> bool:
        """Whether its name says that it is a zip."""
        return self.name.lower().endswith(".zip")

    def bytes(self) -> bytes:
        """Return what is in a file, or raise a SpoiledError."""
        if self.problem or self.read is None:
            raise SpoiledError(self.problem or NO_FILE)
        return self.read()


def ignored(name: str) -> bool:
    """Tell whether a name is of a file that no person wrote: hidden, or made by a machine.

    Parameters
    ----------
    name : str
        Of a file or folder.

    Returns
    -------
    bool

    Examples
    --------
    >>> [ignored(name) for name in (".ipynb_checkpoints", "__MACOSX", "jane")]
    [True, True, False]
    """
    return name.startswith((".", "~$")) or name in MADE_BY_MACHINES


def safe(name: str) -> str:
    """Write a name so that it can be a file's on any machine.

    Parameters
    ----------
    name : str
        Any text.

    Returns
    -------
    str
        Not empty, and at most 80 characters.

    Examples
    --------
    >>> safe("../Jane: Doe"), safe("Čeněk"), safe("")
    ('_Jane_ Doe', 'Čeněk', 'nobody')
    """
    name = unicodedata.normalize("NFC", name)
    kept = [c for c in name if unicodedata.category(c)[0] != "C"]
    clean = re.sub(r'[<>:"/\\|?*]', "_", "".join(kept))[:80].strip(". ")
    reserved = re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", clean, re.IGNORECASE)
    return f"_{clean}" if reserved else clean or "nobody"
