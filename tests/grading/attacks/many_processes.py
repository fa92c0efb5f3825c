"""Sixty processes are left."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "process"
CELLS = [
    ZERO,
    """
import os
try:
    for _ in range(60):
        if os.fork() == 0:
            os.setsid()
            os.execvp('sh', ['sh', '-c', 'sleep 30; : <<mark>>'])
except OSError:
    pass
""",
]
