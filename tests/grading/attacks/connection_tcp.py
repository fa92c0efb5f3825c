"""A server is called."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "tcp reached"
CELLS = [
    ZERO,
    """
import socket
socket.create_connection(('127.0.0.1', <<port>>), 2).sendall(b'<<mark>>')
""",
]
