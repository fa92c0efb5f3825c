"""The solution is read through a link."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import os
try:
    os.symlink('<<course>>/source/a1/a1.ipynb', 'mine.ipynb')
except OSError:
    pass
import json

def take(path):
    try:
        for cell in json.load(open(path))["cells"]:
            exec("".join(cell["source"]), globals())
    except OSError:
        pass

take("mine.ipynb")
""",
]
