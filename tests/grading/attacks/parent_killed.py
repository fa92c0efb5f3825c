"""Whoever has started the process is killed."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "stop"
CELLS = [
    ZERO,
    """
import os
import signal
for pid in {os.getppid(), os.getpgid(0)} - {0, 1, os.getpid()}:
    os.kill(pid, signal.SIGKILL)
""",
]
