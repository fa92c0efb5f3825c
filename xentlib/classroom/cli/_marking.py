"""`xent grade` and `xent similarity`: what is done with what came in."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xentlib.classroom.cli._names import only
from xentlib.classroom.cli._plainly import plainly

if TYPE_CHECKING:
    from xentlib.classroom.grading._edition import Edition

BUILD = Path("build/grading")
RENAME = "If the name of a folder is wrong, give it the number or name that {} has, and mark again."
LOST = "If students got own numbers: put {} back, or build once more with the same list and secret."
SUBMISSIONS = click.argument(
    "submissions", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
ASSIGNMENT = click.option(
    "--assignment",
    "-a",
    required=True,
    metavar="NAME",
    help="Such as a2_binary_and_softmax, or a2; or a lesson's topic, such as binary.",
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
@click.option("--student", default="", metavar="NAME", help="Whose the one submission is.")
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
    student: str,
    shard: str,
) -> int:
    """Mark what was handed in: folders, zip files of a learning platform, single notebooks.

    Each student's code runs in a process of its own, which can reach neither your files nor the
    network, and answers questions with fresh inputs. For each student there is a page of
    feedback and a report; grades.csv has the marks of all who were ever marked. What was marked
    already, and has not changed, is not marked again. The page of feedback ends with the command
    that gives the same marks once more, by --seed and --student; give it another folder than that
    of the class.

    \b
    examples:
      xent grade build/grading/submitted --assignment a1_information
      xent grade moodle.zip -a a3 --jobs 4
      xent grade ada.ipynb --assignment binary --seed 2718 --student ada --out build/replay/ada
    """
    from xentlib.classroom.grading import run
    from xentlib.classroom.grading._report import has_no_mark
    from xentlib.classroom.grading.release import RECORD, read_edition

    assignment = only(assignment)
    reports = run(
        [*submissions],
        assignment,
        out=out,
        jobs=jobs or os.cpu_count() or 1,
        backend=backend,
        scheduler=scheduler,
        seed=seed,
        student=student,
        edition=(edition := read_edition(assignment)),
        shard=_share(shard),
    )
    for line in (*_summary(reports), *_of_table(out / assignment, edition)):
        click.echo(line)
    if any(q["state"] == "unmarked" for each in reports for q in each["questions"]):
        click.echo((RENAME if edition.students else LOST).format(RECORD))
    click.echo(f"marks and feedback: {out / assignment}")
    return int(any(map(has_no_mark, reports)))


def _summary(reports: list[dict[str, Any]]) -> Iterator[str]:
    """Say how many could be marked, what was odd, and where the rest is told."""
    from xentlib.classroom.grading._report import printed

    statuses = [report["status"] for report in reports]
    failed = sum(not status.startswith("marked") for status in statuses)
    yield f"{_counted(len(reports), 'submission')}, {failed} of them could not be marked"
    for report in reports:
        yield from (f"  {report['student']}: {line}" for line in printed(report))
    if noted := sum(bool(report["notes"]) for report in reports):
        yield f"Notes on {_counted(noted, 'student')}: see grades.csv"
    if any(not report["sandboxed"] for report in reports):
        yield "NOT SANDBOXED: students' code ran with your rights; each report says so."


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _of_table(folder: Path, edition: "Edition") -> Iterator[str]:
    """Say who stands in the table of marks under several names, and which marks it lacks."""
    from xentlib.classroom.grading.lms import read_marks

    if (table := folder / "grades.csv").exists():
        marks = read_marks(table)
        for said in edition.twice(marks.students):
            yield f"{said}: delete one folder in {folder}, and mark again"
        yield from marks.notes


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
    """Show pairs of submissions that have long passages in common.

    The code that was handed out is taken away first, and so are names, comments and layout. The
    report shows passages side by side. It proves nothing: read them, and talk to the students.
    A passage that many students have is left out as common, and it is said how many these are.
    Answers of a few lines are often alike by chance.

    \b
    example:
      xent similarity build/grading/submitted --assignment a1_information
    """
    from xentlib.classroom.grading.similarity import FEW, SHARE, compare, write_report

    assignment = only(assignment)
    pairs, common = compare([*submissions], assignment, threshold=threshold)
    page = write_report(pairs, out, assignment)
    for pair in pairs[:10]:
        click.echo(f"{pair.score:4.0%}  {pair.one} and {pair.other}")
    if common:
        many = f"{FEW} students, and more than {SHARE:.0%} of all, have them"
        click.echo(f"{common} passages were left out as common: more than {many}")
    click.echo(f"{_counted(len(pairs), 'pair')} to look at, side by side in {page}")
