"""Run the tests on every supported Python: `python tools/environments/on_pythons.py [PYTHON…]`.

Each works in a copy of the course of its own, with an environment of its own; both go away. Lessons
are left out: `bounds.py` runs them on the lowest Python and on the newest. So are format and types
and the tests of `ONCE` in conftest.py, which no Python changes; laws get fewer examples.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pythons import find_pythons, version_of

ROOT = Path(__file__).resolve().parents[2]
ENOUGH = "-m 'not long and not once' --ignore-glob 'notebooks/*' --hypothesis-profile=few"


def copy_course(folder: Path) -> None:
    """Clone the course, with its changes that are not committed."""
    git = ["git", "-C", str(ROOT)]
    subprocess.run([*git, "clone", "--quiet", ROOT, folder], check=True)
    listed = [*git, "ls-files", "-coz", "--exclude-standard"]
    names = subprocess.run(listed, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
        else:
            (folder / name).unlink(missing_ok=True)


def test_on(python: str) -> bool:
    """Whether everything passes with an interpreter."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy_course(Path(folder))
        command = ["make", "pytest", f"PYTHON={python}", f"ARGS={ENOUGH}"]
        return subprocess.run(command, cwd=folder).returncode == 0


def main(pythons: list[str]) -> int:
    """Test on these, or on all that are here; say at the end how each did."""
    summary, failures = [], 0
    pythons = pythons or list(find_pythons().values())
    if not pythons:
        sys.exit(
            "No Python 3.11, 3.12 or 3.13 is on the PATH or held by pyenv: name some by PYTHONS=…"
        )
    for python in pythons:
        version = ".".join(map(str, version_of(python) or ["?"]))
        print(f"\nPython {version}: {python}", flush=True)
        begin = time.monotonic()
        passed = test_on(os.path.abspath(python) if os.sep in python else python)  # noqa: PTH100
        failures += not passed
        seconds = time.monotonic() - begin
        summary += [f"Python {version}: {'passed' if passed else 'FAILED'} in {seconds:.0f} s"]
    print("\n".join(["", *summary]))
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
