"""Where a student's code runs: a process behind walls, which is asked over two pipes.

`inside/` is all that is shown to it of the course: the protocol, the program that runs the cells,
and a stand-in for xentlib. `_backends` chooses the walls, `_session` starts, asks and ends.
"""

from xentlib.classroom.grading.sandbox._backends import (
    BACKENDS,
    NoSandboxError,
    choose,
    command,
)
from xentlib.classroom.grading.sandbox._limits import Limits
from xentlib.classroom.grading.sandbox._memory import Watch
from xentlib.classroom.grading.sandbox._pipes import SLOW, BrokenError, EndedError, SlowError
from xentlib.classroom.grading.sandbox._session import Session
from xentlib.classroom.grading.sandbox.inside.wire import GarbledError, unpack

__all__ = [
    "BACKENDS",
    "SLOW",
    "BrokenError",
    "EndedError",
    "GarbledError",
    "Limits",
    "NoSandboxError",
    "Session",
    "SlowError",
    "Watch",
    "choose",
    "command",
    "unpack",
]
