"""A socket on the disk is called."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "unix reached"
CELLS = [
    ZERO,
    """
import os
import socket
os.chdir('<<course>>')
socket.socket(socket.AF_UNIX).connect('canary.sock')
""",
]
