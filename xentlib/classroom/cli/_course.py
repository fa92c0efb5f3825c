"""`xent course`: what is looked at before term."""

import click

from xentlib.classroom.cli._plainly import plainly


@click.group(short_help="Look at the whole course before term.")
def course() -> None:
    """Look at the whole course before term."""


@course.command(short_help="Run everything once, and say what is missing.")
@click.option("--only", multiple=True, metavar="NAME", help="Such as 03 or a1; more than once.")
@click.argument("more", nargs=-1, metavar="[NAME]...")
@plainly(RuntimeError)
def check(only: tuple[str, ...], more: tuple[str, ...]) -> int:
    """Run each lesson and assignment on this machine, and say what is missing here.

    It takes about as long as all lessons together: 5 to 10 minutes. `--only a1 03` looks at some.
    The status is 1 if anything fails.
    """
    from xentlib.classroom.grading.rehearsal import rehearse

    return rehearse([*only, *more])
