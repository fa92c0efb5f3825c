"""A time limit that works in a notebook on every system and leaves the kernel alive.

A second thread waits; when the time is up, it raises an exception in the thread of the
answer, which ends at its next line of Python.  It cannot stop what does not come back to
Python: one call into C that never ends, or a function that catches everything for ever.
"""

import ctypes
import threading
from contextlib import suppress
from types import TracebackType

AGAIN = 0.1  # seconds until a caught exception is raised once more


class TimeIsUpError(BaseException):
    """Raised where an answer is when its time is up."""


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
        self._answering = threading.get_ident()
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
        """End the watch, and take back an exception that has not arrived yet."""
        with self._lock:
            self._over.set()
            self._raise(None)

    def _watch(self) -> None:
        patience = self.seconds
        while not self._over.wait(patience):
            with self._lock:
                if not self._over.is_set():
                    self._raise(ctypes.py_object(TimeIsUpError))
            patience = AGAIN

    def _raise(self, error: "ctypes.py_object[type[BaseException]] | None") -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._answering), error)
