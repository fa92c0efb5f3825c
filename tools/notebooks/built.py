"""Which notebooks there are to build, and whether what stands there is what was built."""

import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import nbformat
from editions import BuildError, read_edition, source_hash
from nbformat import NotebookNode

from xentlib.classroom.lesson_files import fingerprint

ROOT = Path(__file__).resolve().parents[2]
# Tags of what needs a library in a lesson that does without otherwise.
NEEDS = {"keras": "tensorflow", "scale": "dask"}
INSTALLED = "installed"  # the tag of a cell whose data are the docstrings of these libraries:
DOCUMENTED = ("matplotlib", "numpy", "scikit-learn", "scipy")
State = Literal["missing", "edited", "stale", "current"]


@dataclass(frozen=True)
class Job:
    """One notebook to build: from which source, to where, in which edition, of which course."""

    source: Path
    target: Path
    edition: str
    root: Path

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
        jobs += [Job(source, folder / name, "learner", root)]
        jobs += [Job(source, folder / "solutions" / name, "solutions", root)]
    for source in sorted(folder.glob("source/assignments/a[0-9]*_*.py")):
        target = folder / "assignments" / source.stem / f"{source.stem}.ipynb"
        jobs += [Job(source, target, "assignment", root)]
    return jobs


def find_job(target: Path) -> Job | None:
    """Find what builds a notebook, if it lies in a course that has its source."""
    roots = [folder.parent for folder in target.parents if folder.name == "notebooks"]
    return next((job for root in roots for job in find_jobs(root) if job.target == target), None)


def write(path: Path, text: str) -> None:
    """Replace a file at once: nobody sees half of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


def cells_of(job: Job, text: str) -> NotebookNode:
    """Cells of a job's edition of a source text, not executed yet; errors name the lesson."""
    try:
        return read_edition(text, job.edition)
    except BuildError as error:
        raise BuildError(f"{job.label}, {error}") from None


def stamp(notebook: NotebookNode, job: Job, text: str) -> None:
    """Record in a notebook what it was built from, and a fingerprint of what was built."""
    made: dict[str, object] = {"edition": job.edition, "source_hash": source_hash(text)}
    if any(INSTALLED in cell.metadata.get("tags", []) for cell in notebook.cells):
        made["versions"] = versions()
    notebook.metadata["xentlib"] = made | {"fingerprint": fingerprint(notebook)}


def versions() -> dict[str, str]:
    """Versions of the libraries whose docstrings are a lesson's data."""
    return {name: version(name) for name in DOCUMENTED}


def state(job: Job) -> State:
    """Whether the notebook is there, is what was built, and was built from the present source."""
    if not job.target.exists():
        return "missing"
    try:
        text = job.target.read_text(encoding="utf-8")
        # nbformat.read would mend what it finds; here every difference counts.
        built = nbformat.v4.reads(text)  # type: ignore[no-untyped-call]
        made = built.metadata.xentlib
        as_built = made.fingerprint == fingerprint(built)
    except (AttributeError, KeyError, TypeError, ValueError):
        as_built = False  # nothing says that it is
    if not as_built:
        return "edited"
    now = job.edition, source_hash(job.source.read_text(encoding="utf-8"))
    return "current" if (made.edition, made.source_hash) == now else "stale"


def complaint(job: Job) -> str:
    """Say in a sentence what is wrong with a notebook and how to mend it; "" if it is current."""
    name = job.target.relative_to(job.root).as_posix()
    return {
        "current": "",
        "missing": f"{name} is not built yet: run `make notebooks`.",
        "stale": f"{name} was built from another source: run `make notebooks`.",
        "edited": f"{name} was edited after it was built: `make notebooks`, or `.venv/bin/xent "
        f"reset {name.rpartition('/')[2][:2]}`, puts it right and keeps your copy in my_answers/.",
    }[state(job)]
