"""The process stops itself, and nobody wakes it."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "stop"
CELLS = [
    ZERO,
    """
import os
import signal

def bce(y, p):
    os.kill(os.getpid(), signal.SIGSTOP)
""",
]
