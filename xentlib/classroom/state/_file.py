"""The file of a learner's progress: what may stand in it, and how it is read and written."""

import json
import os
import sys
from pathlib import Path
from typing import Any

State = dict[str, dict[str, dict[str, Any]]]
FIELDS: dict[str, dict[str, type]] = {
    "exercises": {"state": str, "attempts": int, "hints": int, "mistakes": dict},
    "forecasts": {"forecast": dict, "outcome": str, "shown": str},
    "questions": {"state": str, "attempts": int, "answer": str},
}
MOST = 2 * 10**6  # characters of a file
DEEPEST = 20  # levels of a file, which has five
LARGEST = 10**12  # of its numbers


def parse(text: str | bytes) -> State:
    """Read a state from JSON text.

    Parameters
    ----------
    text : str or bytes
        As `dump` writes it; sections may be missing.

    Returns
    -------
    dict
        Section, then name, then fields; every section is there.

    Raises
    ------
    ValueError
        If the text is not a state as this module writes it, or longer than 2 MB.

    Examples
    --------
    >>> parse('{"questions": {"softmax.q1": {"answer": "e"}}}')["questions"]
    {'softmax.q1': {'answer': 'e'}}
    """
    if len(text) > MOST:
        raise ValueError(f"not a progress file: it is larger than {MOST // 10**6} MB")
    try:
        state = json.loads(text)
        fits = _is_state(state) and _depth(state) <= DEEPEST
    except RecursionError:
        fits = False
    except ValueError as error:
        raise ValueError(f"not a progress file: it is no JSON ({error})") from error
    if not fits:
        raise ValueError("not a progress file: its sections or fields are of the wrong kind")
    return empty() | state


def empty() -> State:
    """State of somebody who has done nothing yet."""
    return {section: {} for section in FIELDS}


def dump(state: State) -> str:
    """Write a state as JSON text, alike for equal states.

    Parameters
    ----------
    state : dict
        Section, then name, then fields.

    Returns
    -------
    str
        With sorted keys; `parse` reads it.

    Examples
    --------
    >>> dump({"forecasts": {}, "exercises": {}}) == dump({"exercises": {}, "forecasts": {}})
    True
    """
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
        and (kind is not int or _is_number(entry[field]))
        and (kind is not dict or all(map(_is_number, entry[field].values())))
        for field, kind in kinds.items()
        if field in entry
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) <= LARGEST


def _depth(value: object) -> int:
    within = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, within), default=0)


def _is_forecast(entry: dict[str, Any]) -> bool:
    """Whether there are probabilities, and what happened is among them if it has been told."""
    forecast = entry.get("forecast", {})
    told = "outcome" not in entry or entry["outcome"] in forecast
    return told and all(0 <= p <= 1 for p in forecast.values())


def write(path: Path, text: str) -> None:
    """Replace the file at once: nobody sees half of it."""
    if len(text) > MOST:
        raise OSError(f"it would be larger than {MOST // 10**6} MB")
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, path)  # noqa: PTH105 — the atomic one


def load(path: Path) -> State:
    """Read the state in a file; an unreadable file is set aside."""
    if not path.exists():
        return empty()
    try:
        return parse(content(path))
    except ValueError as error:
        number = 1
        while (aside := path.with_name(f"progress.unreadable-{number}.json")).exists():
            number += 1
        path.rename(aside)
        tell(f"{path} could not be read ({error}); it is now {aside.name}, and a new one begins.")
        return empty()


def content(path: Path) -> bytes:
    """Read a file, of one that is too large the beginning; what is no file might never end."""
    if not path.is_file():
        raise FileExistsError(f"{path} is not a file")
    with path.open("rb") as file:
        return file.read(MOST + 1)


def tell(message: str) -> None:
    """Say something about the file itself, beside what the cell shows."""
    sys.stderr.write(f"xentlib: {message}\n")
