"""All processes of the group are killed."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "stop"
CELLS = [
    ZERO,
    """
import os
import signal
os.kill(os.getppid(), signal.SIGKILL)
os.killpg(0, signal.SIGKILL)
""",
]
