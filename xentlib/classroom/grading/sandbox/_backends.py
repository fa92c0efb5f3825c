"""The walls around a student's process: bubblewrap, a container, or none, which is said aloud."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

from xentlib.classroom.grading.sandbox._bubblewrap import INSIDE, LIBRARY, environment, walls

BACKENDS = ("auto", "bubblewrap", "container", "none")
NOTHING_FOUND = (
    "nothing here can keep a student's code away from your files: install bubblewrap (Debian and "
    "Ubuntu: `apt install bubblewrap`), or start Podman or Docker and name an image that has the "
    "course in XENT_GRADING_IMAGE. `--backend none` runs it in the open; each report says so then."
)


class NoSandboxError(RuntimeError):
    """Why no student's code can be run; the message says what to do."""


@dataclass(frozen=True)
class Limits:
    """What a student's process may use.

    Attributes
    ----------
    memory : int
        Bytes of address space, of each process.
    processes : int
        Processes and threads.
    cpu : int
        Seconds of processor time.
    load : float
        Seconds until all cells have been run.
    cell : float
        Seconds for one cell.
    """

    memory: int = 1500 * 2**20
    processes: int = 48
    cpu: int = 60
    load: float = 20.0
    cell: float = 5.0

    @property
    def resources(self) -> dict[str, int]:
        """Names as in the module `resource`, without RLIMIT."""
        return {
            "AS": self.memory,
            "NPROC": self.processes,
            "CPU": self.cpu,
            "FSIZE": 32 * 2**20,
            "NOFILE": 256,
            "CORE": 0,
        }


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
    works = {"bubblewrap": _bubblewrap_works, "container": _container_works}
    for name in works if backend == "auto" else [backend]:
        if works[name]():
            return name
    raise NoSandboxError(NOTHING_FOUND)


def command(backend: str, *, library: bool = False) -> list[str]:
    """Write the command that starts a student's process behind a backend's walls.

    Parameters
    ----------
    backend : {"bubblewrap", "container", "none"}
        As `choose` returned it.
    library : bool
        Whether xentlib's library is shown.

    Returns
    -------
    list of str

    Examples
    --------
    >>> command("none")[1:3]
    ['-I', '-B']
    """
    if backend == "bubblewrap":
        return walls(library=library)
    return _container(library) if backend == "container" else _in_the_open()


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
    if not sys.platform.startswith("linux") or shutil.which("bwrap") is None:
        return False
    words = walls()
    trial = [*words[: words.index(sys.executable)], sys.executable, "-I", "-c", "import numpy"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


def _container(library: bool) -> list[str]:
    image = os.environ.get("XENT_GRADING_IMAGE", "")
    engine = next((name for name in ("podman", "docker") if shutil.which(name)), "podman")
    variables = [f"--env={name}={value}" for name, value in environment().items()]
    shown = ["-v", f"{LIBRARY}:/library/xentlib:ro", "--tmpfs", "/library/xentlib/classroom"]
    return [
        *(engine, "run", "--rm", "-i", "--network", "none", "--read-only", "--cap-drop", "ALL"),
        *("--security-opt", "no-new-privileges", "--user", "65534:65534", "--pids-limit", "64"),
        *("--memory", "6g", "--tmpfs", "/box:rw,size=64m,mode=1777", "--workdir", "/box"),
        *("-v", f"{INSIDE}:/grader:ro", *(shown if library else []), *variables, image),
        *("python", "-I", "-B", "/grader/child.py"),
    ]


@cache
def _container_works() -> bool:
    words = command("container")
    if not os.environ.get("XENT_GRADING_IMAGE") or shutil.which(words[0]) is None:
        return False
    trial = [*words[: words.index("-I")], "-I", "-c", "import numpy"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0
