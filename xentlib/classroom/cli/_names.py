"""Names of assignments, by their beginnings."""

from collections.abc import Iterable, Sequence

from xentlib.classroom.topics import ASSIGNMENTS, TOPICS


def choose(names: Iterable[str]) -> list[str]:
    """Find assignments by their names or the beginnings of them; all without names.

    Parameters
    ----------
    names : iterable of str
        What was typed.

    Returns
    -------
    list of str

    Raises
    ------
    ValueError
        If there is none of a name.

    Examples
    --------
    >>> choose(["a6", "a1"])
    ['a1_information', 'a6_capstone']
    """
    wanted = [known for name in names for known in _found(name, ASSIGNMENTS)]
    return [known for known in ASSIGNMENTS if known in wanted or not wanted]


def only(name: str) -> str:
    """Find one assignment or one lesson's topic, by its name or the beginning of it.

    Parameters
    ----------
    name : str
        What was typed.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is none, or several.

    Examples
    --------
    >>> only("a1"), only("bin"), only("softmax")
    ('a1_information', 'binary', 'softmax')
    """
    found = _found(name, [*ASSIGNMENTS, *TOPICS])
    if len(found) > 1:
        raise ValueError(f"{name!r} may be {' or '.join(found)}: give more of the name")
    return found[0]


def _found(name: str, known: Sequence[str]) -> list[str]:
    """Names that are this one, or else begin like it."""
    found = [each for each in known if each == name] or [
        each for each in known if name and each.startswith(name)
    ]
    if not found:
        raise ValueError(f"no assignment {name!r} is here; there are {', '.join(known)}")
    return found
