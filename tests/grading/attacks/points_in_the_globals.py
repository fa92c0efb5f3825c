"""The check's own list of points is found among all objects."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import gc

def lift():
    for thing in gc.get_objects():
        if isinstance(thing, dict) and "earned" in thing and "reference_bce" in thing:
            thing["earned"].append(2.0)

lift()
""",
]
