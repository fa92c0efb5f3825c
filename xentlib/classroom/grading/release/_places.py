"""Where a solution could be found beside the notebooks: the package, and the book."""

import html
import re
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from xentlib._extras import extra
from xentlib.classroom.grading.release._leaks import Leak
from xentlib.classroom.grading.release._solutions import Solutions

UNSHIPPED = re.compile(r"(^|/)(exercises/a\d|notebooks/(source/)?assignments/)")
READ = (".py", ".md", ".toml", ".txt", ".csv", ".json", ".cfg", "METADATA", "PKG-INFO")
BOOK = Path("docs/_build/html")
TAGS = re.compile(r"<[^>]*>")


def in_package(root: Path, solutions: Solutions) -> Iterator[Leak]:
    """Find what of the solutions is in the package as it is published.

    Parameters
    ----------
    root : pathlib.Path
        The course's folder.
    solutions : Solutions
        What must not be in it.

    Yields
    ------
    Leak

    Raises
    ------
    ImportError
        If Hatchling is not installed, which packs it.
    """
    for place, text in packed(root):
        if UNSHIPPED.search(place):
            yield Leak(place, "a file of coursework", "it must not be published")
        for kind, found in solutions.within(text):
            yield Leak(place, kind, found)


@cache
def packed(root: Path) -> tuple[tuple[str, str], ...]:
    """Pack the wheel and the source archive, and read them.

    Parameters
    ----------
    root : pathlib.Path
        The course's folder.

    Returns
    -------
    tuple of (str, str)
        Names of files, and their texts: none for a lesson or a test in the source archive, which
        the package does not run.
    """
    with extra("grading", needed_by="looking for solutions in the package"):
        from hatchling.builders.sdist import SdistBuilder
        from hatchling.builders.wheel import WheelBuilder
    with tempfile.TemporaryDirectory() as folder:
        (wheel,) = WheelBuilder(str(root)).build(directory=folder, versions=["standard"])
        (source,) = SdistBuilder(str(root)).build(directory=folder, versions=["standard"])
        with zipfile.ZipFile(wheel) as archive:
            files = [(f"wheel: {name}", archive.read(name)) for name in archive.namelist()]
        with tarfile.open(source) as archive:
            for member in archive:
                _, _, name = member.name.partition("/")
                held = archive.extractfile(member) if _is_read(name) else None
                files.append((f"source archive: {name}", held.read() if held else b""))
    return tuple((name, data.decode(errors="replace")) for name, data in files)


def _is_read(name: str) -> bool:
    return name.endswith(READ) and not name.startswith(("notebooks/", "tests/"))


def in_book(root: Path, solutions: Solutions) -> Iterator[Leak]:
    """Find what of the solutions is in the book, if it is built.

    Parameters
    ----------
    root : pathlib.Path
        The course's folder.
    solutions : Solutions
        What must not be in it.

    Yields
    ------
    Leak
    """
    for page in sorted((root / BOOK).rglob("*.html")):
        text = html.unescape(TAGS.sub("", page.read_text(encoding="utf-8", errors="replace")))
        for kind, found in solutions.within(text):
            yield Leak(page.relative_to(root).as_posix(), kind, found)
