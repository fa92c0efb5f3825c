"""A neighbour's notebook is deleted."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "gone submitted/bob/a1/a1.ipynb"
CELLS = [
    ZERO,
    """
import os
os.remove('<<course>>/submitted/bob/a1/a1.ipynb')
""",
]
