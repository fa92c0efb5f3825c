"""Memory beside every limit is sought: a file system mounted in a user namespace of one's own."""

from attacks import IF_GOT, RIGHT

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    RIGHT,
    """
import ctypes
import os
import tempfile

here, system, made = tempfile.mkdtemp(prefix="<<mark>>"), ctypes.CDLL(None), []

def make():
    if made:
        return
    made.append(False)
    child = os.fork()
    if not child:  # elsewhere, so that nothing stays mounted
        namespaces = system.unshare(0x10000000 | 0x20000)
        mounted = system.mount(b"none", here.encode(), b"tmpfs", 0, b"size=3g")
        os._exit(0 if namespaces == mounted == 0 else 1)
    made[0] = os.waitpid(child, 0)[1] == 0
    os.rmdir(here)

make()

def got():
    return made[0]
""",
    IF_GOT,
]
