"""Processes of this machine that mark, and end when the one that started them does."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process

KILLED = 128 + signal.SIGTERM  # status of who was asked to end


@contextmanager
def pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Start processes; however this one is stopped, none of them stays.

    Parameters
    ----------
    workers : int
        How many.

    Yields
    ------
    concurrent.futures.ProcessPoolExecutor
    """
    with _asked_to_end():
        executor = ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_follow
        )
        try:
            yield executor
        finally:
            executor.shutdown(cancel_futures=True)


@contextmanager
def _asked_to_end() -> Iterator[None]:
    """Leave by SystemExit where the system asks this process to end: then it tidies up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(KILLED))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _follow() -> None:
    """End this process when its parent has been killed: it would wait for work for ever."""
    parent = parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
