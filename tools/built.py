"""Which notebooks the sources make, and whether what stands there is up to date."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from editions import BuildError, read_edition, source_hash
from nbformat import NotebookNode


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


def is_current(job: Job) -> bool:
    """Whether the built notebook came from the source as it now is."""
    try:
        built = json.loads(job.target.read_text(encoding="utf-8"))
        recorded = built["metadata"]["xentlib"]["source_hash"]
    except (FileNotFoundError, KeyError, ValueError):
        return False
    return recorded == source_hash(job.source.read_text(encoding="utf-8"))
