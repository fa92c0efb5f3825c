"""How long `import xentlib` takes beside `import numpy`, in ms, each in a process of its own."""

import os
import subprocess
import sys

import numpy as np

RUNS = 15
STATEMENTS = ("import numpy", "import xentlib")
TIMED = """
import time
start = time.perf_counter()
{statement}
print(1000 * (time.perf_counter() - start))
"""


def milliseconds(statement: str) -> float:
    """Time that a fresh interpreter needs for a statement."""
    command = [sys.executable, "-c", TIMED.format(statement=statement)]
    compiled = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}  # as after a first import
    run = subprocess.run(command, env=compiled, capture_output=True, text=True, check=True)
    return float(run.stdout)


def main() -> None:
    print(f"milliseconds an import (median of {RUNS}, in turns)")
    for statement in STATEMENTS:  # so that both are in the disk's cache
        milliseconds(statement)
    times = [[milliseconds(statement) for statement in STATEMENTS] for _ in range(RUNS)]
    for statement, median in zip(STATEMENTS, np.median(times, axis=0), strict=True):
        print(f"{statement:28} {median:6.1f}")
    numpy, xentlib = np.median(times, axis=0)
    print(f"{'ratio':28} {xentlib / numpy:6.2f}")


if __name__ == "__main__":
    main()
