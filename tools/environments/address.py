"""Where the course is published: `[project.urls] Repository` in pyproject.toml, nothing else."""

import re
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def repository(pyproject: Path = PYPROJECT) -> tuple[str, str] | None:
    """Owner and name of the course's repository on GitHub; None while it has no address.

    Parameters
    ----------
    pyproject : Path
        The file that may have the address.

    Returns
    -------
    tuple of str or None
        Owner and name.

    Raises
    ------
    ValueError
        If the address is not one of a repository on GitHub.
    """
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    address = project.get("urls", {}).get("Repository")
    if address is None:
        return None
    found = re.fullmatch(r"https://github\.com/([\w-]+)/([\w.-]+?)(?:\.git)?/?", address)
    if not found:
        raise ValueError(
            f"[project.urls] Repository in {pyproject.name} must be the address of a repository, "
            f"https://github.com/OWNER/NAME; got {address!r}. Write it so, or take the line out."
        )
    return found[1], found[2]
