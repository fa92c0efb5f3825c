"""Walls by bubblewrap: a folder tree of its own, no network, no other process, no other file."""

import os
import secrets
import site
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from xentlib.classroom.grading.sandbox.inside.hidden import course_around

INSIDE = Path(__file__).resolve().parent / "inside"
LIBRARY = Path(__file__).resolve().parents[3]
ORDINARY = range(61184, 65520)  # ids that no account has


def environment() -> dict[str, str]:
    """Return everything that a student's process sees of the environment."""
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "MPLBACKEND": "agg"}
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    return (
        {"HOME": "/box", "TMPDIR": "/box", "PATH": "/usr/bin", "LANG": "C.UTF-8"} | quiet | threads
    )


def walls(*, library: bool = False) -> list[str]:
    """Write the command that shows the interpreter and its libraries, and nothing else.

    Parameters
    ----------
    library : bool
        Whether xentlib's library is shown, too: whatever is shown can be imported.

    Returns
    -------
    list of str
        Up to the program and its arguments.

    Examples
    --------
    >>> walls()[0]
    'bwrap'
    """
    root = os.geteuid() == 0
    own = ["--unshare-all", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL"]
    kept = [flag for cap in ("SETUID", "SETGID", "SETPCAP") for flag in ("--cap-add", f"CAP_{cap}")]
    shared = [f"--unshare-{what}" for what in ("ipc", "pid", "net", "uts", "cgroup-try")]
    apart = [*shared, "--cap-drop", "ALL", *kept] if root else own
    variables = [word for pair in environment().items() for word in ("--setenv", *pair)]
    child = [sys.executable, "-I", "-B", "/grader/child.py"]
    return [
        *("bwrap", *apart, "--die-with-parent", "--new-session", "--hostname", "sandbox"),
        *_mounts(library),
        *("--proc", "/proc", "--dev", "/dev", "--dev-bind", "/dev/full", "/dev/zero"),
        *("--perms", "1777"),
        *("--size", str(2**24), "--tmpfs", "/dev/shm"),
        *("--perms", "1777", "--size", str(2**26), "--tmpfs", "/box", "--chdir", "/box"),
        *("--remount-ro", "/dev", "--remount-ro", "/", "--clearenv", *variables, "--"),
        *(_as_somebody() if root else []),
        *child,
    ]


def _as_somebody() -> list[str]:
    """Leave root for ever, for an id that nobody has: root has no limit of processes."""
    uid = str(secrets.choice(ORDINARY))
    ids = ["--reuid", uid, "--regid", uid, "--clear-groups"]
    return ["setpriv", *ids, "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]


def _mounts(library: bool) -> Iterator[str]:
    """Mounts of the interpreter's folders; folders on the way to them hold nothing else."""
    shown = _shown()
    ours = [Path("/grader/x"), *([Path("/library/x")] if library else [])]
    ways = {parent for path in (*shown, *ours) for parent in path.parents}
    for way in sorted(ways - {Path("/"), *shown}, key=lambda path: len(path.parts)):
        if not any(way.is_relative_to(path) for path in shown):
            yield from ("--perms", "0755", "--dir", str(way))
    for path in shown:
        how = ["--symlink", path.readlink()] if path.is_symlink() else ["--ro-bind", path]
        yield from (*map(str, how), str(path))
    for link in ("lib", "lib64", "bin"):
        yield from ("--symlink", f"usr/{link}", f"/{link}")
    yield from ("--ro-bind", str(INSIDE), "/grader")
    if library:
        yield from ("--ro-bind", str(LIBRARY), "/library/xentlib")
        yield from ("--tmpfs", "/library/xentlib/classroom")
    for own in _hidden():
        yield from ("--tmpfs", str(own))


@cache
def _shown() -> tuple[Path, ...]:
    """Find what is needed of the interpreter and of its libraries, outermost first."""
    sites = (*site.getsitepackages(), site.getusersitepackages())
    asked = [Path(folder).resolve() for folder in sites]
    homes = [Path("/usr"), Path(sys.base_prefix), Path(sys.prefix)]
    for home in (*homes, Path(sys.executable).resolve().parent.parent):
        asked += [home.resolve() / name for name in ("bin", "lib", "lib64", "pyvenv.cfg")]
    there = sorted({path for path in asked if path.exists()}, key=lambda path: len(path.parts))
    return tuple(p for p in there if not any(p != q and p.is_relative_to(q) for q in there))


def _hidden() -> list[Path]:
    """Folders of the course among them: they are covered."""
    ours = course_around(LIBRARY)
    return [folder for folder in ours if any(folder.is_relative_to(path) for path in _shown())]
