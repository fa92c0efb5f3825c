"""A process that cannot leave this machine, and whom it tried to reach."""

import os
import shutil
from pathlib import Path

import offline_guard


def offline_env(folder: Path) -> dict[str, str]:
    """Environment of a process that can't leave the machine and notes in `folder` whom it tried."""
    shutil.copy(offline_guard.__file__, folder / "sitecustomize.py")
    (folder / "attempts").touch()
    paths = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
    return {"PYTHONPATH": paths, "ATTEMPTS": str(folder / "attempts")}


def attempts(folder: Path) -> list[str]:
    """Hosts that such a process tried to reach, each time that it tried."""
    return (folder / "attempts").read_text().split()
