"""Rights are sought in a namespace of one's own."""

from attacks import IF_GOT, RIGHT

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    RIGHT,
    """
import os

def got():
    try:
        return os.geteuid() == 0 or os.path.exists('<<course>>/secret')
    except OSError:
        return False
""",
    IF_GOT,
]
