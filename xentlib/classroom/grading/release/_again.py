"""Students of a list who got numbers before, perhaps by another kind of list."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from xentlib.classroom.grading.lms import Student
from xentlib.classroom.grading.lms._finding import Finder, alike

UNSURE = (
    "{} of the list may be {}, who got numbers before, and it can't be told: build with the kind "
    "of list that you built with first; or, if nothing is handed out yet, delete {} and build anew"
)


def known_before(
    students: Sequence[Student], before: Sequence[Student], where: object
) -> list[int | None]:
    """Find out who of a list got numbers before: by an id, a login, or a name that one person has.

    Parameters
    ----------
    students : sequence of Student
        Of the list.
    before : sequence of Student
        Who got numbers, each with its place as its line.
    where : object
        How the record of them is named in an error.

    Returns
    -------
    list
        The place of each student of the list, or None for who is new.

    Raises
    ------
    ValueError
        If it can't be told who a student is.

    Examples
    --------
    >>> ada = Student(0, ("Ada L.",), (), "Ada L.")
    >>> known_before([Student(2, ("7",), (), "L., Ada"), Student(3, ("8",), (), "Bob")], [ada], "")
    [0, None]
    """
    finder = Finder(before)
    by_id = _sharing(students, before)
    by_name = [finder.lines(each.name) for each in students]
    both = [ids & names for ids, names in zip(by_id, by_name, strict=True)]
    sure = set().union(*both)
    found = [
        agreed or ids | (names - sure)
        for agreed, ids, names in zip(both, by_id, by_name, strict=True)
    ]
    claims = Counter(place for places in found for place in places)
    for each, places in zip(students, found, strict=True):
        if len(places) > 1 or any(claims[place] > 1 for place in places):
            there = " or ".join(before[place].label for place in sorted(places))
            raise ValueError(UNSURE.format(each.label, there, where))
    return [next(iter(places), None) for places in found]


def _sharing(students: Sequence[Student], before: Sequence[Student]) -> list[set[int]]:
    """Say for each student who has the same id or login."""
    places: defaultdict[str, set[int]] = defaultdict(set)
    for n, each in enumerate(before):
        for key in map(alike, (*each.ids, *each.logins)):
            places[key].add(n)
    keys = [map(alike, (*each.ids, *each.logins)) for each in students]
    return [set().union(*(places[key] for key in those)) for those in keys]


def merged(student: Student, before: Student) -> Student:
    """Add to who got numbers what a newer list says about the same student.

    Parameters
    ----------
    student : Student
        Of the newer list.
    before : Student
        Of the record, whose first id stays the first.

    Returns
    -------
    Student
    """
    name = before.name if student.name in ("", *student.ids) else student.name
    ids, logins = before.ids + student.ids, before.logins + student.logins
    return Student(before.line, (*dict.fromkeys(ids),), (*dict.fromkeys(logins),), name)
