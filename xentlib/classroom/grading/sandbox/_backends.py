"""The walls around a student's process: bubblewrap, a container, or none, which is said aloud."""

import shutil
import subprocess
import sys
from functools import cache

from xentlib.classroom.grading.sandbox._bubblewrap import INSIDE, LIBRARY, walls
from xentlib.classroom.grading.sandbox._container import (
    contained,
    course_in_image,
    image,
)
from xentlib.classroom.grading.sandbox._limits import Limits
from xentlib.classroom.grading.sandbox._memory import can_look

BACKENDS = ("auto", "bubblewrap", "container", "none")
NOTHING_FOUND = (
    "nothing here can keep a student's code away from your files: install bubblewrap (Debian and "
    "Ubuntu: `apt install bubblewrap`), or start Podman or Docker and name an image that has the "
    "course in XENT_GRADING_IMAGE. `--backend none` runs it in the open; each report says so then."
)


class NoSandboxError(RuntimeError):
    """Why no student's code can be run; the message says what to do."""


def choose(backend: str) -> str:
    """Find the backend to use: the best that works here for "auto".

    Parameters
    ----------
    backend : {"auto", "bubblewrap", "container", "none"}
        What was asked for.

    Returns
    -------
    str
        One of the others than "auto".

    Raises
    ------
    ValueError
        If there is no such backend.
    NoSandboxError
        If it does not work here; the message says what to do.

    Examples
    --------
    >>> choose("none")
    'none'
    """
    if backend not in BACKENDS:
        raise ValueError(f"backend must be one of {', '.join(BACKENDS)}; got {backend!r}")
    if backend == "none":
        return backend
    if backend in ("auto", "bubblewrap") and _bubblewrap_works():
        return "bubblewrap"
    if backend in ("auto", "container") and _container_works():
        return "container"
    raise NoSandboxError(NOTHING_FOUND)


def command(backend: str, limits: Limits, *, library: bool = False) -> list[str]:
    """Write the command that starts a student's process behind a backend's walls.

    Parameters
    ----------
    backend : {"bubblewrap", "container", "none"}
        As `choose` returned it.
    limits : Limits
        What the process may use; a container is told from outside.
    library : bool
        Whether xentlib's library is shown.

    Returns
    -------
    list of str

    Examples
    --------
    >>> command("none", Limits())[1:3]
    ['-I', '-B']
    """
    if backend == "bubblewrap":
        return walls(library=library)
    return contained(limits, library=library) if backend == "container" else _in_the_open()


def library(backend: str) -> str:
    """Return where a student's process finds xentlib's library without the classroom.

    Parameters
    ----------
    backend : {"bubblewrap", "container", "none"}
        As `choose` returned it.

    Returns
    -------
    str

    Examples
    --------
    >>> library("bubblewrap")
    '/library'
    """
    return str(LIBRARY.parent) if backend == "none" else "/library"


def _in_the_open() -> list[str]:
    return [sys.executable, "-I", "-B", str(INSIDE / "child.py")]


@cache
def _bubblewrap_works() -> bool:
    linux = sys.platform.startswith("linux") and can_look()
    if not linux or shutil.which("bwrap") is None:
        return False
    words = walls()
    trial = [*words[: words.index(sys.executable)], sys.executable, "-I", "-c", "import numpy"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


def _container_works() -> bool:
    return course_in_image(image()) is not None
