"""A student's own numbers, written into the notebook that is handed out."""

import json
from collections.abc import Mapping
from typing import Any

from xentlib.classroom.grading._parameters import CELL, assigned


def personal(data: bytes, numbers: Mapping[str, Any]) -> bytes:
    """Write a student's own numbers into a notebook.

    Parameters
    ----------
    data : bytes
        The released notebook.
    numbers : dict
        Names and values.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If the notebook doesn't set one of the names in its cell of parameters.
    """
    from xentlib.classroom.grading.release._nbgrader import checksum

    notebook = json.loads(data)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == CELL:
            source = filled("".join(cell["source"]), numbers)
            cell["source"] = source.splitlines(keepends=True)
            cell["metadata"]["nbgrader"]["checksum"] = checksum(cell, source)
            break
    else:
        if numbers:
            raise ValueError(f'there is no cell key="{CELL}" for {", ".join(numbers)}')
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode() + b"\n"


def filled(source: str, numbers: Mapping[str, Any]) -> str:
    """Give names in a code other values.

    Parameters
    ----------
    source : str
        Python with a line `name = value` for each name.
    numbers : dict
        Names and values.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If a name is not set.

    Examples
    --------
    >>> filled("share = 0.2  # of heads", {"share": 0.35})
    'share = 0.35  # of heads'
    """
    lines = source.split("\n")
    places = assigned(source)
    if missing := sorted(numbers.keys() - places):
        raise ValueError(f"the cell of parameters doesn't set {', '.join(missing)}")
    for name, node in sorted(places.items(), key=lambda item: -item[1].lineno):
        if name in numbers:
            first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
            head = lines[first].encode()[: node.col_offset].decode()
            tail = lines[last].encode()[node.end_col_offset :].decode()
            lines[first : last + 1] = [head + repr(numbers[name]) + tail]
    return "\n".join(lines)
