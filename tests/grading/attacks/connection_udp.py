"""A packet is sent."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "udp reached"
CELLS = [
    ZERO,
    """
import socket
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'<<mark>>', ('127.0.0.1', <<port>>))
""",
]
