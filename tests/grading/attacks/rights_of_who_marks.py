"""Rights and files of whoever marks are looked for."""

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
