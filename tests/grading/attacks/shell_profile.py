"""A line is left that runs at each login."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "changed home/.profile"
CELLS = [
    ZERO,
    """
open('<<course>>/home/.profile', 'a').write('echo evil')
""",
]
