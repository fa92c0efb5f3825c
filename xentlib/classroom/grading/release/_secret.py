"""The course's secret, of which each student's own numbers are made."""

import os
import secrets
from pathlib import Path

SECRET = Path("build/grading/secret")


def make_secret(root: Path) -> bytes:
    """Read the course's secret, and make it if there is none.

    Parameters
    ----------
    root : pathlib.Path
        The course's folder.

    Returns
    -------
    bytes

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     first = make_secret(Path(folder))
    ...     first == make_secret(Path(folder)) == read_secret(Path(folder))
    True
    """
    path = root / SECRET
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read_secret(root)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
    return read_secret(root)


def read_secret(root: Path) -> bytes:
    """Read the course's secret.

    Parameters
    ----------
    root : pathlib.Path
        The course's folder.

    Returns
    -------
    bytes
        Nothing if there is none: then all students have the same numbers.

    Raises
    ------
    ValueError
        If the file is there, and is empty.
    """
    path = root / SECRET
    if not path.exists():
        return b""
    secret = path.read_bytes().strip()
    if not secret:
        raise ValueError(f"{path} is empty: put back the secret with which handouts were made")
    return secret
