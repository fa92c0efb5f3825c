"""Walls by Podman or Docker: what the course's image holds, but for the course itself."""

import json
import os
import shutil
import subprocess
from functools import cache

from xentlib.classroom.grading.sandbox._bubblewrap import INSIDE, LIBRARY, environment
from xentlib.classroom.grading.sandbox._limits import Limits


def contained(limits: Limits, *, library: bool = False) -> list[str]:
    """Write the command that starts a student's process in a container.

    Parameters
    ----------
    limits : Limits
        What the process may use.
    library : bool
        Whether xentlib's library is shown.

    Returns
    -------
    list of str

    Examples
    --------
    >>> contained(Limits())[-3:]
    ['-I', '-B', '/grader/child.py']
    """
    shown = ["-v", f"{LIBRARY}:/library/xentlib:ro", "--tmpfs", "/library/xentlib/classroom"]
    covered = [word for folder in course_in_image(image()) or () for word in ("--tmpfs", folder)]
    return [
        *_in_image(limits, [*(shown if library else []), *covered]),
        *("python", "-I", "-B", "/grader/child.py"),
    ]


def _in_image(limits: Limits, mounts: list[str]) -> list[str]:
    """Write what starts a program in the image."""
    variables = [f"--env={name}={value}" for name, value in environment().items()]
    processes, memory = str(limits.processes + 16), str(limits.total)
    return [
        *(_engine(), "run", "--rm", "-i", "--network", "none", "--read-only", "--cap-drop", "ALL"),
        *("--security-opt", "no-new-privileges", "--user", "65534:65534"),
        *("--pids-limit", processes, "--memory", memory, "--memory-swap", memory),
        *("--tmpfs", "/box:rw,size=64m,mode=1777", "--workdir", "/box"),
        *("-v", f"{INSIDE}:/grader:ro", *mounts, *variables),
        image(),
    ]


def image() -> str:
    """Return the name of the image that has the course; "" where none is given."""
    return os.environ.get("XENT_GRADING_IMAGE", "")


def _engine() -> str:
    return next((name for name in ("podman", "docker") if shutil.which(name)), "podman")


@cache
def course_in_image(name: str) -> list[str] | None:
    """Look for the course in an image: whatever of it lies there must be covered.

    Parameters
    ----------
    name : str
        Of the image.

    Returns
    -------
    list of str or None
        Its folders; None where no container can be had.
    """
    if not name or shutil.which(_engine()) is None:
        return None
    look = "import numpy, runpy; runpy.run_path('/grader/hidden.py', run_name='__main__')"
    trial = [*_in_image(Limits(), []), "python", "-I", "-B", "-c", look]
    said = subprocess.run(trial, capture_output=True, text=True, check=False)
    return None if said.returncode else [str(folder) for folder in json.loads(said.stdout)]
