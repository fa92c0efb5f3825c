"""Build the notebooks from their sources: `python tools/build_notebooks.py [names…]`.

A lesson's source becomes a learner's edition, with its exercises open, and an edition with the
answers; an assignment's source becomes one notebook. Each is executed from top to bottom and
written without anything that differs from run to run. What has not changed is not built again.
"""

import argparse
import json
import math
import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from editions import BuildError, read_edition, source_hash
from kernels import execute, settle
from nbformat import NotebookNode
from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
PEAK = (  # bytes of memory; Linux's own ru_maxrss may be that of the parent process
    "1024 * int(__import__('re').search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    if sys.platform == "linux"
    else "__import__('resource').getrusage(0).ru_maxrss"
)


@dataclass(frozen=True)
class Job:
    """One notebook to build: from which source, to where, in which edition."""

    source: Path
    target: Path
    edition: str

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"{self.source.stem} ({self.edition})"


def find_jobs(root: Path) -> list[Job]:
    """All notebooks that the sources under `root` make."""
    folder = root / "notebooks"
    jobs = []
    for source in sorted(folder.glob("source/[0-9][0-9]_*.py")):
        name = f"{source.stem}.ipynb"
        jobs += [Job(source, folder / name, "learner")]
        jobs += [Job(source, folder / "solutions" / name, "solutions")]
    for source in sorted(folder.glob("source/assignments/a[0-9]*_*.py")):
        target = folder / "assignments" / source.stem / f"{source.stem}.ipynb"
        jobs += [Job(source, target, "assignment")]
    return jobs


def is_current(job: Job) -> bool:
    """Whether the built notebook came from the source as it now is."""
    try:
        built = json.loads(job.target.read_text(encoding="utf-8"))
        recorded = built["metadata"]["xentlib"]["source_hash"]
    except (FileNotFoundError, KeyError, ValueError):
        return False
    return recorded == source_hash(job.source.read_text(encoding="utf-8"))


def build(job: Job) -> None:
    """Execute and write one notebook.

    Raises
    ------
    BuildError
        With the lesson, the cell and the reason.
    """
    text = job.source.read_text(encoding="utf-8")
    notebook = _read(job)
    job.target.parent.mkdir(parents=True, exist_ok=True)
    budget = _budgets(job.source).get(job.source.stem)
    execute(notebook, job.target.parent, lesson=job.label, budget=budget)
    settle(notebook)
    notebook.metadata["xentlib"] = {"source_hash": source_hash(text), "edition": job.edition}
    nbformat.validate(notebook)
    written = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    _write(job.target, written + "\n")


def _read(job: Job) -> NotebookNode:
    try:
        return read_edition(job.source.read_text(encoding="utf-8"), job.edition)
    except BuildError as error:
        raise BuildError(f"{job.label}, {error}") from None


def _write(path: Path, text: str) -> None:
    """Replace a file at once: nobody sees half of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


def measure(job: Job) -> dict[str, int]:
    """Seconds and megabytes that the code of a notebook takes, rounded up (not on Windows)."""
    notebook = _read(job)
    now = "{{ __import__('time').perf_counter() }}"
    start, end, peak = _prose(now), _prose(now), _prose(f"{{{{ {PEAK} }}}}")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    notebook.cells = [start, *code, end, peak]
    execute(notebook, job.target.parent, lesson=job.label)
    seconds = float(end.source) - float(start.source)
    return {
        "seconds": math.ceil(seconds),
        "megabytes": math.ceil(int(peak.source) / 1e7) * 10,
    }


def _prose(text: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(text)  # type: ignore[no-untyped-call]


def record(measured: dict[Job, dict[str, int]]) -> None:
    """Keep measured budgets in `budgets.json` beside the sources."""
    for job, budget in measured.items():
        budgets = _budgets(job.source) | {job.source.stem: budget}
        text = json.dumps(budgets, indent=2, sort_keys=True) + "\n"
        _write(job.source.with_name("budgets.json"), text)


def _budgets(source: Path) -> dict[str, dict[str, int]]:
    path = source.with_name("budgets.json")
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def run_all(
    action: Callable[[Job], Any], jobs: list[Job], *, workers: int
) -> tuple[dict[Job, Any], list[str]]:
    """Do `action` for each job, in processes; its results, and what went wrong."""
    results: dict[Job, Any] = {}
    failures = []
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn) as pool:
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


def select(jobs: list[Job], names: list[str]) -> list[Job]:
    """Jobs whose source's name begins with one of `names`; all of them without names."""
    for name in names:
        if not any(job.source.stem.startswith(name) for job in jobs):
            known = ", ".join(sorted({job.source.stem for job in jobs}))
            raise BuildError(f"no source is called {name!r}; there are: {known or 'none'}")
    return [job for job in jobs if job.source.stem.startswith(tuple(names) or "")]


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
    stale = [job for job in jobs if options.all or options.measure or not is_current(job)]
    built, unbuilt = run_all(build, stale, workers=2)
    failures += unbuilt
    for failure in failures:
        print(f"\nFAILED  {failure}", file=sys.stderr)
    print(f"{len(built)} built, {len(jobs) - len(stale)} unchanged, {len(failures)} failed")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
