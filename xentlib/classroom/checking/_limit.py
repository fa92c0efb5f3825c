"""A time limit that works in a notebook on every system and leaves the kernel alive.

A second thread waits; when the time is up, it raises an exception in the thread of the
answer, which ends at its next line of Python.  It cannot stop what does not come back to
Python: one call into C that never ends, or a function that catches everything for ever.
Nor does it stop an answer that stands in a debugger, for as long as somebody looks at it; and
one that is being compiled or imports a library gets more time, up to a limit.
"""

import ctypes
import sys
import threading
import time
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any

UNTIL_RAISED_ANEW = 0.1  # seconds until a caught exception is raised once more
DEBUGGERS = ("bdb", "pydevd", "_pydevd")  # beginnings of their modules' names
COMPILERS = ("numba", "jax", "torch", "tensorflow", "keras", "importlib", "_frozen_importlib")
COMPILED = 20.0  # seconds in which a function must be compiled and run


class TimeIsUpError(BaseException):
    """Raised where an answer is when its time is up."""


class TimeIsStillUpError(TimeIsUpError):
    """Raised where an answer has caught the first; it raises that anew in the handler.

    Where Python 3.12 looks for exceptions of other threads, a loop around a ``try`` is nearly
    always inside it, and would catch them for ever. Held by
    `test_a_loop_that_is_always_inside_a_try_is_stopped_at_the_second_time`.
    """

    def __init__(self) -> None:
        super().__init__()
        frame: FrameType | None = sys._getframe(1)
        while frame and not frame.f_globals.get("__name__", "").startswith(__package__):
            frame.f_trace, frame = _raise_anew, frame.f_back
        sys.settrace(_raise_anew)


def _raise_anew(_: FrameType, event: str, __: object) -> Any:
    if event == "line":
        raise TimeIsUpError
    return _raise_anew


class TimeLimit:
    """Context that this thread leaves within some seconds, if need be by `TimeIsUpError`.

    Whoever catches the error calls `stop`: it may have come on the way out.

    Parameters
    ----------
    seconds : float
        How long the body may take.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._answering, self._trace = threading.get_ident(), sys.gettrace()
        self._over, self._lock = threading.Event(), threading.Lock()

    def __enter__(self) -> None:
        with suppress(RuntimeError):  # Python in a browser has no threads, and no limit
            threading.Thread(target=self._watch, daemon=True).start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the watch, and let an exception that is still under way arrive here.

        It cannot be taken back: on Python 3.11 that would leave the interpreter looking
        for it for ever, and no profiler or debugger would come to its end. Tried by
        `test_a_check_leaves_no_thread_and_no_exception_behind` and, beside debuggers, by
        `test_in_a_process_these_tools_end_after_a_check_that` and its twin in a kernel. It is a
        matter of chance: one run on 3.12 that passes without this proves nothing.
        """
        for _ in range(2):  # the first time round, one may arrive before the watch is over
            with suppress(TimeIsUpError):
                with self._lock:
                    self._over.set()
                for _ in range(9):  # what another thread raises arrives where a loop turns
                    pass
        if sys.gettrace() is not self._trace:
            sys.settrace(self._trace)

    def _watch(self) -> None:
        patience, error = self.seconds, TimeIsUpError  # type: float, type[TimeIsUpError]
        latest = time.monotonic() + max(COMPILED, self.seconds)
        while not self._over.wait(patience):
            early = time.monotonic() < latest
            if _stands_in(DEBUGGERS + COMPILERS * early, self._answering):
                patience = self.seconds
                continue
            with self._lock:
                if not self._over.is_set():
                    self._raise(error)
            patience, error = UNTIL_RAISED_ANEW, TimeIsStillUpError

    def _raise(self, error: type[TimeIsUpError]) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(self._answering), ctypes.py_object(error)
        )


def _stands_in(modules: tuple[str, ...], thread: int) -> bool:
    """Whether what a thread does, from the check on, has to do with some modules."""
    frame = sys._current_frames().get(thread)
    while frame and not (name := str(frame.f_globals.get("__name__"))).startswith(__package__):
        if name.startswith(modules):
            return True
        frame = frame.f_back
    return False
