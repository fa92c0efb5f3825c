"""A loop that ignores every interruption."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "stop"
CELLS = [
    ZERO,
    """
import signal
import time

def bce(y, p):
    for number in range(1, 32):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        try:
            time.sleep(1)
        except BaseException:
            pass
""",
]
