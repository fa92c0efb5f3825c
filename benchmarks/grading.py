"""How long a class takes: `python benchmarks/grading.py [students]`; it only prints.

Of the students a third is right, a third has one wrong answer, and a third is a mixture of what
comes: open, torn, split, killed.
"""

import json
import logging
import sys
import tempfile
import time
from pathlib import Path

from xentlib.classroom.grading import load, run
from xentlib.classroom.grading._assignment import notebook_of

WORK = "a2_binary_and_softmax"


def mixed(n: int) -> dict[str, bytes]:
    """Notebooks of n students."""
    whole = notebook_of(WORK).read_bytes()
    notebook = json.loads(whole)
    answers = [c for c in notebook["cells"] if "### BEGIN SOLUTION" in "".join(c["source"])]
    students = {}
    for k in range(n):
        changed = json.loads(whole)
        at = notebook["cells"].index(answers[k % len(answers)])
        if k % 3 == 1:
            changed["cells"][at]["source"] = "1 / 0"
        elif k % 3 == 2:
            changed["cells"][at]["source"] = ["import os\n", "os._exit(1)"] if k % 2 else []
            changed["cells"][0]["metadata"] = "lost"
        data = json.dumps(changed).encode()
        students[f"student{k:03}"] = data if k % 30 else data[: len(data) // 2]
    return students


def main() -> None:
    """Mark a class in one process, in two, and on two workers of Dask."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "submitted")
        folder.mkdir()
        for student, data in mixed(n).items():
            (folder / f"{student}.ipynb").write_bytes(data)
        reports = {}
        for jobs in (1, 2):
            start = time.perf_counter()
            reports[jobs] = run([folder], WORK, out=Path(home, f"{jobs}"), jobs=jobs, seed=1)
            took = time.perf_counter() - start
            print(f"{n} submissions, {jobs} processes: {took:.1f} s, {n / took:.2f} per second")
        print("the same marks:", reports[1] == reports[2])
        scores = [report["score"] for report in reports[2]]
        print(f"of {load(WORK).points:g} points: from {min(scores):g} to {max(scores):g}")
        on_dask(folder, Path(home, "dask"), reports[2])


def on_dask(folder: Path, out: Path, here: list[dict[str, object]]) -> None:
    """Mark the same class on two workers."""
    from distributed import LocalCluster

    logging.getLogger("distributed").setLevel(logging.ERROR)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        start = time.perf_counter()
        there = run([folder], WORK, out=out, scheduler=cluster.scheduler_address, seed=1)
        took = time.perf_counter() - start
    print(f"{len(there)} submissions, 2 workers of Dask: {took:.1f} s; same marks: {there == here}")


if __name__ == "__main__":
    main()
