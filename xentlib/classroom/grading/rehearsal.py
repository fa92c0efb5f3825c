"""Whether everything runs on this machine: what an instructor wants to know before term."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from xentlib.classroom.grading._assignment import ROOT, load
from xentlib.classroom.grading.sandbox import NoSandboxError, choose
from xentlib.classroom.topics import ASSIGNMENTS

FREE = 2 * 2**30  # bytes of disk for a term


class Rehearsed(NamedTuple):
    """A notebook that was run: which, in how many seconds, and what went wrong, or ""."""

    notebook: Path
    seconds: float
    error: str


def rehearse(notebooks: Sequence[Path], root: Path = ROOT) -> Iterator[Rehearsed]:
    """Run notebooks one after the other, each in a fresh kernel; their files stay as they are.

    Parameters
    ----------
    notebooks : sequence of pathlib.Path
        Files.
    root : pathlib.Path
        The course's folder.

    Yields
    ------
    Rehearsed

    Raises
    ------
    RuntimeError
        If the tool that runs them is not here, or ends before it has run them all.
    """
    tool = root / "tools/notebooks/rehearse.py"
    if not tool.exists():
        raise RuntimeError(f"notebooks are run by {tool}, which is not here: use a clone")
    command = [sys.executable, str(tool), *map(str, notebooks)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        done = 0
        for line in process.stdout or ():
            told = json.loads(line)
            yield Rehearsed(Path(told["notebook"]), told["seconds"], told["error"])
            done += 1
    if notebooks and done < len(notebooks):
        raise RuntimeError(f"{tool.name} ended with status {process.returncode}: see above")


def run_of(names: Sequence[str], root: Path = ROOT) -> list[Path]:
    """Find the notebooks to run: lessons with their answers, and assignments.

    Parameters
    ----------
    names : sequence of str
        Beginnings of their names; all notebooks without one.
    root : pathlib.Path
        The course's folder.

    Returns
    -------
    list of pathlib.Path

    Raises
    ------
    ValueError
        If there is no such notebook; it says which name.

    Examples
    --------
    >>> [path.stem for path in run_of(["03"])]
    ['03_binary_cross_entropy']
    """
    folder = root / "notebooks"
    there = sorted(folder.glob("solutions/[0-9]*.ipynb")) + sorted(folder.glob("assignments/*/a*"))
    for name in names:
        if not any(path.stem.startswith(name) for path in there):
            known = ", ".join(path.stem for path in there)
            raise ValueError(f"no notebook {name!r} is here; there are {known}")
    return [path for path in there if path.stem.startswith(tuple(names) or "")]


def points_of(names: Iterable[str]) -> Iterator[str]:
    """Say what is marked in assignments, and what each question is worth.

    Parameters
    ----------
    names : iterable of str
        Of notebooks; lessons are passed over.

    Yields
    ------
    str
    """
    for name in names:
        if name in ASSIGNMENTS:
            work = load(name)
            asked = ", ".join(f"{q.short} {q.points:g}" for q in work.questions)
            by_hand = ", ".join(f"{said} {points:g}" for said, points in work.manual)
            yield f"{name}: {work.points:g} points by program ({asked}); by hand: {by_hand}"


def lacks() -> Iterator[str]:
    """Say what this machine lacks for a term.

    Yields
    ------
    str
    """
    try:
        choose("auto")
    except NoSandboxError as error:
        yield f"a sandbox, and so nothing can be marked: {error}"
    for library, why in {
        "tensorflow": "lessons 09 to 13 and assignment 4",
        "dask": "lesson 18, and marking on a cluster",
        "nbgrader": "handing out, and the gradebook",
    }.items():
        if find_spec(library) is None:
            yield f"{library}: {why}"
    if shutil.disk_usage(ROOT).free < FREE:
        yield f"disk: less than {FREE // 2**30} GB are free"
