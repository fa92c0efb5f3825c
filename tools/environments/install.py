"""Install the course into .venv: `python tools/environments/install.py [--python PYTHON] EXTRA…`.

An environment is whole when it has its receipt, which is taken away before anything is changed
and written after everything was.  What has none, was moved, or is of another Python than it was,
is made anew.
"""

# ruff: noqa: E402 — Ctrl+C is heard before the other modules are loaded

from __future__ import annotations

import signal
import sys

REPEAT = "Then give the same command again."


def stop(*_: object) -> None:
    """End in one line, at Ctrl+C."""
    sys.stderr.write(f"\nStopped before the course was installed. {REPEAT[5:].capitalize()}\n")
    sys.exit(130)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, stop)

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pythons import SUPPORTED, find_pythons, version_of

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
RECEIPT = VENV / "receipt.json"
NO_NEWS = "--disable-pip-version-check"
# Runs a module that would answer Ctrl+C with a traceback, and ends it without one.
UNTRACED = (
    "import runpy, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "runpy.run_module(sys.argv.pop(1), run_name='__main__')"
)


def run(*command: str | Path, quiet: bool = False) -> bool:
    """Whether a command succeeds; it keeps the lock for as long as it lives."""
    output = subprocess.DEVNULL if quiet else None
    words = [str(word) for word in command]
    if words[1:3] == ["-m", "venv"]:
        words[1:2] = ["-c", UNTRACED]
    with suppress(OSError):  # it is not there, or half of it is
        done = subprocess.run(words, cwd=ROOT, close_fds=False, stdout=output, stderr=output)
        return done.returncode == 0
    return False


@contextmanager
def alone() -> Iterator[None]:
    """One installation at a time; what a killed one has started counts, until it ends."""
    with (ROOT / "pyproject.toml").open() as lock:
        with suppress(ImportError, OSError):  # Windows and some network folders have no locks
            import fcntl

            os.set_inheritable(lock.fileno(), True)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("Waiting for another installation of the course to end", flush=True)
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def pins() -> str:
    """Fingerprint of what is asked for."""
    texts = ((ROOT / name).read_bytes() for name in ("pyproject.toml", "requirements.txt"))
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def read_receipt(asked: str | None) -> dict[str, Any]:
    """Read what is installed here; it is nothing, but for the reason, if it must be made anew."""
    if not VENV.exists():
        return {"reason": ""}
    try:
        receipt: dict[str, Any] = json.loads(RECEIPT.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"reason": "it was not finished, or not made by make"}
    python = version_of(BIN / "python")
    if receipt.get("place") != str(ROOT):
        return {"reason": "the folder was moved"}
    if receipt.get("python") != list(python or []):
        return {"reason": "its Python is gone, or another one"}
    if asked and version_of(asked) != python:
        return {"reason": f"another Python was asked for, {asked}"}
    return receipt


def write_receipt(extras: set[str]) -> None:
    """Say that the environment is whole, in a file that is never half written."""
    python = version_of(BIN / "python")
    receipt = {"place": str(ROOT), "python": python, "extras": sorted(extras), "pins": pins()}
    draft = RECEIPT.with_suffix(".draft")
    draft.write_text(json.dumps(receipt), encoding="utf-8")
    draft.replace(RECEIPT)


def install(extras: set[str], asked: str | None) -> None:
    """Make the environment whole, with these extras among others."""
    receipt = read_receipt(asked)
    have = set(receipt.get("extras", []))
    if receipt.get("pins") == pins() and (extras <= have or "all" in have):
        return
    if not os.access(ROOT, os.W_OK):
        sys.exit(f"{ROOT} cannot be written to, and the course installs itself into it: copy the "
                 f"course into a folder of your own. {REPEAT}")  # fmt: skip
    with tempfile.TemporaryDirectory() as spare:
        uv = shutil.which("uv", path=BIN)
        kept = shutil.copy(uv, spare) if uv else None
        RECEIPT.unlink(missing_ok=True)
        if "reason" in receipt:
            why = f": {receipt['reason']}" if receipt["reason"] else ""
            print(f"Making .venv{' anew' if why else ''}{why}", flush=True)
            create(asked, Path(spare))
        print("Installing the course into .venv (a few minutes at most)", flush=True)
        fill(extras | have, kept)
    write_receipt(extras | have)


def create(asked: str | None, spare: Path) -> None:
    """Make an empty environment, with a Python that is here or that uv fetches."""
    python = asked or next(iter(find_pythons().values()), None)
    if python:
        if run(python, "-m", "venv", "--clear", VENV):
            return
        sys.exit(f"{python} cannot make virtual environments: install what its message above "
                 f"names (on Debian and Ubuntu: apt install python3-venv). {REPEAT}")  # fmt: skip
    print("No Python 3.11, 3.12 or 3.13 is here: uv looks for one to fetch", flush=True)
    uv = shutil.which("uv")
    if not uv:
        borrowed = spare / "env" / BIN.name
        run(sys.executable, "-m", "venv", borrowed.parent)
        run(borrowed / "python", "-m", "pip", "install", "--quiet", NO_NEWS, "uv")
        uv = str(borrowed / "uv")
    if not run(uv, "venv", "--quiet", "--clear", "--seed", "--python", ">=3.11,<3.14", VENV):
        sys.exit("The course needs Python 3.11, 3.12 or 3.13; none is here, and none could be "
                 "fetched (see above). Connect this machine to the network, or install Python "
                 f"3.12 from python.org or your system's packages. {REPEAT}")  # fmt: skip


def fill(extras: set[str], kept: str | None) -> None:
    """Install what is pinned: with uv, from its cache if that has all, or else with pip."""
    what = ["-c", "requirements.txt", "-e", f".[{','.join(sorted(extras))}]", "uv"]
    python = str(BIN / "python")
    pip = [python, "-m", "pip", "install", "--quiet", NO_NEWS]
    by_uv = ["pip", "install", "--quiet", "--python", python, "--compile-bytecode"]
    if kept and run(kept, *by_uv, "--offline", *what, quiet=True):
        return
    if run(*pip, "-c", "requirements.txt", "uv") and run(BIN / "uv", *by_uv, *what):
        return
    if not run(*pip, *what):
        sys.exit("The course could not be installed; what stopped it stands above. Mend that (the "
                 f"network? room on the disk?). {REPEAT}")  # fmt: skip


def held(name: str) -> str | None:
    """Find what `python3.13` means where pyenv holds it, and has not put it on the PATH."""
    return {f"python{major}.{minor}": at for (major, minor), at in find_pythons().items()}.get(name)


def main() -> None:
    """Install, or say in a sentence why not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("extras", nargs="+", help="of pyproject.toml, such as notebooks or all")
    parser.add_argument("--python", help="the interpreter to use, by name or path")
    options = parser.parse_args()
    python = options.python
    if python and version_of(python) not in SUPPORTED and not (python := held(python)):
        sys.exit(f"The course needs Python 3.11, 3.12 or 3.13, and {options.python} is not one, or "
                 "does not run. Name one that you have, or leave PYTHON=… out.")  # fmt: skip
    try:
        with alone():
            install(set(options.extras), python)
    except OSError as error:
        sys.exit(f"The course could not be installed: {error}. Mend that. {REPEAT}")


if __name__ == "__main__":
    main()
