"""What a learner has done, kept in one JSON file on the learner's own machine.

The file is ``progress.json`` in ``$XENTLIB_HOME`` or the user's data folder.  Changes are
made under a lock and written in one step, so that two open notebooks lose nothing.  Where
no file can be written, learning goes on in memory, and the file is tried again at each change.
"""

import functools
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from xentlib._extras import extra

State = dict[str, dict[str, dict[str, Any]]]
Change = Callable[[State], None]
FIELDS: dict[str, dict[str, type]] = {
    "exercises": {"state": str, "attempts": int, "hints": int, "mistakes": dict},
    "forecasts": {"forecast": dict, "outcome": str},
    "questions": {"state": str, "attempts": int},
}
_unwritten: dict[str | None, list[Change]] = {}


def read() -> State:
    """Everything kept so far: section, then name, then fields."""
    return _transaction(None)


def update(change: Change) -> None:
    """Change what is kept, in place, while no other notebook does.

    Parameters
    ----------
    change : callable
        Given the newest state, alters it; where it cannot be written, it is asked again, with
        the state of that time. If it raises, nothing is written.
    """
    _transaction(change)


def parse(text: str | bytes) -> State:
    """Read a state from JSON text.

    Raises
    ------
    ValueError
        If the text is not a state as this module writes it.
    """
    try:
        state = json.loads(text)
    except RecursionError:
        state = None
    if not _is_state(state):
        raise ValueError("not a progress file: its sections or fields are of the wrong kind")
    return {section: {} for section in FIELDS} | state


def dump(state: State) -> str:
    """Write a state as JSON text, alike for equal states."""
    return json.dumps(state, indent=1, sort_keys=True)


def _is_state(state: object) -> bool:
    return isinstance(state, dict) and all(
        isinstance(entries := state.get(section, {}), dict)
        and all(_is_entry(entry, kinds) for entry in entries.values())
        and (section != "forecasts" or all(map(_is_forecast, entries.values())))
        for section, kinds in FIELDS.items()
    )


def _is_entry(entry: object, kinds: dict[str, type]) -> bool:
    return isinstance(entry, dict) and all(
        isinstance(entry[field], kind)
        and (kind is not dict or all(isinstance(n, int | float) for n in entry[field].values()))
        for field, kind in kinds.items()
        if field in entry
    )


def _is_forecast(entry: dict[str, Any]) -> bool:
    """Whether there are probabilities, and what happened is among them if it has been told."""
    forecast = entry.get("forecast", {})
    told = "outcome" not in entry or entry["outcome"] in forecast
    return told and all(0 <= p <= 1 for p in forecast.values())


def _transaction(change: Change | None) -> State:
    """Apply a change, if there is one, to the file or else to memory; return the state."""
    home = os.environ.get("XENTLIB_HOME")
    changes = [*_unwritten.get(home, []), *([change] if change else [])]
    try:
        state = _on_disk(_folder(home), changes, patience=0 if home in _unwritten else 10)
    except (OSError, ImportError, NotImplementedError) as error:
        if home not in _unwritten:
            _tell(
                f"Your progress cannot be kept in a file ({type(error).__name__}: {error}). "
                "It is kept in memory, and written as soon as that is possible; set "
                "XENTLIB_HOME to a folder that can be written to keep it."
            )
        state = _glimpse(home)
        for one in changes:
            one(state)
        _unwritten[home] = changes
    else:
        _unwritten.pop(home, None)
    return state


def _folder(home: str | None) -> Path:
    try:
        if home:
            return _absolute(home)
        with extra("notebooks", needed_by="keeping progress"):
            from platformdirs import user_data_path
        return user_data_path("xentlib", appauthor=False)
    except RuntimeError as error:  # containers have users without a home
        raise FileNotFoundError(str(error)) from error


@functools.cache
def _absolute(home: str) -> Path:
    """Folder that a name meant when it was first used: notebooks change folders."""
    return Path(home).expanduser().absolute()


def _on_disk(folder: Path, changes: list[Change], *, patience: float) -> State:
    with extra("notebooks", needed_by="keeping progress"):
        from filelock import FileLock

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "progress.json"
    with FileLock(folder / "progress.lock", timeout=patience):
        state = _load(path)
        for change in changes:
            change(state)
        if changes:
            fresh = path.with_suffix(".new")
            fresh.write_text(dump(state), encoding="utf-8")
            os.replace(fresh, path)  # noqa: PTH105 — the atomic one
    return state


def _load(path: Path) -> State:
    """State in the file; an unreadable file is set aside."""
    if not path.exists():
        return parse("{}")
    try:
        return parse(path.read_bytes())
    except ValueError as error:
        number = 1
        while (aside := path.with_name(f"progress.unreadable-{number}.json")).exists():
            number += 1
        path.rename(aside)
        _tell(f"{path} could not be read ({error}); it is now {aside.name}, and a new one begins.")
        return parse("{}")


def _glimpse(home: str | None) -> State:
    """State in a file that can be read though not written, else an empty one."""
    try:
        return parse((_folder(home) / "progress.json").read_bytes())
    except (OSError, ImportError, ValueError):
        return parse("{}")


def _tell(message: str) -> None:
    sys.stderr.write(f"xentlib: {message}\n")
