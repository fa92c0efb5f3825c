"""Which part of a tree of things is whose."""

from collections.abc import Iterator
from typing import NamedTuple

from xentlib.classroom.grading.intake._names import (
    Label,
    bare,
    is_a_try,
    label_of,
    likeness,
    stem_of,
    student_in,
)
from xentlib.classroom.grading.intake._thing import Thing
from xentlib.classroom.topics import ASSIGNMENTS

STEPS = {"source", "release", "autograded", "feedback"}  # nbgrader's folders beside "submitted"
NOTEBOOKS = (".ipynb", ".ipynb.txt", ".ipynb.json")
PACKED = (".rar", ".7z", ".gz", ".tgz", ".tar", ".xz", ".bz2")  # which we don't open
PAGES = (".pdf", ".html", ".htm", ".doc", ".docx", ".odt", ".rtf")
OWN = {"nbgrader_config", "conftest", "readme", "rubric", "syllabus", "grades", "roster", "index"}


class Claim(NamedTuple):
    """A student, and what this student has handed in."""

    label: Label
    thing: Thing
    files: list[tuple[str, Thing]]


def claims(root: Thing, above: str, work: str) -> Iterator[Claim]:
    """Find the students in what an instructor has named.

    Parameters
    ----------
    root : Thing
        A folder, zip or file.
    above : str
        Name of the folder that it lies in.
    work : str
        The assignment.

    Yields
    ------
    Claim
        A student may have several.
    """
    label, own = label_of(root.name, work), _kid(root, work)
    if label or root.kids is None:
        yield _claim(label or Label(student_in(root.name, work) or above), root, work)
    elif _is_one(root, work):
        yield _claim(Label(above), root, work)
    elif root.problem or (own and _is_one(own, work)):
        yield _claim(Label(_called(root)), root, work)
    else:
        yield from _students(root, work)


def _is_one(folder: Thing, work: str) -> bool:
    """Whether a folder with the assignment's name is one student's, and not a class's."""
    found = [kid for kid in folder.kids or () if _bears(kid)]
    alike = any(likeness(kid.name, work) for kid in found if kid.kids is None)
    return folder.name == work and (alike or len(found) == 1)


def _students(folder: Thing, work: str) -> Iterator[Claim]:
    """Students in a folder: each kid is one's, or holds several."""
    kids = folder.kids or []
    folders = [kid.name for kid in kids if kid.kids is not None]
    if "submitted" in folders and STEPS & {*folders}:
        kids, folders = [kid for kid in kids if kid.name == "submitted"], ["submitted"]
    among_notebooks = any(_is_lone(kid) for kid in kids)
    for kid in kids:
        if label := label_of(kid.name, work):
            yield _claim(label, kid, work)
        elif kid.kids is None:
            if _is_lone(kid) or (among_notebooks and _is_lone(kid, PAGES)) or _is_odd(kid):
                yield _claim(Label(_own(kid, folder, work)), kid, work)
        elif _holds_several(kid, work, alone=len(folders) == 1):
            yield from _students(kid, work)
        else:
            yield _claim(Label(_called(kid)), kid, work)


def _called(thing: Thing) -> str:
    return stem_of(thing.name) if thing.is_zip else thing.name


def _own(kid: Thing, folder: Thing, work: str) -> str:
    """Name a lone file's student: by its name, or by its folder's if it is named for the work."""
    lone = [other.name for other in folder.kids or () if _is_lone(other)]
    if not (name := student_in(kid.name, work)):
        return _called(folder) if len(lone) == 1 else bare(kid.name)
    is_copy = name == stem_of(kid.name) != bare(kid.name)
    return bare(kid.name) if is_copy and name not in map(bare, lone) else name


def _is_lone(kid: Thing, endings: tuple[str, ...] = (*NOTEBOOKS, ".py", *PACKED)) -> bool:
    """Whether a file beside students' folders is some student's work, and not the instructor's."""
    own = stem_of(kid.name).lower() in OWN
    return kid.kids is None and kid.name.lower().endswith(endings) and not own


def _is_odd(kid: Thing) -> bool:
    """Whether it stands where a student's folder should: a link, or what can't be read."""
    return bool(kid.problem) and "." not in kid.name


def _holds_several(folder: Thing, work: str, *, alone: bool) -> bool:
    """Whether a folder is no student's, but one around the folders or files of several."""
    kids = folder.kids or []
    labels = [label for kid in kids if (label := label_of(kid.name, work))]
    handed = sum(_kid(kid, work) is not None for kid in kids)
    sure = alone or len({label.id for label in labels}) > 1
    if any(sure or not label.number for label in labels) or handed > 1 - alone:
        return True
    lone = [kid.name for kid in kids if _is_lone(kid)]
    if any(likeness(name, work) and not student_in(name, work) for name in lone):
        return False
    folders = [kid for kid in kids if kid.kids is not None and _bears(kid, "" if alone else work)]
    several = len(folders) > 1 and not any(is_a_try(kid.name) for kid in folders)
    return several or (alone and len({student_in(name, work) for name in lone}) > 1)


def _kid(folder: Thing, name: str) -> Thing | None:
    """Folder of a name in a folder."""
    kids = folder.kids or ()
    return next((kid for kid in kids if kid.name == name and kid.kids is not None), None)


def _bears(thing: Thing, work: str = "") -> bool:
    """Whether a notebook is in it, of this work if one is given."""
    if thing.kids is not None:
        return any(_bears(kid, work) for kid in thing.kids)
    alike = not work or likeness(thing.name, work) > 0
    return alike and thing.name.lower().endswith(NOTEBOOKS)


def _claim(label: Label, thing: Thing, work: str) -> Claim:
    if thing.kids is None:
        return Claim(label, thing, [(label.file or thing.name, thing)])
    return Claim(label, thing, [*_files(_kid(thing, work) or thing, work)])


def _files(folder: Thing, work: str) -> Iterator[tuple[str, Thing]]:
    """All files below a folder, but for those of other assignments, and what can't be opened."""
    if folder.problem:
        yield folder.name, folder
    for kid in folder.kids or ():
        if kid.kids is None:
            yield kid.name, kid
        elif kid.name == work or kid.name not in ASSIGNMENTS:
            yield from _files(kid, work)
