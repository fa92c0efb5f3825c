"""Many submissions: on this machine's processors, or on a cluster; each report at once on disk."""

import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from pathlib import Path
from typing import Any

from xentlib.classroom.grading._assignment import Assignment, load
from xentlib.classroom.grading._edition import Edition, general
from xentlib.classroom.grading._marking import grade
from xentlib.classroom.grading._pool import pool
from xentlib.classroom.grading._replay import filed, owned, refuse_to_replace, replacing
from xentlib.classroom.grading._report import NOT_MARKED, unmarked
from xentlib.classroom.grading.intake import Submission, collect
from xentlib.classroom.grading.reports import (
    folder_of,
    read_report,
    read_reports,
    write_report,
    write_table,
)
from xentlib.classroom.grading.sandbox import choose

Report = dict[str, Any]
Job = tuple[Submission, Assignment, int, Edition, str]


def run(
    paths: Sequence[Path],
    assignment: str,
    *,
    out: Path,
    jobs: int = 2,
    backend: str = "auto",
    scheduler: str = "",
    seed: int | None = None,
    student: str = "",
    edition: Edition | None = None,
    shard: tuple[int, int] = (0, 1),
) -> list[Report]:
    """Mark what was handed in, and write all reports.

    What was marked before is not marked again, unless its file has changed, or another seed is
    asked for. One submission that fails does not stop the others. With a seed or a student, it is
    tried out again how a mark was made: that is refused where it would replace a class's marks.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        Folders, zips or notebooks, as `intake.collect` takes them.
    assignment : str
        An assignment such as "a1_information", or a lesson's topic such as "binary".
    out : pathlib.Path
        Where reports go, a folder for each student, and the table of grades.
    jobs : int
        Processes on this machine.
    backend : {"auto", "bubblewrap", "container", "none"}
        What keeps students' code away from the machine.
    scheduler : str
        Address of a Dask scheduler; then its workers mark.
    seed : int, optional
        Where inputs come from; by default each submission gets a seed that nobody knows.
    student : str
        Whose the only submission is; by default its file or folder says that.
    edition : Edition, optional
        Who got which numbers; by default all got the general ones.
    shard : tuple of int
        Number of this share and of all shares, where several machines mark one class.

    Returns
    -------
    list of dict
        All reports of this share, in the order of `collect`; "chosen" says of several files of a
        student which one was marked, and why. The table has whoever was marked before as well.

    Raises
    ------
    NoSandboxError
        If nothing here can keep students' code away; nothing was run.
    ValueError
        If a seed or a student is given, and marks of other students are in `out`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as home:
    ...     _ = Path(home, "ada.ipynb").write_bytes(b"torn")
    ...     run([Path(home)], "start", out=Path(home, "out"), backend="none")[0]["score"]
    0.0
    """
    work = load(assignment)
    backend = backend if scheduler else choose(backend)
    edition = edition or general(work)
    handed_in = owned(collect(paths, assignment), student)
    if seed is not None or student:
        refuse_to_replace(out, assignment, handed_in)
    share = handed_in[shard[0] :: shard[1]]
    done = {one: _kept(out, one, work, seed, edition, backend) for one in share}
    left: list[Job] = [
        (one, work, secrets.randbits(64) if seed is None else seed, edition, backend)
        for one, report in done.items()
        if report is None
    ]
    for one, report in _progress(_marked(left, jobs, scheduler), len(left)):
        folder = folder_of(out, assignment, one.student)
        done[one] = told = replacing(report, read_report(folder))
        write_report(folder, told)
    if shard[1] == 1:
        write_table(out / assignment / "grades.csv", read_reports(out, assignment))
    return [report | {"chosen": one.chosen} for one, report in done.items() if report]


def mark(job: Job) -> Report:
    """Mark one submission, whatever it is; this runs on a worker.

    Parameters
    ----------
    job : tuple
        Submission, assignment, seed, edition and backend.

    Returns
    -------
    dict
        The report, with the name of the file.
    """
    one, work, seed, edition, backend = job
    if one.problem:
        report = unmarked(work, one.problem, seed, backend=backend)
    else:
        report = grade(one.data, work, seed, student=one.name, edition=edition, backend=backend)
    return report | filed(one, work, seed, edition) | {"notes": [*one.notes, *report["notes"]]}


def _kept(
    out: Path, one: Submission, work: Assignment, seed: int | None, edition: Edition, backend: str
) -> Report | None:
    """Report of an earlier run, if it is about the same file and numbers, and as well guarded."""
    report = read_report(folder_of(out, work.name, one.student)) or {"status": NOT_MARKED}
    fresh = unmarked(work, one.problem, 0, data=one.data) | {"secret": edition.secret}
    keys = "schema", "assignment", "version", "sha256", "secret"
    same = all(report.get(key) == fresh[key] for key in keys)
    trusted = report.get("sandboxed") or backend == "none"
    stands = same and trusted and not report["status"].startswith(NOT_MARKED)
    return report if stands and seed in (None, report.get("seed")) else None


def _marked(jobs: list[Job], workers: int, scheduler: str) -> Iterator[tuple[Submission, Report]]:
    """Yield each submission with its report when it is done."""
    if scheduler:
        from distributed import Client, as_completed as as_finished

        with Client(scheduler) as client:
            sent = {client.submit(mark, job, retries=5, pure=False): job for job in jobs}
            for future in as_finished(sent):
                yield _result(sent[future], future.result)
    elif workers <= 1 or len(jobs) <= 1:
        for job in jobs:
            yield _result(job, lambda job=job: mark(job))  # type: ignore[misc]
    else:
        with pool(workers) as executor:
            futures: dict[Future[Report], Job] = {executor.submit(mark, job): job for job in jobs}
            for future in as_completed(futures):
                yield _result(futures[future], future.result)


def _result(job: Job, get: Callable[[], Report]) -> tuple[Submission, Report]:
    """Submission and report; a report that says so where marking itself failed."""
    one, work, seed, edition, backend = job
    try:
        return one, get()
    except Exception as error:  # one submission must not stop the others
        said = f"{NOT_MARKED}, please report this: {type(error).__name__}: {error}"
        report = unmarked(work, said, seed, data=one.data, backend=backend)
        return one, report | filed(one, work, seed, edition)


def _progress(marked: Iterator[Any], n: int) -> Iterator[Any]:
    from tqdm import tqdm

    return iter(tqdm(marked, total=n, unit="submission", disable=None, file=sys.stderr))
