"""Losses of 4 GB of logits on two workers: seconds, the peak memory of each, and one machine's."""

from collections.abc import Callable
from dataclasses import fields
from functools import reduce
from operator import add
from time import perf_counter
from typing import Any

import dask.array as da
import numpy as np

from xentlib import scale
from xentlib.tally import tally

CLASSES, ROWS, BLOCKS = 100, 50_000, 100  # 40 MB a block in float64
LIMIT = "1.5GB"


def ids_of(number: int) -> np.ndarray:
    """Class ids of one block; whoever asks gets the same."""
    return np.random.default_rng([number, 0]).integers(CLASSES, size=ROWS)


def logits_of(number: int) -> np.ndarray:
    """Logits of one block; whoever asks gets the same."""
    return 3 * np.random.default_rng([number, 1]).standard_normal((ROWS, CLASSES))


def asked(make: Callable[[int], np.ndarray], block_info: dict[Any, Any] | None = None) -> Any:
    """Make the block that Dask asks for."""
    return make(block_info[None]["chunk-location"][0])


def made_when_asked() -> tuple[da.Array, da.Array]:
    """Ids and logits as Dask arrays, of which nothing exists yet."""
    rows = (ROWS,) * BLOCKS
    ids = da.map_blocks(asked, ids_of, chunks=(rows,), dtype=np.int64, meta=np.empty(0, int))
    wide = {"chunks": (rows, (CLASSES,)), "dtype": np.float64, "meta": np.empty((0, 0))}
    logits = da.map_blocks(asked, logits_of, **wide)
    return ids, logits


def peak() -> float:
    """Most resident memory that this process has had, in MB."""
    import resource
    import sys

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1e6 if sys.platform == "darwin" else used * 1024 / 1e6


def difference(one: object, other: object) -> float:
    """Largest relative difference of two tallies."""
    pairs = ((getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return max(float(np.max(abs(a - b) / np.maximum(abs(b), 1e-300))) for a, b in pairs)


def main() -> None:
    ids, logits = made_when_asked()
    print(f"{logits.nbytes / 1e9:.0f} GB of logits, {logits.shape}, in {BLOCKS} blocks")
    with scale.connect(n_workers=2, memory_limit=LIMIT) as client:
        start = perf_counter()
        found = scale.tally(ids, logits)
        print(f"two workers of {LIMIT}: {perf_counter() - start:.1f} s")
        for number, used in enumerate(client.run(peak).values(), 1):
            print(f"worker {number}: at most {used:.0f} MB")
    start = perf_counter()
    alone = reduce(add, (tally(ids_of(number), logits_of(number)) for number in range(BLOCKS)))
    print(f"one process, block after block: {perf_counter() - start:.1f} s, {peak():.0f} MB")
    print(f"largest relative difference: {difference(found, alone):.1e}")


if __name__ == "__main__":
    main()
