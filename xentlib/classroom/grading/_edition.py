"""An assignment as it was handed out: which student got which numbers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from xentlib.classroom.grading._assignment import Assignment
from xentlib.classroom.grading._cells import Cell
from xentlib.classroom.grading._parameters import Numbers, drawn, numbers_in
from xentlib.classroom.grading.lms._finding import Finder
from xentlib.classroom.grading.lms._roster import Student

OTHERS = "the numbers in this notebook are not this student's; they are {}"
NOBODY = "{} is not in the list with which numbers were handed out; those in this notebook are {}"
SEVERAL = "{} may be {} in the list with which numbers were handed out"
SOMEBODY, ANOTHER = "several students", "another student's"  # where a student reads it
MOST_NAMED = 3


@dataclass(frozen=True)
class Edition:
    """Who got which numbers.

    Attributes
    ----------
    general : dict
        Numbers of the notebook that is the same for all.
    students : tuple of Student
        Who got numbers of their own; if nobody did, all have the general ones.
    numbers : tuple of dict
        Theirs, in the same order.
    secret : str
        Fingerprint of the secret that they were drawn from; empty without own numbers.

    Examples
    --------
    >>> ada, bob = (Student(n, (name,), (), name) for n, name in enumerate(["ada", "bob"]))
    >>> edition = Edition({"n": 1}, (ada, bob), ({"n": 2}, {"n": 3}))
    >>> edition.due("ADA"), edition.due("eve"), edition.whose({"n": 3})
    ({'n': 2}, None, 'those of bob')
    >>> edition.objection([Cell("code", "n = 3", "parameters")], "ada")
    "the numbers in this notebook are not this student's; they are those of bob"
    """

    general: Numbers
    students: tuple[Student, ...] = ()
    numbers: tuple[Numbers, ...] = ()
    secret: str = ""

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.students)

    def _places(self, student: str) -> list[int]:
        """Places in the list of whom a name may mean."""
        lines = self._finder.lines(student)
        return [n for n, each in enumerate(self.students) if each.line in lines]

    def due(self, student: str) -> Numbers | None:
        """Tell which numbers a student has; None if it is not known who that is.

        Parameters
        ----------
        student : str
            By id, login or name, or as an LMS's download names a student.

        Returns
        -------
        dict or None
        """
        if not self.students:
            return self.general
        places = self._places(student)
        return self.numbers[places[0]] if len(places) == 1 else None

    def whose(self, found: Numbers, *, named: bool = True) -> str:
        """Say whose numbers these are.

        Parameters
        ----------
        found : dict
            Some of them, or all.
        named : bool
            Whether students are named.

        Returns
        -------
        str
        """
        labels = [
            each.label
            for each, own in zip(self.students, self.numbers, strict=True)
            if _agree(found, own)
        ]
        if labels and not named:
            return ANOTHER
        labels += ["the general edition"] if _agree(found, self.general) else []
        if not found or not labels:
            return "nobody's"
        more = ["others"] if len(labels) > MOST_NAMED else []
        return f"those of {' or '.join([*labels[:MOST_NAMED], *more])}"

    def objection(self, cells: Iterable[Cell], student: str, *, named: bool = True) -> str:
        """Say why the numbers in a notebook are not those that its student has, or may not be.

        Parameters
        ----------
        cells : iterable of Cell
            As `read_cells` gives them.
        student : str
            Whose it is.
        named : bool
            Whether other students are named: to the person who teaches, and to no student.

        Returns
        -------
        str
            Empty if there is nothing to say against them.
        """
        due, found = self.due(student), numbers_in(cells, self.general)
        if due is not None:
            other = next((each for each in found if not _agree(each, due)), None)
            return OTHERS.format(self.whose(other, named=named)) if other else ""
        if several := [self.students[n].label for n in self._places(student)]:
            return SEVERAL.format(student, " or ".join(several) if named else SOMEBODY)
        return NOBODY.format(student, self.whose(next(iter(found), {}), named=named))

    def twice(self, names: Iterable[str]) -> list[str]:
        """Say which names are the same student's, where students have own numbers.

        Parameters
        ----------
        names : iterable of str
            Of folders or reports.

        Returns
        -------
        list of str
            A sentence for each student who has several names.
        """
        called: defaultdict[int, list[str]] = defaultdict(list)
        for name in names:
            if len(places := self._places(name)) == 1:
                called[places[0]].append(name)
        return [
            f"{' and '.join(those)} are one student of the list, {self.students[place].label}"
            for place, those in called.items()
            if len(those) > 1
        ]


def general(work: Assignment) -> Edition:
    """Tell who got which numbers, where all got the same.

    Parameters
    ----------
    work : Assignment
        What `load` gives.

    Returns
    -------
    Edition
    """
    return Edition(drawn(work))


def _agree(some: Numbers, whole: Numbers) -> bool:
    return all(name in whole and some[name] == whole[name] for name in some)
