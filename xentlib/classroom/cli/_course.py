"""`xent course`: what is looked at before term."""

import click

from xentlib.classroom.cli._plainly import plainly


@click.group(short_help="Look at the whole course before term.")
def course() -> None:
    """Look at the whole course before term.

    \b
    example:
      xent course check
    """


@course.command(short_help="Run everything once, and say what is missing.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@plainly(RuntimeError)
def check(names: tuple[str, ...]) -> int:
    """Run each lesson and assignment on this machine, and say what is missing here.

    Lessons run with their answers filled in. It takes about as long as all of them together: 5 to
    10 minutes. The status is 1 if anything fails.

    \b
    examples:
      xent course check
      xent course check a1 03     one assignment and one lesson
    """
    from xentlib.classroom.grading.rehearsal import lacks, points_of, rehearse, run_of

    chosen = run_of(names)
    failed = 0
    for done in rehearse(chosen):
        click.echo(f"{done.notebook.stem:32} {done.seconds:6.1f} s  {done.error or 'runs'}")
        failed += bool(done.error)
    for line in points_of(path.stem for path in chosen):
        click.echo(line)
    for line in lacks():
        click.echo(f"missing here: {line}")
    click.echo(f"{len(chosen)} notebooks, {failed} of them fail")
    return int(bool(failed))
