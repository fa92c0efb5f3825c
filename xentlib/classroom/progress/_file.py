"""The file that carries progress elsewhere."""

import json

from xentlib.classroom import state as _state


def downloaded(content: bytes) -> _state.State:
    """Return the state in a downloaded file.

    Parameters
    ----------
    content : bytes
        Of the file.

    Returns
    -------
    dict
        Exercises, forecasts and questions by name.

    Raises
    ------
    ValueError
        If the file is not one that `xentlib.progress` offered; it says what came instead.
    """
    try:
        restored = _state.parse(content)
        found = json.loads(content).keys()
        if found & _state.FIELDS.keys():
            return restored
        got = f"a file with {', '.join(sorted(found)[:3]) or 'nothing in it'}"
    except ValueError as error:
        begins = content[:20].decode("utf-8", "replace")
        got = f"a file that begins {begins!r} ({error})"
    raise ValueError(
        "source must be a progress.json as downloaded from xent.progress(), with exercises, "
        f"forecasts and questions; got {got}. Nothing was changed: choose that file"
    )
