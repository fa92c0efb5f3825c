"""What lies on a disk, as a tree of things: ordinary files alone are read, no link is followed."""

import os
import stat
from pathlib import Path
from typing import IO

from xentlib.classroom.grading._cells import MOST
from xentlib.classroom.grading.intake._thing import (
    DEEP,
    LINK,
    NO_ENTRY,
    NO_FILE,
    TOO_LARGE,
    SpoiledError,
    Thing,
    ignored,
)
from xentlib.classroom.grading.intake._zips import DEEPEST, look_into


def on_disk(path: Path, depth: int = 0) -> Thing:
    """Look at a path, and at everything below it.

    Parameters
    ----------
    path : pathlib.Path
        A file or a folder.
    depth : int
        How many folders of the tree it lies in.

    Returns
    -------
    Thing

    Examples
    --------
    >>> on_disk(Path(__file__)).name
    '_disk.py'
    """
    try:
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode):
            return _folder(path, depth)
    except OSError:
        return Thing(path.name, [], problem=NO_ENTRY)
    if not stat.S_ISREG(status.st_mode):
        return Thing(path.name, problem=LINK if stat.S_ISLNK(status.st_mode) else NO_FILE)
    thing = Thing(path.name, read=lambda: _bytes_of(path), time=status.st_mtime)
    of_a_class = depth < 2
    return look_into(thing, lambda: _opened(path), not of_a_class) if thing.is_zip else thing


def _folder(path: Path, depth: int) -> Thing:
    if depth > DEEPEST:
        return Thing(path.name, [], problem=DEEP)
    inside = sorted(kid for kid in path.iterdir() if not ignored(kid.name))
    return Thing(path.name, [on_disk(kid, depth + 1) for kid in inside])


def _opened(path: Path) -> IO[bytes]:
    """Open a regular file; what has become something else in the meantime is refused."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    file = os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(NO_FILE)
    return file


def _bytes_of(path: Path) -> bytes:
    try:
        with _opened(path) as file:
            data = file.read(MOST + 1)
    except OSError:
        raise SpoiledError(NO_ENTRY) from None
    if len(data) > MOST:
        raise SpoiledError(TOO_LARGE)
    return data
