"""Coursework, marked so that marks can be trusted.

No student's code ever shares a process with a check. The way of a submission:

- `intake.collect` finds it in what came, and reads it; nothing is run;
- `_cells` takes the code out of the file, whatever has become of it;
- `sandbox.Session` runs it behind walls, and `_asking.Desk` asks it, over two pipes;
- `_marking.grade` draws fresh inputs, compares what comes, and words it with `checking`'s engine;
- `reports` writes the report for the student, the table and other programs;
- `_running.run` does this for a class, on this machine or on a cluster.

What is asked stands in `_assignment` (questions and points, from the notebook that was built) and
in `exercises` (references, inputs, mistakes).
"""

from importlib import import_module
from typing import Any

_HOME = {
    "Assignment": "_assignment",
    "Submission": "intake",
    "collect": "intake",
    "grade": "_marking",
    "load": "_assignment",
    "parameters": "_parameters",
    "run": "_running",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    """Import what marks when it is first used."""
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
