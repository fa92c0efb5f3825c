"""What a learner has done, kept in one JSON file on the learner's own machine.

The file is ``progress.json`` in ``$XENTLIB_HOME`` or the user's data folder.  Changes are
made under a lock and written in one step, so that two open notebooks lose nothing.  Where
no file can be written, learning goes on in memory, and the file is tried again at each change.
A notebook of the solutions edition has a passing folder of its own: it records nothing.
"""

import atexit
import functools
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

from xentlib._extras import extra
from xentlib.classroom.state._file import (
    FIELDS,
    State,
    content,
    dump,
    empty,
    load,
    parse,
    tell,
    write,
)

__all__ = ["FIELDS", "Change", "State", "dump", "parse", "read", "update"]

Change = Callable[[State], None]
PATIENCE = 10.0  # seconds to wait for another notebook
_unwritten: dict[str | None, list[Change]] = {}


def read() -> State:
    """Return everything that is kept so far.

    Returns
    -------
    dict
        Section, then name, then fields; what is changed in it is not kept.

    Examples
    --------
    >>> sorted(read())
    ['exercises', 'forecasts', 'questions']
    """
    return _transaction(None)


def update(change: Change) -> None:
    """Change what is kept, in place, while no other notebook does.

    Parameters
    ----------
    change : callable
        Given the newest state, alters it; where it cannot be written, it is asked again, with
        the state of that time. If it raises, nothing is written, and the error goes on.

    Examples
    --------
    >>> update(lambda state: state["questions"].pop("there.is.none", None))
    """
    _transaction(change)


def _transaction(change: Change | None) -> State:
    """Apply a change, if there is one, to the file or else to memory; return the state."""
    home = os.environ.get("XENTLIB_HOME")
    changes = [*_unwritten.get(home, []), *([change] if change else [])]
    try:
        state = _on_disk(_folder(home), changes, patience=0 if home in _unwritten else PATIENCE)
    except (OSError, ImportError, NotImplementedError) as error:
        if home not in _unwritten:
            tell(
                f"Your progress cannot be kept in a file ({type(error).__name__}: {error}). "
                "It is kept in memory, and written as soon as that is possible. If the folder is "
                "the cause, set XENTLIB_HOME to a folder that can be written."
            )
        state = _glimpse(home)
        for one in changes:
            one(state)
        _unwritten[home] = changes
    else:
        _unwritten.pop(home, None)
    return state


def _folder(home: str | None) -> Path:
    if Path(os.environ.get("JPY_SESSION_NAME", "")).parent.name == "solutions":
        return _passing()
    try:
        if home:
            return _absolute(home)
        with extra("notebooks", needed_by="keeping progress"):
            from platformdirs import user_data_path
        return user_data_path("xentlib", appauthor=False)
    except RuntimeError as error:  # containers have users without a home
        raise FileNotFoundError(str(error)) from error


@functools.cache
def _passing() -> Path:
    """Folder that is deleted when the kernel ends."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    tell("This is the solutions edition: nothing that you do here is recorded.")
    return Path(folder)


@functools.cache
def _absolute(home: str) -> Path:
    """Folder that a name meant when it was first used: notebooks change folders."""
    return Path(home).expanduser().absolute()


def _on_disk(folder: Path, changes: list[Change], *, patience: float) -> State:
    with extra("notebooks", needed_by="keeping progress"):
        from filelock import FileLock

    folder.mkdir(parents=True, exist_ok=True)
    path = Path(os.path.realpath(folder / "progress.json"))  # Path.resolve raises on a circle
    lock = FileLock(folder / "progress.lock", timeout=patience)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where there are no locks of files, it has another way
        lock.acquire()
    try:
        state = load(path)
        for change in changes:
            change(state)
        if changes:
            write(path, dump(state))
    finally:
        lock.release()
    return state


def _glimpse(home: str | None) -> State:
    """State in a file that can be read though not written, else an empty one."""
    try:
        return parse(content(_folder(home) / "progress.json"))
    except (OSError, ImportError, ValueError):
        return empty()
