"""A module is left that the next Python imports."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "new sitecustomize.py"
CELLS = [
    ZERO,
    """
open('<<course>>/sitecustomize.py', 'w').write('# evil')
""",
]
