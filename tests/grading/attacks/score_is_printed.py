"""The answer's cell ends in a score."""

from attacks import ZERO

PAYS_ON = "last line"
GAIN = "points"
CELLS = [
    ZERO,
    """
print('{"score": 2.0}')
2.0
""",
]
