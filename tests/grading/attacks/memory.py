"""Two gigabytes are taken."""

from attacks import IF_GOT, RIGHT

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    RIGHT,
    """
def got():
    try:
        return len(bytearray(2 * 2**30)) > 0
    except MemoryError:
        return False
""",
    IF_GOT,
]
