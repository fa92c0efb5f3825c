"""Two pipes to a process that may do anything: each step has an end in time."""

import os
import selectors
import time
from typing import IO

ENDED = "your code ended the process that it ran in"
SLOW = "your code had not come to an end when its time was up"


class BrokenError(Exception):
    """Why nothing can be asked any more; the message says it to the student."""


class SlowError(BrokenError):
    """The time was up."""


class EndedError(BrokenError):
    """A copy has ended; the process itself goes on."""


def write(pipe: IO[bytes], data: bytes, until: float) -> None:
    """Write all of some bytes.

    Parameters
    ----------
    pipe : file
        To the process, without a buffer.
    data : bytes
        What to write.
    until : float
        When `time.monotonic` says that the time is up.

    Raises
    ------
    SlowError
        If the process does not read them in time.
    BrokenError
        If it has ended.
    """
    os.set_blocking(pipe.fileno(), False)
    rest = memoryview(data)
    while rest:
        _wait(pipe, selectors.EVENT_WRITE, until)
        try:
            rest = rest[os.write(pipe.fileno(), rest) :]
        except BlockingIOError:
            continue
        except OSError:
            raise BrokenError(ENDED) from None


def read(pipe: IO[bytes], n: int, until: float) -> bytes:
    """Read some number of bytes.

    Parameters
    ----------
    pipe : file
        From the process, without a buffer.
    n : int
        How many.
    until : float
        When `time.monotonic` says that the time is up.

    Returns
    -------
    bytes

    Raises
    ------
    SlowError
        If they do not come in time.
    BrokenError
        If the process has ended.
    """
    data = bytearray()
    while len(data) < n:
        _wait(pipe, selectors.EVENT_READ, until)
        more = os.read(pipe.fileno(), min(n - len(data), 2**16))
        if not more:
            raise BrokenError(ENDED)
        data += more
    return bytes(data)


def _wait(pipe: IO[bytes], event: int, until: float) -> None:
    left = until - time.monotonic()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, event)
        if left <= 0 or not selector.select(left):
            raise SlowError(SLOW)
