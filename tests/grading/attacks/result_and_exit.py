"""The result is printed, and the process ends before the check begins."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import os
print('{"score": 2.0}', flush=True)
os._exit(0)
""",
]
