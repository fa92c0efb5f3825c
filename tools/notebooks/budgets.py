"""What each notebook costs: `budgets.py` prints minutes, seconds, memory, and who was asked for.

Seconds, megabytes, hosts and large libraries are measured by `make notebooks ARGS=--measure`.
Minutes are estimates, by readers where there were any. `budgets.json` beside the sources keeps all.
"""

import json
import math
import re
import sys
import tempfile
from itertools import takewhile
from pathlib import Path
from typing import Any

import nbformat
from appearance import FURTHER
from built import ROOT, Job, cells_of, find_jobs, write
from editions import MATHEMATICS
from kernels import execute
from nbformat import NotebookNode
from offline import attempts, offline_env

PEAK = (  # bytes of memory; Linux's own ru_maxrss may be that of the parent process
    "1024 * int(__import__('re').search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    if sys.platform == "linux"
    else "__import__('resource').getrusage(0).ru_maxrss"
)
ESTIMATES = ("read", "exercises")  # in minutes, by which readers' own took the same time:
WORDS_A_MINUTE, MINUTES_AN_EXERCISE, MINUTES_A_POINT = 32, 13, 7
LARGE = ("tensorflow", "dask")  # what Python in a browser does not have
LOADED = f"' '.join(name for name in {LARGE} if name in __import__('sys').modules)"
Budget = dict[str, Any]


def measure(job: Job) -> Budget:
    """Find what the code of a notebook takes, rounded up, and asks for (not on Windows)."""
    notebook = cells_of(job, job.source.read_text(encoding="utf-8"))
    estimated = estimate(notebook)
    now = "{{ __import__('time').perf_counter() }}"
    start, *asked = map(_prose, (now, now, f"{{{{ {PEAK} }}}}", f"{{{{ {LOADED} }}}}"))
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    notebook.cells = [start, *code, *asked]
    job.target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        env = offline_env(Path(folder))
        execute(notebook, job.target.parent, lesson=job.label, env=env)
        hosts = sorted({*attempts(Path(folder))})
    end, peak, loaded = (cell.source for cell in asked)
    return estimated | {
        "seconds": math.ceil(float(end) - float(start.source)),
        "megabytes": math.ceil(int(peak) / 1e7) * 10,
        "network": hosts,
        "large": loaded.split(),
    }


def _prose(text: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(text)  # type: ignore[no-untyped-call]


def estimate(notebook: NotebookNode) -> Budget:
    """Minutes to read a notebook and to do what it asks, to the next five."""
    cells = [*takewhile(lambda cell: not cell.source.startswith(FURTHER), notebook.cells)]
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    points = sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in cells)
    checks = len({*re.findall(r'xent\.check\(\s*"([\w.]+)"', code)})
    work = checks * MINUTES_AN_EXERCISE + points * MINUTES_A_POINT
    words = len(re.findall(r"\w+", MATHEMATICS.sub(" x ", " ".join(texts))))
    return dict(zip(ESTIMATES, (_fives(words / WORDS_A_MINUTE), _fives(work)), strict=True))


def _fives(minutes: float) -> int:
    return 5 * round(minutes / 5)


def record(measured: dict[Job, Budget]) -> None:
    """Keep measured budgets beside the sources, and of minutes those that are there."""
    for job, budget in measured.items():
        known = budgets(job.source)
        before = known.get(job.source.stem, {})
        kept = {name: before[name] for name in ESTIMATES if name in before}
        text = json.dumps(known | {job.source.stem: budget | kept}, indent=2, sort_keys=True)
        write(job.source.with_name("budgets.json"), text + "\n")


def budgets(source: Path) -> dict[str, Budget]:
    """Read what is known of the sources beside this one, by name."""
    path = source.with_name("budgets.json")
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def sentence_of(source: Path) -> str:
    """Say what a notebook costs, as its header does; "" before it was measured."""
    known = budgets(source).get(source.stem)
    if known is None:
        return ""
    work = f", {known['exercises']} minutes of exercises" if known["exercises"] else ""
    hosts = ", ".join(known["network"])
    return (
        f"{known['read']} minutes to read{work}, {known['seconds']} seconds to run, "
        f"{known['megabytes']} MB, {f'network: {hosts}' if hosts else 'no network'}."
    )


def fits_a_browser(source: Path) -> bool:
    """Whether JupyterLite, Python in a browser, has all that a notebook loaded when measured."""
    return budgets(source).get(source.stem, {}).get("large") == []


def table(root: Path = ROOT) -> str:
    """Say what each notebook costs, a line for each, and all of them together."""
    sources = dict.fromkeys(job.source for job in find_jobs(root))
    known = {s.stem: budgets(s)[s.stem] for s in sources if s.stem in budgets(s)}
    head = "", "read", "exercises", "run", "peak", "network"
    rows = [head, *((name, *_costs(budget)) for name, budget in known.items())]
    return "\n".join(f"{name:32}" + "".join(f"{cell:>11}" for cell in row) for name, *row in rows)


def _costs(budget: Budget) -> tuple[str, ...]:
    read, work, run = (budget[name] for name in (*ESTIMATES, "seconds"))
    hosts = ", ".join(budget["network"]) or "none"
    return f"{read} min", f"{work} min", f"{run} s", f"{budget['megabytes']} MB", hosts


if __name__ == "__main__":
    print(table())
