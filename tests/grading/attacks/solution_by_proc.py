"""The solution is read by way of /proc."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import json

def take(path):
    try:
        for cell in json.load(open(path))["cells"]:
            exec("".join(cell["source"]), globals())
    except OSError:
        pass

take("/proc/self/root<<course>>/source/a1/a1.ipynb")
""",
]
