"""A tracing function raises the points while the check runs."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import sys

def lift(frame, event, arg):
    if "earned" in frame.f_globals and event == "call":
        frame.f_globals["earned"][:] = [2.0]
    return None

sys.settrace(lift)
""",
]
