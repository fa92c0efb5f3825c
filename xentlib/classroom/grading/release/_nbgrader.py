"""The two things of nbgrader that make a release: its converter, and its checksum."""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xentlib._extras import extra

with extra("grading", needed_by="making coursework"):
    from nbformat import from_dict
    from nbgrader.apps import NbGraderAPI
    from nbgrader.utils import compute_checksum
    from traitlets.config import Config
    from traitlets.config.loader import PyFileConfigLoader


def generate(name: str, root: Path, *, enter: bool) -> bytes:
    """Run `nbgrader generate_assignment`.

    Parameters
    ----------
    name : str
        The assignment.
    root : pathlib.Path
        The course's folder, with nbgrader_config.py.
    enter : bool
        Whether to enter the questions into nbgrader's gradebook.

    Returns
    -------
    bytes
        The notebook without solutions.

    Raises
    ------
    ValueError
        With the reason that nbgrader gives.
    """
    config = Config(PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config())
    config.CourseDirectory.root = str(root)
    config.GenerateAssignment.no_database = not enter
    with tempfile.TemporaryDirectory() as folder, _own_programs():
        config.CourseDirectory.release_directory = folder
        made = NbGraderAPI(config=config).generate_assignment(name)
        if not made["success"]:
            raise ValueError(f"nbgrader can't make {name}: {_reason(made)}")
        return Path(folder, name, f"{name}.ipynb").read_bytes()


@contextmanager
def _own_programs() -> Iterator[None]:
    """Let nbgrader find the `alembic` that is installed beside it."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _reason(made: dict[str, Any]) -> str:
    """Find the line in nbgrader's log that says what went wrong."""
    said = f"{made.get('log', '')}\n{made.get('error', '')}"
    found = re.findall(r"^ *((?:\w+\.)*\w*(?:Error|Exception)\b.*)$", said, re.MULTILINE)
    return found[-1] if found else " ".join(said.split())[-300:]


def checksum(cell: dict[str, Any], source: str) -> str:
    """Compute a cell's checksum as nbgrader does.

    Parameters
    ----------
    cell : dict
        As the file holds it.
    source : str
        Its text.

    Returns
    -------
    str
    """
    return str(compute_checksum(from_dict(cell | {"source": source})))
