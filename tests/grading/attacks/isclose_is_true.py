"""np.isclose is replaced by one that finds everything close."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import numpy as np
np.isclose = lambda *args, **options: True
""",
]
