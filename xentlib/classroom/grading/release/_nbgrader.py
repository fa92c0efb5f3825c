"""The two things of nbgrader that make a release: its converter, and its checksum."""

import re
import tempfile
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
    with tempfile.TemporaryDirectory() as folder:
        config.CourseDirectory.release_directory = folder
        if not enter:
            config.CourseDirectory.db_url = f"sqlite:///{folder}/gradebook.db"
        made = NbGraderAPI(config=config).generate_assignment(name)
        if not made["success"]:
            raise ValueError(f"nbgrader can't make {name}: {_reason(made)}")
        return Path(folder, name, f"{name}.ipynb").read_bytes()


def _reason(made: dict[str, Any]) -> str:
    """Find the line in nbgrader's log that says what went wrong."""
    said = f"{made.get('log', '')}\n{made.get('error', '')}"
    found = re.findall(r"^ *((?:\w+\.)*\w*(?:Error|Exception)\b.*)$", said, re.MULTILINE)
    found = [line for line in found if "see the above" not in line and "the the" not in line]
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
