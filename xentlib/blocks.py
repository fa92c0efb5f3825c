"""Row-wise functions over arrays of any size: in blocks that fit the cache, in several threads."""

import os
from collections.abc import Callable, Sequence
from contextvars import copy_context
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from numpy.typing import NDArray

from xentlib._door.numbers import as_whole

if TYPE_CHECKING:  # loaded with the first large array, not with the package
    from concurrent.futures import ThreadPoolExecutor

Part = TypeVar("Part")

BLOCK_BYTES = 1 << 21
SMALL = 1_000_000  # bytes; below, a second thread costs more than it gains

_chosen: int | None = None


def map_rows(
    function: Callable[..., Part],
    *arrays: NDArray[Any],
    out: Sequence[NDArray[Any] | None] = (),
    block_bytes: int = BLOCK_BYTES,
) -> list[Part]:
    """Call a function on block after block of rows.

    Parameters
    ----------
    function : callable
        Given the same rows of each of `arrays`, then of each of `out`, to read the first and
        write into the second. Several threads may call it at once.
    *arrays : ndarray or memmap of shape (n, ...)
        At least one; all of one length.
    out : sequence of (ndarray of shape (n, ...) or None), optional
        What the function fills. A None reaches it as None.
    block_bytes : int, default=2 MiB
        Size of a block of all `arrays` together; never less than a row of each.

    Returns
    -------
    list
        What the function returned for each block, in the order of the rows. A summary of all
        rows is these, merged: with `sum`, `numpy.concatenate`, `functools.reduce` ...

    Raises
    ------
    ValueError
        If the environment variable ``XENTLIB_THREADS`` holds no whole number of at least 1.

    Notes
    -----
    Arrays below 1 MB are worked on in this thread alone, larger ones in as many as
    `set_threads` says. NumPy lets several threads compute at a time, so the function should
    spend its time in NumPy. Each thread sees the caller's `numpy.errstate`. An error in one
    block ends the others' work and is raised here.

    Examples
    --------
    >>> import numpy as np
    >>> x, squares = np.arange(6.0).reshape(3, 2), np.empty((3, 2))
    >>> def square(block, squares):
    ...     np.square(block, out=squares)
    ...     return squares.sum()
    >>> print(sum(map_rows(square, x, out=[squares])))
    55.0
    """
    n, size = len(arrays[0]), sum(array.nbytes for array in arrays)
    if size <= block_bytes:
        return [function(*arrays, *out)] if n else []
    rows = max(block_bytes * n // size, 1)
    blocks = [slice(start, start + rows) for start in range(0, n, rows)]
    parts: list[Part | None] = [None] * len(blocks)
    todo = iter(range(len(blocks)))

    def work() -> None:
        try:
            for i in todo:  # shared by all threads: each takes the next block that is left
                block = blocks[i]
                parts[i] = function(*(None if a is None else a[block] for a in (*arrays, *out)))
        except BaseException:
            for _ in todo:
                pass
            raise

    _in_threads(work, min(threads(), len(blocks)) if size >= SMALL else 1)
    return cast("list[Part]", parts)


def _in_threads(work: Callable[[], None], n: int) -> None:
    """Do the work in this thread and in n - 1 more, and wait for all of them."""
    if n <= 1:
        return work()
    from concurrent.futures import wait

    # A thread knows nothing of its caller's errstate; a copied context does.
    others = [_helpers(n - 1).submit(copy_context().run, work) for _ in range(n - 1)]
    try:
        work()
    finally:
        begun = [other for other in others if not other.cancel()]  # by now the rest is idle
        wait(begun)
    for other in begun:
        other.result()
    return None


@cache
def _helpers(n: int) -> "ThreadPoolExecutor":
    """Threads that stay: a new one would fetch its memory from the system anew."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(n, thread_name_prefix="xentlib")


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_helpers.cache_clear)  # a child inherits no threads


def threads() -> int:
    """Count the threads that large arrays are worked on in.

    Returns
    -------
    int
        At least 1.

    Raises
    ------
    ValueError
        If the environment variable ``XENTLIB_THREADS`` holds no whole number of at least 1.

    Examples
    --------
    >>> set_threads(3)
    >>> threads()
    3
    >>> set_threads(None)
    """
    if _chosen is not None:
        return _chosen
    asked = os.environ.get("XENTLIB_THREADS", "").strip()
    if not asked:
        return min(_cores(), 4)
    if not asked.isdecimal() or int(asked) < 1:
        raise ValueError(
            f"the environment variable XENTLIB_THREADS must be a whole number of at least 1; "
            f"got {asked!r}: unset it, or set it to 1"
        )
    return int(asked)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def set_threads(n: int | None) -> None:
    """Choose in how many threads the losses work on large arrays.

    Parameters
    ----------
    n : int or None
        At least 1. None goes back to what the environment variable ``XENTLIB_THREADS`` says
        and, where it says nothing, to the cores that this process may use, at most 4.

    Raises
    ------
    TypeError
        For anything but a whole number or None.
    ValueError
        For a number below 1.

    Notes
    -----
    Results do not depend on it, not even in their last digits. Extra memory does: some 4 MiB
    a thread, 8 where there are only two classes.

    Examples
    --------
    >>> set_threads(2)
    >>> set_threads(None)
    """
    global _chosen
    _chosen = None if n is None else as_whole(n, "n")
