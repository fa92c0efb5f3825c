"""A process leaves its parents twice, and outlives the marks."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "process"
CELLS = [
    ZERO,
    """
import os
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp('sh', ['sh', '-c', 'sleep 30; : <<mark>>'])
    os._exit(0)
""",
]
