"""`xent grades`: marks go back to where the students are."""

import csv
from pathlib import Path

import click

from xentlib.classroom.cli._plainly import plainly


@click.command(short_help="Put marks into a learning platform's table.")
@click.argument("roster", metavar="LMS.csv", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--report",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The grades.csv that `xent grade` wrote.",
)
@click.option(
    "--out",
    "-o",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="File for the table with the marks in it.",
)
@click.option("--column", default="", help="For the marks, if the table has several; Canvas does.")
@plainly()
def grades(roster: Path, report: Path, out: Path, column: str) -> int:
    """Put marks into the table that you exported from Moodle or Canvas.

    Students are found by their id, their login or their name. All other columns stay as they
    came. Whoever can't be found is named, and the status is 1.

    \b
    examples:
      xent grades moodle.csv --report build/grading/a1_information/grades.csv --out upload.csv
      xent grades canvas.csv --report grades.csv --column a1 --out upload.csv
    """
    from xentlib.classroom.grading._report import has_no_mark
    from xentlib.classroom.grading.lms import read_roster, write_grades

    rows = _rows(report)
    marks = {row["student"]: float(row["score"]) for row in rows if not has_no_mark(row)}
    left = [f"{row['student']}: {row['status']}" for row in rows if has_no_mark(row)]
    table = read_roster(roster)
    problems = [*left, *table.problems, *write_grades(table, marks, out, column=column)]
    click.echo(f"{out}: {table.kind}, {len(table.students)} students, {len(marks)} marks")
    for problem in problems:
        click.echo(f"  {problem}")
    return int(bool(problems))


def _rows(report: Path) -> list[dict[str, str]]:
    """Read the table that `xent grade` wrote."""
    with report.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        names = table.fieldnames or ()
        if not {"student", "score", "status"} <= {*names}:
            raise ValueError(
                f"--report must be the grades.csv that `xent grade` wrote; the first line of "
                f"{report} names {', '.join(names) or 'nothing'}"
            )
        return [*table]
