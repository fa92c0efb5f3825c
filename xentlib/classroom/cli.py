"""The command `xent`: put lessons back as they came, and keep what was written into them."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from xentlib.classroom import lesson_files

TOLD = """\
Put lessons back as they came. First, what you wrote into them is copied to the course's folder
my_answers/, for example to my_answers/05_softmax_cross_entropy.ipynb. Your progress stays.
"""
EXAMPLES = """\
examples:
  xent reset 5      lesson 05 and its solutions
  xent reset 3 5    two lessons
  xent reset        every lesson that you changed

Save the lessons and close their tabs in JupyterLab first.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run `xent reset [lesson …]`; without a command, show what there is.

    Parameters
    ----------
    arguments : list of str, optional
        What stands behind `xent`; what the shell gave if it is left out.

    Returns
    -------
    int
        Status for the shell: 0, or 2 where there was no command.

    Raises
    ------
    SystemExit
        If help is asked for, or something is wrong with the arguments, or a lesson cannot be put
        back; it says why.

    Examples
    --------
    >>> main(["reset", "99"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    SystemExit: xent reset: no lesson '99' is here; there are ...
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if "lessons" not in options:
        parser.print_help()
        return 2
    try:
        kept = lesson_files.reset(options.lessons)
        lines = _told(options.lessons, kept)
    except subprocess.CalledProcessError as error:
        sys.exit(f"xent reset: git says: {error.stderr.decode(errors='replace').strip()}")
    except (ValueError, OSError, ImportError, lesson_files.NoOriginalError) as error:
        sys.exit(f"xent reset: {error}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    """Read the command line, and say in its help what it does to a learner's work."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        "xent", description=TOLD, epilog=EXAMPLES, formatter_class=form
    )
    commands = parser.add_subparsers(metavar="command")
    restore = commands.add_parser(
        "reset",
        help="put lessons back as they came",
        description=TOLD,
        epilog=EXAMPLES,
        formatter_class=form,
    )
    restore.add_argument(
        "lessons", nargs="*", help="their numbers, such as 5; all lessons without one"
    )
    return parser


def _told(names: list[str], kept: dict[Path, Path | None]) -> list[str]:
    """Say what was done with each notebook, and what is left to do."""
    lines = [
        f"{_seen(path)} is back as it came; "
        + (f"your copy: {_seen(copy)}" if copy else "you had written nothing into it")
        for path, copy in kept.items()
    ]
    touched = {path.stem for path in kept}
    untouched = {path.stem for path in lesson_files.find(names)} - touched if names else ()
    lines += [f"nothing to do: lesson {stem[:2]} is as it came" for stem in sorted(untouched)]
    if kept:
        lines.append("Where a tab of JupyterLab still shows one of them: close it, without saving.")
    lines = lines or ["nothing to do: every lesson is as it came"]
    return [*lines, *filter(None, [lesson_files.next_step([*lesson_files.find(names)])])]


def _seen(path: Path) -> str:
    """Path from where the learner stands."""
    try:
        return os.path.relpath(path)
    except ValueError:  # Windows: on another drive
        return str(path)
