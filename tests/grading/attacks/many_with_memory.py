"""Six children take 200 MB each: none has more than it may, and all together have."""

from attacks import IF_GOT, RIGHT

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    RIGHT,
    """
import os
import time

def take(writing):
    kept = bytearray(200 * 2**20)
    kept[::4096] = b"x" * (len(kept) // 4096)
    os.write(writing, b".")
    time.sleep(9)
    os._exit(0)

def got(found=[]):
    if not found:
        reading, writing = os.pipe()
        for _ in range(6):
            if os.fork() == 0:
                take(writing)
        os.close(writing)
        came = b""
        while len(came) < 6 and (more := os.read(reading, 8)):
            came += more
        found.append(len(came) == 6)
    return found[0]
""",
    IF_GOT,
]
