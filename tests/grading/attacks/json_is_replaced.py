"""json.dumps writes another score."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    ZERO,
    """
import json
json.dumps = lambda *args, **options: '{"score": 2.0}'
""",
]
