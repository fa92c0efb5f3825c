"""Whether everything runs on this machine: what an instructor wants to know before term."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from xentlib.classroom.grading._assignment import ROOT


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
