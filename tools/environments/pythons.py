"""The supported Pythons of this machine: `pythons.py [--others]` lists them.

They are looked for on the PATH and among those that pyenv holds.  Any Python from 3.8 on can
run this file, and `install.py`: they use the standard library alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SUPPORTED = ((3, 12), (3, 13), (3, 11))  # in the order in which they are taken
NAMES = ("python3.12", "python3.13", "python3.11", "python3", "python")


def version_of(python: str | Path) -> tuple[int, ...] | None:
    """Major and minor version of an interpreter; None if it does not run."""
    say = [str(python), "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        said = subprocess.run(say, capture_output=True, timeout=60).stdout
        return tuple(map(int, said.split())) or None
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def find_pythons() -> dict[tuple[int, ...], str]:
    """Interpreter of each supported version that is here, the preferred one first."""
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")  # noqa: PTH111 (no HOME)
    held = [path for path in Path(pyenv, "versions").glob("3.*.*") if path.suffix[1:].isdigit()]
    held.sort(key=lambda path: int(path.suffix[1:]), reverse=True)
    here = [*filter(None, map(shutil.which, NAMES)), *(str(path / "bin/python") for path in held)]
    found: dict[tuple[int, ...] | None, str] = {}
    for python in here:
        found.setdefault(version_of(python), python)
    return {version: found[version] for version in SUPPORTED if version in found}


if __name__ == "__main__":
    own = sys.version_info[:2] if "--others" in sys.argv else None
    print(*(python for version, python in find_pythons().items() if version != own))
