"""The command `xent`: put lessons back as they came, and keep what was written into them."""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _git(*arguments: str) -> str:
    run = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return run.stdout


def _unused(path: Path) -> Path:
    """First of name.ipynb, name-2.ipynb, ... that is not taken."""
    candidates = [path, *(path.with_stem(f"{path.stem}-{n}") for n in range(2, 1000))]
    return next(candidate for candidate in candidates if not candidate.exists())


def keep_copy(notebook: Path, course: Path) -> Path:
    """Copy a notebook of a course into its my_answers/, beside earlier copies.

    Parameters
    ----------
    notebook, course : pathlib.Path
        The notebook, and the folder that holds the course's `notebooks/`.

    Returns
    -------
    pathlib.Path
        The copy.
    """
    copy = _unused(course / "my_answers" / notebook.relative_to(course / "notebooks"))
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(notebook, copy)
    return copy


def reset(lesson: str = "") -> list[Path]:
    """Move changed notebooks to my_answers/ and restore the originals.

    Parameters
    ----------
    lesson : str, default=""
        The lesson's number, "05" or "5"; all lessons if it is left out.

    Returns
    -------
    list of pathlib.Path
        Where the learner's copies are now.

    Raises
    ------
    ValueError
        If no notebook's name begins with it.
    subprocess.CalledProcessError, FileNotFoundError
        Where there is no git, or no checkout of the course.
    """
    names = _git("ls-files", "-z", ":(glob)notebooks/**/*.ipynb").split("\0")
    start = f"{int(lesson):02}" if lesson.isdecimal() else lesson
    if not any(Path(name).name.startswith(start) for name in names if name):
        near = sorted({Path(name).name[:2] for name in names if name})
        raise ValueError(f"no lesson {lesson!r} is here; there are {', '.join(near)}")
    pattern = f":(glob)notebooks/**/{start}*.ipynb"
    changed = [ROOT / name for name in _git("ls-files", "-mz", pattern).split("\0") if name]
    kept = [keep_copy(path, ROOT) for path in changed if path.exists()]
    if changed:
        _git("checkout", "--", *(str(path) for path in changed))
    return kept


def main() -> int:
    """Run `xent reset [lesson]`."""
    parser = argparse.ArgumentParser(prog="xent", description=__doc__)
    commands = parser.add_subparsers(required=True)
    restore = commands.add_parser("reset", help="put a lesson, or all, back as it came")
    restore.add_argument("lesson", nargs="?", default="", help='its number, such as "05"')
    lesson = parser.parse_args().lesson
    try:
        kept = reset(lesson)
    except ValueError as error:
        sys.exit(f"xent reset: {error}")
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        detail = getattr(error, "stderr", "") or error
        sys.exit(f"xent reset needs git and a checkout of the course in {ROOT}: {detail}")
    lines = [f"your copy: {path.relative_to(ROOT)}" for path in kept] or ["nothing was changed"]
    if kept:
        lines.append("Where a tab of JupyterLab still shows one of them: close it, without saving.")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
