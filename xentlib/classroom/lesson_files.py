"""Lessons put back as they were released, whatever git's state; the learner's work is kept.

A built notebook records a fingerprint of what was built, and so tells by itself whether somebody
has written into it.  Who committed what, and which branch follows which, is never asked.
"""

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from xentlib._extras import extra

ROOT = Path(__file__).parents[2]
FIELDS = ("id", "cell_type", "source", "attachments", "execution_count", "outputs")
METADATA = ("tags", "nbgrader")  # how a cell is folded is its reader's affair
TORN = re.compile(rb"^<<<<<<< ", re.MULTILINE)  # what git writes into a file with two sides


class NoOriginalError(Exception):
    """Why a lesson cannot be put back; nothing was changed."""


def fingerprint(notebook: Mapping[str, Any]) -> str:
    """Hash of what was built: the cells, in their order, with their tags and outputs.

    It is blind to what JupyterLab writes when a notebook is only opened and saved: metadata of
    the notebook, and those that say how a cell is folded or whether it is trusted.
    """
    seen = [
        [[cell.get(name) for name in FIELDS], [cell["metadata"].get(name) for name in METADATA]]
        for cell in notebook["cells"]
    ]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def is_as_built(content: bytes) -> bool:
    """Whether a notebook's file holds what was built, and nothing else in its cells."""
    with extra("notebooks", needed_by="putting a lesson back"):
        from nbformat import v4
    try:
        notebook = v4.reads(content.decode())  # type: ignore[no-untyped-call]
        return bool(notebook.metadata.xentlib.fingerprint == fingerprint(notebook))
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def keep_copy(notebook: Path, course: Path, content: bytes | None = None) -> Path:
    """Keep a notebook of a course in its my_answers/, beside other copies, and once.

    Parameters
    ----------
    notebook, course : pathlib.Path
        The notebook, and the folder that holds the course's `notebooks/`.
    content : bytes, optional
        What to keep; what the file holds if it is left out.

    Returns
    -------
    pathlib.Path
        The copy: name.ipynb, or the first of name-2.ipynb, … that is not taken.
    """
    content = notebook.read_bytes() if content is None else content
    copy = course / "my_answers" / notebook.relative_to(course / "notebooks")
    number, stem = 1, copy.stem
    while copy.exists() and copy.read_bytes() != content:
        number += 1
        copy = copy.with_stem(f"{stem}-{number}")
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(content)
    return copy


def find(names: list[str]) -> list[Path]:
    """Notebooks of the lessons that are named by number or beginning; of all without names.

    Raises
    ------
    ValueError
        If no lesson is called so; it says which there are.
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
    """Say what git still waits for after a reset; "" if it waits for nothing."""
    if _output("rev-parse", "--verify", "-q", "REBASE_HEAD") is not None:
        return "Your update is not complete: `git rebase --continue` goes on with it."
    if _output("rev-parse", "--verify", "-q", "MERGE_HEAD") is not None:
        return "Your update is not complete: `git commit --no-edit` completes it."
    if any(_output("diff", "--cached", "--quiet", "--", path) is None for path in paths):
        return "You had committed your work: `git commit -m reset` does so with what is put back."
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
