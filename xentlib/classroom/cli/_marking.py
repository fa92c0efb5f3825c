"""`xent grade`, `xent similarity` and `xent grades`: what is done with what came in."""

import os
import re
from pathlib import Path

import click

from xentlib.classroom.cli._plainly import plainly

BUILD = Path("build/grading")
SUBMISSIONS = click.argument(
    "submissions", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
ASSIGNMENT = click.option(
    "--assignment",
    "-a",
    required=True,
    metavar="NAME",
    help="Such as a2_binary_and_softmax; or a lesson's topic, such as binary.",
)
OUT = click.option(
    "--out",
    "-o",
    default=BUILD,
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for what is written.",
)


@click.command(short_help="Mark what was handed in.")
@SUBMISSIONS
@ASSIGNMENT
@OUT
@click.option("--jobs", "-j", default=0, type=click.IntRange(0), help="At a time; 0: one per core.")
@click.option(
    "--backend",
    default="auto",
    show_default=True,
    type=click.Choice(["auto", "bubblewrap", "container", "none"]),
    help="What keeps students' code away from this machine.",
)
@click.option("--scheduler", default="", metavar="tcp://HOST:PORT", help="Of a Dask cluster.")
@click.option("--seed", type=click.IntRange(0), help="Of the inputs; secret ones if left out.")
@click.option("--shard", default="0/1", metavar="K/N", help="Mark share K, from 0, of N shares.")
@plainly(RuntimeError)
def grade(
    submissions: tuple[Path, ...],
    assignment: str,
    out: Path,
    jobs: int,
    backend: str,
    scheduler: str,
    seed: int | None,
    shard: str,
) -> int:
    r"""Mark what was handed in: folders, zip files of a learning platform, single notebooks.

    Each student's code runs in a process of its own, which can reach neither your files nor the
    network, and answers questions with fresh inputs. For each student there is a page of
    feedback and a report; grades.csv has all marks. What was marked already, and has not changed,
    is not marked again.

    \b
    examples:
      xent grade build/grading/submitted --assignment a1_information
      xent grade moodle.zip --assignment a3_multi_label --jobs 4
      xent grade ada.ipynb --assignment binary --seed 2718
    """
    from xentlib.classroom.grading import run
    from xentlib.classroom.grading.release import read_secret

    reports = run(
        [*submissions],
        assignment,
        out=out,
        jobs=jobs or os.cpu_count() or 1,
        backend=backend,
        scheduler=scheduler,
        seed=seed,
        secret=read_secret(),
        shard=_share(shard),
    )
    unread = {each["student"]: each["status"] for each in reports if each["status"] != "marked"}
    click.echo(f"{len(reports)} submissions, {len(unread)} of them could not be marked")
    for student, reason in unread.items():
        click.echo(f"  {student}: {reason}")
    click.echo(f"marks and feedback: {out / assignment}")
    if any(not report["sandboxed"] for report in reports):
        click.echo("NOT SANDBOXED: students' code ran with your rights; each report says so.")
    return int(any(map(_is_ours, unread.values())))


def _is_ours(status: str) -> bool:
    """Whether it was not the student's fault that there is no mark."""
    return status.startswith("not marked")


def _share(shard: str) -> tuple[int, int]:
    """Read K/N: which of how many shares."""
    found = re.fullmatch(r"(\d+)/(\d+)", shard)
    if not found or int(found[1]) >= int(found[2]):
        raise ValueError(f"--shard must be K/N with K from 0 to N - 1; got {shard}")
    return int(found[1]), int(found[2])


@click.command(short_help="Show pairs that look alike.")
@SUBMISSIONS
@ASSIGNMENT
@OUT
@click.option(
    "--threshold",
    default=0.8,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Share of an answer that must be found again in the other's.",
)
@plainly()
def similarity(submissions: tuple[Path, ...], assignment: str, out: Path, threshold: float) -> None:
    r"""Show pairs of submissions that have long passages in common.

    The code that was handed out is taken away first, and so are names, comments and layout. The
    report shows passages side by side. It proves nothing: read them, and talk to the students.
    Answers of a few lines are often alike by chance.

    \b
    example:
      xent similarity build/grading/submitted --assignment a1_information
    """
    from xentlib.classroom.grading.similarity import compare, write_report

    pairs = compare([*submissions], assignment, threshold=threshold)
    page = write_report(pairs, out, assignment)
    for pair in pairs[:10]:
        click.echo(f"{pair.score:4.0%}  {pair.one} and {pair.other}")
    click.echo(f"{len(pairs)} pairs to look at, side by side in {page}")


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
    r"""Put marks into the table that you exported from Moodle or Canvas.

    Students are found by their id, their login or their name. All other columns stay as they
    came. Whoever can't be found, or has no whole mark, is named, and the status is 1.

    \b
    examples:
      xent grades moodle.csv --report build/grading/a1_information/grades.csv --out upload.csv
      xent grades moodle.csv --report build/grading/grades.csv -a a1_information --out upload.csv
      xent grades canvas.csv --report grades.csv --column a1 --out upload.csv
    """
    from xentlib.classroom.grading.lms import read_marks, read_roster, write_grades

    marks, table = read_marks(report, assignment), read_roster(roster)
    told = write_grades(table, marks.points, out, column=column)
    problems = [*marks.problems, *table.problems, *told]
    click.echo(f"{out}: {table.kind}, {len(table.students)} students, {len(marks.points)} marks")
    for said in (*marks.notes, *problems):
        click.echo(f"  {said}")
    return int(bool(problems))
