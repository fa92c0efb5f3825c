"""Where the course itself lies: a student's process sees nothing of it.

In a container this program looks for it, and prints what it finds.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ELSEWHERE = {Path("/proc"), Path("/sys"), Path("/dev")}


def course_around(package: Path) -> list[Path]:
    """Return the folders of a clone but for the interpreter's; the package alone if it's none."""
    if not (package.parent / "notebooks").is_dir():
        return [package]
    folders = [kid for kid in package.parent.iterdir() if kid.is_dir() and not kid.is_symlink()]
    needed = [Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve()]
    return [f for f in folders if not any(path.is_relative_to(f) for path in needed)]


def packages() -> Iterator[Path]:
    """Find xentlib wherever it lies."""
    for name, inner, _ in os.walk("/"):
        folder = Path(name)
        inner[:] = [kid for kid in inner if folder / kid not in ELSEWHERE]
        if "classroom" in inner and folder.name == "xentlib":
            yield folder


if __name__ == "__main__":
    found = [str(path) for package in packages() for path in course_around(package)]
    sys.stdout.write(json.dumps(found))
