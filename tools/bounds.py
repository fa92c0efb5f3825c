"""Run every notebook at a bound of what pyproject.toml allows: `python tools/bounds.py lowest`.

`lowest` installs the lowest allowed version of each direct dependency on the lowest Python that is
found here, `newest` the newest of everything on the newest Python: both by uv, without pins, in an
environment that is thrown away. The exit status is pytest's.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESOLUTION = {"lowest": "lowest-direct", "newest": "highest"}
PROBE = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
NAMED = ["numpy", "matplotlib", "scikit-learn", "scipy", "ipykernel", "nbval"]
VERSIONS = f"from importlib.metadata import version as v; print(*(n + ' ' + v(n) for n in {NAMED}))"
PYTEST = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadfile"]


class BoundsError(Exception):
    """Something is missing that is needed; the message says what."""


def minors() -> range:
    """Read from pyproject.toml for which y Python 3.y is allowed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    low, high = re.findall(r"3\.(\d+)", project["requires-python"])
    return range(int(low), int(high))


def ask(python: str | Path, code: str) -> str:
    """Get what an interpreter prints: nothing if it doesn't run, as pyenv's idle names don't."""
    try:
        run = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout.strip()


def candidates(minor: int) -> Iterator[str | Path]:
    """List where Python 3.minor may be: this one, that on the path, pyenv's from the newest."""
    if sys.version_info[:2] == (3, minor):
        yield sys.executable
    if found := shutil.which(f"python3.{minor}"):
        yield found
    if pyenv := shutil.which("pyenv"):
        root = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=True)
        folders = Path(root.stdout.strip(), "versions").glob(f"3.{minor}.*")
        numbered = [path for path in folders if path.name.rpartition(".")[2].isdigit()]
        numbered.sort(key=lambda path: int(path.name.rpartition(".")[2]))
        yield from (path / "bin" / "python" for path in reversed(numbered))


def find_python(bound: str) -> str | Path:
    """Find the lowest or newest allowed Python that runs here."""
    order = minors() if bound == "lowest" else reversed(minors())
    for minor in order:
        for python in candidates(minor):
            if ask(python, PROBE).startswith(f"3.{minor}."):
                return python
    raise BoundsError(f"no Python 3.{minors()[0]} to 3.{minors()[-1]} runs here")


def find_uv() -> str:
    """Find the uv beside this Python, or on the path."""
    beside = shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv := beside or shutil.which("uv"):
        return uv
    raise BoundsError("uv is missing: python -m pip install uv")


def install(uv: str, python: str | Path, folder: Path, bound: str) -> Path:
    """Make an environment with the project and all extras at a bound; give its interpreter."""
    call([uv, "venv", "--quiet", "--python", python, folder])
    inside = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    how = ["--quiet", "--python", inside, "--resolution", RESOLUTION[bound]]
    call([uv, "pip", "install", *how, "--editable", ".[all]"])
    return inside


def call(command: list[Any]) -> None:
    """Run a command of uv's, or say that it failed."""
    if status := subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode:
        raise BoundsError(f"uv ended with status {status}")


def environment() -> dict[str, str]:
    """Copy the variables of this process, but for those that lead to its own environment."""
    own = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "UV_CONSTRAINT", "UV_RESOLUTION"}
    return {name: value for name, value in os.environ.items() if name not in own}


def run(bound: str, python: str | Path | None, paths: list[str]) -> int:
    """Install at a bound, run notebooks there, and throw the environment away."""
    uv, python = find_uv(), python or find_python(bound)
    if not (version := ask(python, PROBE)):
        raise BoundsError(f"{python} doesn't run")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        print(f"{bound}: installing everything for Python {version}", flush=True)
        inside = install(uv, python, Path(folder, "env"), bound)
        print(f"{bound}: running {' '.join(paths)} with {ask(inside, VERSIONS)}", flush=True)
        tests: list[str | Path] = [inside, *PYTEST, "--nbval", *paths]
        status = subprocess.run(tests, cwd=ROOT, env=environment(), check=False).returncode
    print(f"{bound}: {'passed' if status == 0 else f'failed, status {status}'}", flush=True)
    return status


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for; 0 if every notebook says what it says in this place."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bound", choices=list(RESOLUTION))
    parser.add_argument("paths", nargs="*", default=["notebooks"], help="notebooks or folders")
    parser.add_argument("--python", help="run this Python instead of one that is found")
    options = parser.parse_args(arguments)
    try:
        return run(options.bound, options.python, options.paths)
    except BoundsError as error:
        print(f"{options.bound}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
