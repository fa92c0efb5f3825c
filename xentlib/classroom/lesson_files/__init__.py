"""Lessons put back as they were released, whatever git's state; the learner's work is kept.

A built notebook records a fingerprint of what was built, and so tells by itself whether somebody
has written into it.  Who committed what, and which branch follows which, is never asked.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from xentlib.classroom.lesson_files._built import fingerprint, is_as_built, keep_copy

__all__ = ["NoOriginalError", "find", "fingerprint", "keep_copy", "next_step", "reset"]

ROOT = Path(__file__).parents[3]
TORN = re.compile(rb"^<<<<<<< ", re.MULTILINE)  # what git writes into a file with two sides


class NoOriginalError(Exception):
    """Why a lesson cannot be put back; nothing was changed."""


def find(names: list[str]) -> list[Path]:
    """Return the notebooks of lessons: of those that are named, or of all without names.

    Parameters
    ----------
    names : list of str
        Numbers of lessons, or names of files or beginnings of such names.

    Returns
    -------
    list of pathlib.Path
        The lessons with their solutions, then the assignments.

    Raises
    ------
    ValueError
        If no lesson is called so; it says which there are.

    Examples
    --------
    >>> sorted({path.stem[:2] for path in find(["5", "03"])})
    ['03', '05']
    """
    folder = ROOT / "notebooks"
    lessons = [source.stem for source in sorted(folder.glob("source/[0-9][0-9]_*.py"))]
    works = [source.stem for source in sorted(folder.glob("source/assignments/a[0-9]*_*.py"))]
    starts = [f"{int(name):02}" if name.isdecimal() else Path(name).stem for name in names]
    for name, start in zip(names, starts, strict=True):
        if not any(stem.startswith(start) for stem in lessons + works):
            known = ", ".join(stem.partition("_")[0] for stem in lessons + works)
            raise ValueError(f"no lesson {name!r} is here; there are {known or f'none in {ROOT}'}")
    notebooks = [folder / part / f"{stem}.ipynb" for stem in lessons for part in ("", "solutions")]
    notebooks += [folder / "assignments" / stem / f"{stem}.ipynb" for stem in works]
    return [notebook for notebook in notebooks if notebook.stem.startswith(tuple(starts) or "")]


def reset(names: list[str]) -> dict[Path, Path | None]:
    """Put lessons back as they were released, in the folder and in git's index.

    Parameters
    ----------
    names : list of str
        Lessons as in `find`.

    Returns
    -------
    dict of pathlib.Path to pathlib.Path or None
        Every notebook that had changed, and where the learner's copy of it is now, if there was
        anything to keep.

    Raises
    ------
    ValueError
        If a lesson is not there.
    NoOriginalError
        If git cannot tell how a lesson was.

    Examples
    --------
    >>> reset(["99"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    ValueError: no lesson '99' is here; there are ...
    """
    releases = {path: _release(path) for path in find(names)}
    changed = {path: release for path, release in releases.items() if _differs(path, release)}
    kept: dict[Path, Path | None] = {}
    for path, release in changed.items():
        own = _own(path)
        kept[path] = None if own is None else keep_copy(path, ROOT, own)
        _git("checkout", release, "--", path)
    return kept


def next_step(paths: list[Path]) -> str:
    """Say what git still waits for after a reset.

    Parameters
    ----------
    paths : list of pathlib.Path
        The notebooks that were put back.

    Returns
    -------
    str
        A sentence with the command to use; "" if git waits for nothing.

    Raises
    ------
    NoOriginalError
        If git is not installed.

    Examples
    --------
    >>> next_step([])  # doctest: +ELLIPSIS
    '...'
    """
    if _output("rev-parse", "--verify", "-q", "REBASE_HEAD") is not None:
        return "Your update is not complete: `git rebase --continue` goes on with it."
    if _output("rev-parse", "--verify", "-q", "MERGE_HEAD") is not None:
        return "Your update is not complete: `git commit --no-edit` completes it."
    if paths and _output("diff", "--cached", "--quiet", "--", *paths) is None:
        return (
            "You had committed your work, so git waits: give `git commit -m reset`, "
            "and then `git pull --no-rebase`."
        )
    return ""


def _release(path: Path) -> str:
    """Newest commit, of those that this folder comes from, with the notebook as it was built."""
    merged = _output("rev-parse", "--verify", "-q", "MERGE_HEAD")
    tips = ["HEAD", *(["MERGE_HEAD"] if merged else [])]
    order = ("--full-history", "--topo-order", "--format=%H")  # whatever a merge has chosen
    found = _output("log", *order, *tips, "--", path) or b""
    for commit in found.decode().split():
        if is_as_built(_output("cat-file", "blob", f"{commit}:./{_name(path)}") or b""):
            return commit
    raise NoOriginalError(
        f"there is no git history of {_name(path)} in {ROOT}, as in a copy that was downloaded as "
        "a zip; nothing was changed. Save your lesson under another name, and take the original "
        "from a fresh download."
    )


def _differs(path: Path, release: str) -> bool:
    """Whether the folder or the index holds something else than the release."""
    same = ("diff", "--no-ext-diff", "--quiet", release)
    return _output(*same, "--", path) is None or _output(*same, "--cached", "--", path) is None


def _own(path: Path) -> bytes | None:
    """Find the learner's newest version; None if they have written nothing into it."""
    versions = list(_versions(path))
    whole = (version for version in versions if not TORN.search(version))
    own = next((version for version in whole if not is_as_built(version)), None)
    torn = versions and all(map(TORN.search, versions))
    return versions[0] if torn else own


def _versions(path: Path) -> Iterator[bytes]:
    """Yield what folder, index, both sides of a conflict, and the learner's commits hold."""
    if path.exists():
        yield path.read_bytes()
    for place in (":0:", ":2:", ":3:", "HEAD:", "REBASE_HEAD:"):
        if (version := _output("cat-file", "blob", f"{place}./{_name(path)}")) is not None:
            yield version


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _output(*arguments: str | Path) -> bytes | None:
    """Return what git answers; None if it says no."""
    try:
        return _git(*arguments)
    except subprocess.CalledProcessError:
        return None


def _git(*arguments: str | Path) -> bytes:
    command, env = ["git", *arguments], os.environ | {"GIT_LITERAL_PATHSPECS": "1"}
    try:
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True).stdout
    except FileNotFoundError:
        why = "it needs git, which is not installed; nothing was changed"
        raise NoOriginalError(why) from None
