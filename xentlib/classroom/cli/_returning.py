"""`xent grades`: marks go back to where the students are."""

from pathlib import Path

import click

from xentlib.classroom.cli._plainly import plainly


@click.command(short_help="Put marks into a learning platform's table.")
@click.argument("roster", metavar="LMS.csv", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--report",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The grades.csv that `xent grade` or `nbgrader export` wrote.",
)
@click.option(
    "--out",
    "-o",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="File for the table with the marks in it.",
)
@click.option("--column", default="", help="For the marks, if the table has several; Canvas does.")
@click.option("--assignment", "-a", default="", help="If the report has the marks of several.")
@plainly()
def grades(roster: Path, report: Path, out: Path, column: str, assignment: str) -> int:
    """Put marks into the table that you exported from Moodle or Canvas.

    Students are found by their id, their login or their name. All other columns stay as they
    came. Whoever can't be found, or has no whole mark, is named, and the status is 1. Who is in the
    table and not in the report, since nothing came from them, is named too.

    \b
    examples:
      xent grades moodle.csv --report build/grading/a1_information/grades.csv --out upload.csv
      xent grades moodle.csv --report build/grading/grades.csv -a a1_information --out upload.csv
      xent grades canvas.csv --report grades.csv --column a1 --out upload.csv
    """
    from xentlib.classroom.grading import lms

    marks, table = lms.read_marks(report, assignment), lms.read_roster(roster)
    told = lms.write_grades(table, marks.points, out, column=column)
    problems = [*marks.problems, *table.problems, *told]
    written, n = len(lms.placed(table.students, marks.points)[0]), len(table.students)
    click.echo(f"{out}: {table.kind}, {n} students; {written} of {len(marks.points)} marks written")
    for said in (*marks.notes, *problems):
        click.echo(f"  {said}")
    if missing := lms.absent(table.students, marks.students):
        click.echo(f"  in this table and not in the report: {', '.join(missing)}")
    return int(bool(problems))
