"""Build the notebooks from their sources: `python tools/notebooks/build_notebooks.py [names…]`.

A lesson's source becomes a learner's edition, with its exercises open, and an edition with the
answers; an assignment's source becomes one notebook. Each is executed from top to bottom and
written without anything that differs from run to run. What has not changed is not built again;
what was edited after it was built is, and the edited copy is kept in my_answers/.
"""

import argparse
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import nbformat
from budgets import fits_a_browser, measure, record, sentence_of
from built import ROOT, Job, cells_of, find_jobs, stamp, state, write
from editions import BuildError
from kernels import execute, settle
from tqdm import tqdm

from xentlib.classroom.lesson_files import keep_copy


def build(job: Job) -> Path | None:
    """Execute and write one notebook; where the edited one is now that stood in its place.

    Raises
    ------
    BuildError
        With the lesson, the cell and the reason.
    """
    text = job.source.read_text(encoding="utf-8")
    notebook = cells_of(job, text)
    job.target.parent.mkdir(parents=True, exist_ok=True)
    execute(notebook, job.target.parent, lesson=job.label, budget=sentence_of(job.source))
    settle(notebook)
    stamp(notebook, job, text)
    notebook.metadata["xentlib"]["jupyterlite"] = fits_a_browser(job.source)
    nbformat.validate(notebook)
    written = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    kept = keep_copy(job.target, job.root) if state(job) == "edited" else None
    write(job.target, written + "\n")
    return kept


def run_all(
    action: Callable[[Job], Any], jobs: list[Job], *, workers: int
) -> tuple[dict[Job, Any], list[str]]:
    """Do `action` for each job, in processes; its results, and what went wrong."""
    results: dict[Job, Any] = {}
    failures = []
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=_end_with_parent) as pool:
        futures = {pool.submit(action, job): job for job in jobs}
        for future in tqdm(as_completed(futures), total=len(jobs), unit="notebook", disable=None):
            job = futures[future]
            try:
                results[job] = future.result()
            except BuildError as error:
                failures.append(str(error))
            except Exception as error:  # one lesson must not lose the others
                failures.append(f"{job.label}: {type(error).__name__}: {error}")
    return results, failures


def _end_with_parent() -> None:
    """In a worker: end when the builder does, however it ends; the kernel ends with the worker."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def select(jobs: list[Job], names: list[str]) -> list[Job]:
    """Jobs whose source's name begins with one of `names`; all of them without names."""
    for name in names:
        if not any(job.source.stem.startswith(name) for job in jobs):
            known = ", ".join(sorted({job.source.stem for job in jobs}))
            raise BuildError(f"no source is called {name!r}; there are: {known or 'none'}")
    return [job for job in jobs if job.source.stem.startswith(tuple(names) or "")]


def _tell(built: dict[Job, Path | None], unchanged: int, failures: list[str]) -> None:
    for job, copy in built.items():
        if copy:
            edited, kept = (path.relative_to(job.root).as_posix() for path in (job.target, copy))
            print(f"{edited} was edited: your copy is {kept}")
    for failure in failures:
        print(f"\nFAILED  {failure}", file=sys.stderr)
    print(f"{len(built)} built, {unchanged} unchanged, {len(failures)} failed")


def main(arguments: list[str] | None = None, *, root: Path = ROOT) -> int:
    """Build what the command line asks for; the number of notebooks that failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="beginnings of sources' names, such as 01")
    parser.add_argument("--all", action="store_true", help="build what has not changed, too")
    parser.add_argument(
        "--measure", action="store_true", help="first measure seconds and memory for the budgets"
    )
    options = parser.parse_args(arguments)
    try:
        jobs = select(find_jobs(root), options.names)
    except BuildError as error:
        parser.error(str(error))
    failures: list[str] = []
    if options.measure:
        chosen = [job for job in jobs if job.edition != "solutions"]
        measured, failures = run_all(measure, chosen, workers=1)
        record(measured)
    stale = [job for job in jobs if options.all or options.measure or state(job) != "current"]
    built, unbuilt = run_all(build, stale, workers=2)
    failures += unbuilt
    _tell(built, len(jobs) - len(stale), failures)
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
