"""Run every lesson at a bound of what pyproject.toml allows: `bounds.py lowest`.

`lowest` installs the lowest allowed version of each direct dependency on the lowest Python that is
found here, `newest` the newest of everything on the newest Python: both by uv, without pins, in an
environment that is thrown away. The exit status is pytest's.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from pythons import find_pythons

ROOT = Path(__file__).resolve().parents[2]
RESOLUTION = {"lowest": "lowest-direct", "newest": "highest"}
NAMED = ["numpy", "matplotlib", "scikit-learn", "scipy", "ipykernel", "nbval"]
VERSIONS = f"from importlib.metadata import version as v; print(*(n + ' ' + v(n) for n in {NAMED}))"
PYTEST = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadfile"]


class BoundsError(Exception):
    """Something is missing that is needed; the message says what."""


def find_uv() -> str:
    """Find the uv beside this Python, or on the path."""
    beside = shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv := beside or shutil.which("uv"):
        return uv
    raise BoundsError("uv is missing: python -m pip install uv")


def install(uv: str, python: str, folder: Path, bound: str) -> Path:
    """Make an environment with the project and all extras at a bound; give its interpreter."""
    call([uv, "venv", "--quiet", "--python", python, folder])
    inside = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    how = ["--quiet", "--python", inside, "--resolution", RESOLUTION[bound]]
    call([uv, "pip", "install", *how, "--editable", ".[all]"])
    return inside


def call(command: list[Any]) -> None:
    """Run a command, or say that it failed."""
    if status := subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode:
        raise BoundsError(f"{command[0]} ended with status {status}")


def environment() -> dict[str, str]:
    """Copy the variables of this process, but for those that lead to its own environment."""
    own = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "UV_CONSTRAINT", "UV_RESOLUTION"}
    return {name: value for name, value in os.environ.items() if name not in own}


def run(bound: str, python: str | None, paths: list[str]) -> int:
    """Install at a bound, run notebooks there, and throw the environment away."""
    uv, pythons = find_uv(), {sys.version_info[:2]: sys.executable} | find_pythons()
    python = python or pythons[min(pythons) if bound == "lowest" else max(pythons)]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        print(f"{bound}: installing everything for {python}", flush=True)
        inside = install(uv, python, Path(folder, "env"), bound)
        call([inside, "-c", VERSIONS])
        print(f"{bound}: running {' '.join(paths)}", flush=True)
        tests: list[str | Path] = [inside, *PYTEST, "--nbval", *paths]
        status = subprocess.run(tests, cwd=ROOT, env=environment(), check=False).returncode
    print(f"{bound}: {'passed' if status == 0 else f'failed, status {status}'}", flush=True)
    return status


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for; 0 if every notebook says what it says in this place."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bound", choices=list(RESOLUTION))
    parser.add_argument(
        "paths", nargs="*", default=["notebooks/solutions"], help="notebooks or folders"
    )
    parser.add_argument("--python", help="run this Python instead of one that is found")
    options = parser.parse_args(arguments)
    try:
        return run(options.bound, options.python, options.paths)
    except BoundsError as error:
        print(f"{options.bound}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
