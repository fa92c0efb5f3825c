"""A socket in the abstract namespace is called."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "abstract reached"
CELLS = [
    ZERO,
    """
import socket
socket.socket(socket.AF_UNIX).connect(chr(0) + '<<mark>>')
""",
]
