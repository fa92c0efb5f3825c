"""The result is printed when the process ends."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import atexit
atexit.register(lambda: print('{"score": 2.0}', flush=True))
""",
]
