"""The walls around a student's process: bubblewrap, a container, or none, which is said aloud."""

import os
import random
import shutil
import site
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

INSIDE = Path(__file__).parent / "inside"
BACKENDS = ("auto", "bubblewrap", "container", "none")
ORDINARY = range(61184, 65520)  # ids that no account has
NOTHING_FOUND = (
    "nothing here can keep a student's code away from your files: install bubblewrap (Debian and "
    "Ubuntu: `apt install bubblewrap`), or start Podman or Docker and name an image that has the "
    "course in XENT_GRADING_IMAGE. `--backend none` runs it in the open; each report says so then."
)


class NoSandboxError(Exception):
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


def command(backend: str) -> list[str]:
    """Write the command that starts a student's process behind a backend's walls.

    Parameters
    ----------
    backend : {"bubblewrap", "container", "none"}
        As `choose` returned it.

    Returns
    -------
    list of str

    Examples
    --------
    >>> command("none")[1:3]
    ['-I', '-B']
    """
    build = {"bubblewrap": _bubblewrap, "container": _container, "none": _in_the_open}
    return build[backend]()


def environment() -> dict[str, str]:
    """Return everything that a student's process sees of the environment."""
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "MPLBACKEND": "agg"}
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    return (
        {"HOME": "/box", "TMPDIR": "/box", "PATH": "/usr/bin", "LANG": "C.UTF-8"} | quiet | threads
    )


def _in_the_open() -> list[str]:
    return [sys.executable, "-I", "-B", str(INSIDE / "child.py")]


def _bubblewrap() -> list[str]:
    """Show the interpreter and its libraries, read-only, and nothing else of this machine."""
    root = os.geteuid() == 0
    own = ["--unshare-all", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL"]
    kept = [flag for cap in ("SETUID", "SETGID", "SETPCAP") for flag in ("--cap-add", f"CAP_{cap}")]
    shared = [f"--unshare-{what}" for what in ("ipc", "pid", "net", "uts", "cgroup-try")]
    walls = [*shared, "--cap-drop", "ALL", *kept] if root else own
    variables = [word for pair in environment().items() for word in ("--setenv", *pair)]
    child = [sys.executable, "-I", "-B", "/grader/child.py"]
    return [
        *("bwrap", *walls, "--die-with-parent", "--new-session", "--hostname", "sandbox"),
        *_mounts(),
        *("--proc", "/proc", "--dev", "/dev", "--perms", "1777"),
        *("--size", str(2**24), "--tmpfs", "/dev/shm"),
        *("--perms", "1777", "--size", str(2**26), "--tmpfs", "/box", "--chdir", "/box"),
        *("--remount-ro", "/dev", "--remount-ro", "/", "--clearenv", *variables, "--"),
        *(_as_somebody() if root else []),
        *child,
    ]


def _as_somebody() -> list[str]:
    """Leave root for ever, for an id that nobody has: root has no limit of processes."""
    uid = str(random.choice(ORDINARY))
    ids = ["--reuid", uid, "--regid", uid, "--clear-groups"]
    return ["setpriv", *ids, "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]


def _mounts() -> Iterator[str]:
    """Mounts of the interpreter's folders; folders on the way to them hold nothing else."""
    shown = _shown()
    ways = {parent for path in (*shown, Path("/grader/x")) for parent in path.parents}
    for way in sorted(ways - {Path("/"), *shown}, key=lambda path: len(path.parts)):
        if not any(way.is_relative_to(path) for path in shown):
            yield from ("--perms", "0755", "--dir", str(way))
    for path in shown:
        yield from ("--ro-bind", str(path), str(path))
    for link in ("lib", "lib64", "bin"):
        yield from ("--symlink", f"usr/{link}", f"/{link}")
    yield from ("--ro-bind", str(INSIDE), "/grader")
    for own in _installed():
        yield from ("--tmpfs", str(own))


@cache
def _shown() -> tuple[Path, ...]:
    """Folders of the interpreter and of its libraries, outermost first."""
    sites = [Path(folder) for folder in (*site.getsitepackages(), site.getusersitepackages())]
    asked = [Path("/usr"), Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve(), *sites]
    asked += [Path(sys.executable).resolve().parent.parent]
    there = sorted({path for path in asked if path.is_dir()}, key=lambda path: len(path.parts))
    return tuple(p for p in there if not any(p != q and p.is_relative_to(q) for q in there))


def _installed() -> list[Path]:
    """Where xentlib is installed among those libraries: it is covered."""
    own = Path(__file__).resolve().parents[3]
    return [own] if any(own.is_relative_to(path) for path in _shown()) else []


@cache
def _bubblewrap_works() -> bool:
    if not sys.platform.startswith("linux") or shutil.which("bwrap") is None:
        return False
    words = command("bubblewrap")
    trial = [*words[: words.index(sys.executable)], sys.executable, "-I", "-c", "import numpy"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


def _container() -> list[str]:
    image = os.environ.get("XENT_GRADING_IMAGE", "")
    engine = next((name for name in ("podman", "docker") if shutil.which(name)), "podman")
    variables = [
        word for name, value in environment().items() for word in ("-e", f"{name}={value}")
    ]
    return [
        *(engine, "run", "--rm", "-i", "--network", "none", "--read-only", "--cap-drop", "ALL"),
        *("--security-opt", "no-new-privileges", "--user", "65534:65534", "--pids-limit", "64"),
        *("--memory", "6g", "--tmpfs", "/box:rw,size=64m,mode=1777", "--workdir", "/box"),
        *(
            "-v",
            f"{INSIDE}:/grader:ro",
            *variables,
            image,
            "python",
            "-I",
            "-B",
            "/grader/child.py",
        ),
    ]


@cache
def _container_works() -> bool:
    words = command("container")
    if not os.environ.get("XENT_GRADING_IMAGE") or shutil.which(words[0]) is None:
        return False
    trial = [*words[: words.index("-I")], "-I", "-c", "import numpy"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0
