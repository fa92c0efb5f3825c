"""What a lesson costs: seconds and megabytes, measured, and kept beside the sources."""

import json
import math
import sys
from pathlib import Path

import nbformat
from built import Job, cells_of, write
from kernels import execute
from nbformat import NotebookNode

PEAK = (  # bytes of memory; Linux's own ru_maxrss may be that of the parent process
    "1024 * int(__import__('re').search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    if sys.platform == "linux"
    else "__import__('resource').getrusage(0).ru_maxrss"
)


def measure(job: Job) -> dict[str, int]:
    """Seconds and megabytes that the code of a notebook takes, rounded up (not on Windows)."""
    notebook = cells_of(job, job.source.read_text(encoding="utf-8"))
    now = "{{ __import__('time').perf_counter() }}"
    start, end, peak = _prose(now), _prose(now), _prose(f"{{{{ {PEAK} }}}}")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    notebook.cells = [start, *code, end, peak]
    job.target.parent.mkdir(parents=True, exist_ok=True)
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
        known = budgets(job.source) | {job.source.stem: budget}
        text = json.dumps(known, indent=2, sort_keys=True) + "\n"
        write(job.source.with_name("budgets.json"), text)


def budgets(source: Path) -> dict[str, dict[str, int]]:
    """Read what has been measured of the sources beside this one, by name."""
    path = source.with_name("budgets.json")
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
