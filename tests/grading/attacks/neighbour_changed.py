"""A neighbour's answers are spoiled."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "changed submitted/bob/a1/a1.ipynb"
CELLS = [
    ZERO,
    """
open('<<course>>/submitted/bob/a1/a1.ipynb', 'w').write('{}')
""",
]
