"""What is in a zip, as a tree of things; it is read in memory and within limits."""

import io
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import IO

from xentlib.classroom.grading._cells import MOST
from xentlib.classroom.grading.intake._thing import (
    BOMB,
    DEEP,
    LINK,
    LOCKED,
    MB,
    ODD,
    TOO_LARGE,
    TORN,
    SpoiledError,
    Thing,
    ignored,
)

Opener = Callable[[], AbstractContextManager[IO[bytes]]]

DEEPEST, NESTED = 30, 3  # folders in folders, zips in zips
OUTERMOST, ENTRIES = 100 * MOST, 100_000  # what a zip of a whole class may hold
INNER, INNER_ENTRIES = 4 * MOST, 2_000  # what a zip in it may hold
LOCK, UTF8 = 0x1, 0x800  # flags of an entry
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    NotImplementedError,
)


def look_into(thing: Thing, opener: Opener, nested: int = 0) -> Thing:
    """Look into a zip.

    Parameters
    ----------
    thing : Thing
        The zip as a file.
    opener : callable
        Opens it.
    nested : int
        In how many zips it lies.

    Returns
    -------
    Thing
        The same, with what is in it, or with a problem.
    """
    thing.kids = []
    if nested > NESTED:
        thing.problem = DEEP
        return thing
    try:
        with opener() as file, zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except SpoiledError as error:
        thing.problem = str(error)
    except FAULTS:
        thing.problem = TORN
    else:
        thing.problem = _too_much(entries, nested)
        if not thing.problem:
            _grow(thing, entries, opener, nested)
    return thing


def _too_much(entries: list[zipfile.ZipInfo], nested: int) -> str:
    """Say that a zip unpacks to too much; one large file does not spoil the zip of a class."""
    most, count = (INNER, INNER_ENTRIES) if nested else (OUTERMOST, ENTRIES)
    total = sum(entry.file_size for entry in entries if nested or entry.file_size <= MOST)
    return BOMB.format(most // MB, count) if total > most or len(entries) > count else ""


def _grow(root: Thing, entries: list[zipfile.ZipInfo], opener: Opener, nested: int) -> None:
    """Put a zip's entries into its tree."""
    folders: dict[tuple[str, ...], Thing] = {(): root}
    for entry in entries:
        parts = _parts(entry)
        if not parts or len(parts) > DEEPEST or any(map(ignored, parts)):
            continue
        way = parts if entry.is_dir() else parts[:-1]
        for n in range(1, len(way) + 1):
            if way[:n] not in folders:
                folders[way[:n]] = made = Thing(way[n - 1], [])
                _kids(folders[way[: n - 1]]).append(made)
        if not entry.is_dir():
            _kids(folders[way]).append(_entry(parts[-1], entry, opener, nested))


def _kids(folder: Thing) -> list[Thing]:
    assert folder.kids is not None
    return folder.kids


def _parts(entry: zipfile.ZipInfo) -> tuple[str, ...]:
    """Names on an entry's way, without those that lead out of the zip."""
    name = entry.filename
    if not entry.flag_bits & UTF8:  # then an old alphabet is meant; in truth it is mostly UTF-8
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    parts = name.replace("\\", "/").split("/")
    return tuple(part for part in parts if part.strip(". ") and not part.endswith(":"))


def _entry(name: str, entry: zipfile.ZipInfo, opener: Opener, nested: int) -> Thing:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Thing(name, problem=LINK)
    thing = Thing(name, read=lambda: _unpacked(entry, opener), time=_time(entry))
    if thing.is_zip:
        return look_into(thing, lambda: io.BytesIO(_unpacked(entry, opener)), nested + 1)
    return thing


def _unpacked(entry: zipfile.ZipInfo, opener: Opener) -> bytes:
    """Bytes of an entry: no more than it says, since `zipfile` stops there."""
    if entry.flag_bits & LOCK:
        raise SpoiledError(LOCKED)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise SpoiledError(ODD)
    if entry.file_size > MOST:
        raise SpoiledError(TOO_LARGE)
    try:
        with opener() as file, zipfile.ZipFile(file) as archive:
            return archive.read(entry)
    except FAULTS:
        raise SpoiledError(TORN) from None


def _time(entry: zipfile.ZipInfo) -> float:
    try:
        return time.mktime((*entry.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0
