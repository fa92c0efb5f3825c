"""`xent assignment`: what is handed out, made and checked."""

import shlex
from pathlib import Path

import click

from xentlib.classroom.cli._marking import OUT
from xentlib.classroom.cli._names import choose
from xentlib.classroom.cli._plainly import plainly

NAMES = click.argument("names", nargs=-1, metavar="[NAME]...")


@click.group(short_help="Make and check the notebooks to hand out.")
def assignment() -> None:
    """Make and check the notebooks that students get.

    \b
    examples:
      xent assignment check a1
      xent assignment build a1
    """


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
    """Take the solutions out of assignments, and look whether anything of them is left.

    The notebooks come into release/ under the folder of --out. If a line of a solution, or a long
    piece of one, is found in them, in the package or in the book, nothing is handed out and the
    place is named. With --students, each student has a notebook with numbers of their own in
    handouts/, where who.csv tells which file is whose. They are drawn from build/grading/secret,
    which is made once, and build/grading/numbers.json keeps who got which: keep both files until
    the marks are final. Build with the same list, a longer one, or one of another kind, as often as
    you like: whoever has numbers keeps them, known by an id, a login, or a name that nobody shares.

    \b
    examples:
      xent assignment build a1
      xent assignment build a1 --students moodle-grading-worksheet.csv
    """
    from xentlib.classroom.grading import release
    from xentlib.classroom.grading._assignment import ROOT

    status = 0
    listed, notes = release.read_students(students) if students else ([], [])
    for note in notes:
        click.echo(f"{students}: {note}")
    for name in choose(names):
        try:
            made = release.build(name, out, listed)
        except release.LeakError as error:
            click.echo(f"{name}: {error}", err=True)
            status = 1
            continue
        click.echo(f"{name}: {made[0]}")
        if students:
            index = out / "handouts/who.csv"
            click.echo(f"{name}: {len(made) - 1} handouts; whose they are: {index}")
    if students:
        kept = " and ".join(str(ROOT / path) for path in (release.SECRET, release.RECORD))
        click.echo(f"Keep {kept} until the marks are final, and show them to nobody.")
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
    student has one notebook there, also who handed in something else: it says so then. After that,
    give `nbgrader autograde a1_information`.

    \b
    examples:
      xent assignment collect a1 moodle.zip
      xent assignment collect a1 handed-in late/ada.ipynb
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
    """Check assignments: solutions get all points, and the released notebook gets none.

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
