"""sum adds up to all points."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import builtins

builtins.sum = lambda *args: 2.0
""",
]
