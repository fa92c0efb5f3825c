"""Students found by what they are called somewhere else: an id, a login, or a name."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote

from xentlib.classroom.grading.lms._roster import Student


class Finder:
    """Finds the rows of a class list that a name may mean.

    Parameters
    ----------
    students : iterable of Student
        Of the list.

    Examples
    --------
    >>> finder = Finder([Student(2, ("s1",), ("ada@x.org",), "Lovelace, Zo\u00eb")])
    >>> finder.lines("S1"), finder.lines("zoe\u0308  lovelace"), finder.lines("Zo%C3%AB Lovelace")
    ({2}, {2}, {2})
    >>> finder.lines("Zoe Lovelace_501"), finder.lines("lovelacezoe_77"), finder.lines("Bob")
    ({2}, {2}, set())
    """

    def __init__(self, students: Iterable[Student]) -> None:
        self.shelves: list[defaultdict[str, set[int]]] = [defaultdict(set) for _ in range(4)]
        for student in students:
            name = named(student.name)
            ids = [key for key in student.ids if named(key) != name]  # a name twice is no id
            keys = map(alike, ids), map(alike, student.logins), [name], _loose(name)
            for shelf, those in zip(self.shelves, keys, strict=True):
                for key in filter(None, those):
                    shelf[key].add(student.line)

    def lines(self, key: str) -> set[int]:
        """Find lines by an id, a login or a name, in this order of trust.

        Parameters
        ----------
        key : str
            As a folder, a report or a command has it.

        Returns
        -------
        set of int
            Several if several students are called so.
        """
        asked = self._exact(key)
        if number := re.search(r"_([0-9]+)$", key):  # an LMS's download says "Jane Doe_12345"
            key = key[: number.start()]
            asked += [(self.shelves[0], number[1]), *self._exact(key)]
        words = _words(key)
        asked += [(self.shelves[3], each) for each in (" ".join(sorted(words)), "".join(words))]
        return next((shelf[k] for shelf, k in asked if k in shelf), set())

    def _exact(self, key: str) -> list[tuple[dict[str, set[int]], str]]:
        spelled = alike(key), alike(key), named(key)
        return [*zip(self.shelves[:3], spelled, strict=True)]


def _loose(name: str) -> list[str]:
    """Write a name with its words in alphabetical order, and as Canvas does: "lovelaceada"."""
    words = _words(name)
    squashed = ["".join(words[n:] + words[:n]) for n in range(len(words))]
    return [" ".join(sorted(words)), *squashed]


def _words(name: str) -> list[str]:
    """Words of a name without accents and punctuation."""
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", alike(name)))
    return re.split(r"[\s!-/:-@\[-`{-~\u2019]+", f" {plain} ")[1:-1]


def alike(text: str) -> str:
    """Write a name as all its spellings are compared: decoded, composed, in one case.

    Parameters
    ----------
    text : str
        As it came.

    Returns
    -------
    str

    Examples
    --------
    >>> alike("O%27Brien") == alike("o'brien"), alike("Zoe\u0308") == alike("ZO\u00cb")
    (True, True)
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", unquote(text)).casefold())


def named(name: str) -> str:
    """Write a person's name in one order: "Doe, Jane" is Jane Doe.

    Parameters
    ----------
    name : str
        As it came.

    Returns
    -------
    str

    Examples
    --------
    >>> named("Doe,  Jane")
    'jane doe'
    """
    last, comma, first = alike(name).partition(",")
    return " ".join(f"{first} {last}".split() if comma else last.split())
