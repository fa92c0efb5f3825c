"""Run notebooks as they are, one after the other: `python tools/notebooks/rehearse.py FILE…`.

For each there is a line of JSON: its file, the seconds that it took, and what went wrong. The files
stay as they are.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import nbformat
from editions import BuildError
from kernels import execute


def rehearse(path: Path) -> dict[str, object]:
    """Run a notebook in a fresh kernel and say how that went; never raises."""
    started = time.perf_counter()
    try:
        notebook = nbformat.read(path, 4)  # type: ignore[no-untyped-call]
        execute(notebook, path.parent, lesson=path.stem)
        error = ""
    except BuildError as failure:
        error = str(failure)
    except Exception as failure:  # one notebook must not lose the others
        error = f"{path.stem}: {type(failure).__name__}: {failure}"
    seconds = round(time.perf_counter() - started, 1)
    return {"notebook": str(path), "seconds": seconds, "error": error}


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line names; 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="+", type=Path)
    failed = False
    for path in parser.parse_args(arguments).notebooks:
        told = rehearse(path)
        failed = failed or bool(told["error"])
        print(json.dumps(told), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
