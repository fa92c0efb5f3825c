"""print tells another score."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import builtins
show = builtins.print
builtins.print = lambda *args, **options: show('{"score": 2.0}')
""",
]
