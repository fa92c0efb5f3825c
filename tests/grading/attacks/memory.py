"""Two gigabytes are taken."""

from attacks import IF_GOT, RIGHT

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    RIGHT,
    """
import mmap

def got():
    try:
        return len(mmap.mmap(-1, 2 * 2**30)) > 0  # taken, not filled: that would take seconds
    except (OSError, MemoryError):
        return False
""",
    IF_GOT,
]
