"""The course's secret is copied to where others see it."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "new submitted/eve/a1/note"
CELLS = [
    ZERO,
    """
open('<<course>>/submitted/eve/a1/note', 'w').write(open('<<course>>/secret').read())
""",
]
