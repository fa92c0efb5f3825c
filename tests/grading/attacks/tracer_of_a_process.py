"""Another process is traced, to read in it or to stop it."""

from attacks import IF_GOT, RIGHT

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    RIGHT,
    """
import ctypes
import os
import time

def trace():
    child = os.fork()
    if not child:
        time.sleep(20)
        os._exit(0)
    attached = ctypes.CDLL(None).ptrace(16, child, 0, 0) == 0
    os.kill(child, 9)
    os.waitpid(child, 0)
    return attached

traced = trace()

def got():
    return traced
""",
    IF_GOT,
]
