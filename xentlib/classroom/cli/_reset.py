"""`xent reset`: put lessons back as they came, and keep what was written into them."""

import os
from pathlib import Path

import click

from xentlib.classroom import lesson_files
from xentlib.classroom.cli._plainly import plainly

TOLD = """\b
Put lessons back as they came. First, what you wrote into them is copied to
the course's folder my_answers/, for example to
my_answers/05_softmax_cross_entropy.ipynb. Your progress stays.
"""
EXAMPLES = """\b
examples:
  xent reset 5      lesson 05 and its solutions
  xent reset 3 5    two lessons
  xent reset        every lesson that you changed

Save the lessons and close their tabs in JupyterLab first.
"""


@click.command(
    help=TOLD,
    epilog=EXAMPLES,
    short_help="Put lessons back as they came.",
    context_settings={"ignore_unknown_options": True},  # a lesson may be asked for as -1
)
@click.argument("lessons", nargs=-1)
@plainly(lesson_files.NoOriginalError)
def reset(lessons: tuple[str, ...]) -> None:
    """Put lessons back: those that are named by number, or all."""
    kept = lesson_files.reset([*lessons])
    click.echo("\n".join(_told([*lessons], kept)))


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
