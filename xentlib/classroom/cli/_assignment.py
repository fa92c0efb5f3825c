"""`xent assignment`: what is handed out, made and checked."""

import shlex
from pathlib import Path

import click

from xentlib.classroom.cli._marking import OUT
from xentlib.classroom.cli._plainly import plainly
from xentlib.classroom.topics import ASSIGNMENTS

NAMES = click.argument("names", nargs=-1, metavar="[NAME]...")


@click.group(short_help="Make and check the notebooks to hand out.")
def assignment() -> None:
    """Make and check the notebooks that students get."""


def choose(names: tuple[str, ...]) -> list[str]:
    """Find assignments by their names or the beginnings of them; all without names."""
    for name in names:
        if not any(known.startswith(name) for known in ASSIGNMENTS):
            raise ValueError(f"no assignment {name!r} is here; there are {', '.join(ASSIGNMENTS)}")
    return [known for known in ASSIGNMENTS if known.startswith(names or ("",))]


@assignment.command(short_help="Make the notebooks to hand out.")
@NAMES
@click.option(
    "--students",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A name in each line, or a learning platform's CSV: numbers of each student's own.",
)
@OUT
@plainly()
def build(names: tuple[str, ...], students: Path | None, out: Path) -> int:
    r"""Take the solutions out of assignments, and look whether anything of them is left.

    The notebooks come into release/ under the folder of --out. If a line of a solution, or a long
    piece of one, is found in them, in the package or in the book, nothing is handed out and the
    place is named. With --students, each student has a notebook with numbers of their own in
    handouts/. They depend on the file build/grading/secret, which is made once: keep it until the
    marks are final.

    \b
    examples:
      xent assignment build a1
      xent assignment build a1 --students moodle-participants.csv
    """
    from xentlib.classroom.grading import release

    status = 0
    for name in choose(names):
        try:
            made = release.build(name, out, students)
        except release.LeakError as error:
            click.echo(f"{name}: {error}", err=True)
            status = 1
            continue
        click.echo(f"{name}: {made[0]}")
        if students:
            click.echo(f"{name}: {len(made) - 1} handouts in {out / 'handouts'}")
    if students:
        click.echo(f"Keep {release.SECRET} until the marks are final, and show it to nobody.")
    return status


@assignment.command(short_help="Put what was handed in where nbgrader looks for it.")
@click.argument("name")
@click.argument(
    "submissions", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@OUT
@plainly()
def collect(name: str, submissions: tuple[Path, ...], out: Path) -> None:
    """Put what was handed in where nbgrader looks for it: submitted/ under the folder of --out.

    It takes what `xent grade` takes: a learning platform's zips, folders, single notebooks. Each
    student has one notebook there, also who handed in something else: it says so then. After
    `xent assignment collect a1 moodle.zip`, give `nbgrader autograde a1_information`.
    """
    from xentlib.classroom.grading import intake, nbgrader_plugin

    (work,) = choose((name,))
    found = intake.collect(submissions, work)
    replaced = nbgrader_plugin.hand_over(found, work, out / "submitted")
    click.echo(f"{work}: {len(found)} submissions in {out / 'submitted'}")
    for one in found:
        for said in filter(None, (one.problem, *one.notes)):
            click.echo(f"  {one.student}: {said}")
    for student in replaced:
        again = f"nbgrader autograde {work} --student {shlex.quote(student)} --force"
        click.echo(f"  {student}: another file than before; mark it again: {again}")


@assignment.command(short_help="Check that an assignment can be marked.")
@NAMES
@plainly(RuntimeError)
def check(names: tuple[str, ...]) -> int:
    r"""Check assignments: solutions get all points, and the released notebook gets none.

    The released notebook must run from top to bottom, each public example must be what the
    reference says, the points must add up, and a program that has learned the examples by heart
    must get nothing. The status is 1 if anything is wrong.

    \b
    examples:
      xent assignment check a1 a2
      xent assignment check
    """
    from xentlib.classroom.grading import release

    status = 0
    for name in choose(names):
        faults = release.check(name)
        click.echo(f"{name}: " + ("as it must be" if not faults else f"{len(faults)} faults"))
        for fault in faults:
            click.echo(f"  {fault}")
        status |= bool(faults)
    return int(status)
