"""Memory is taken as files that no folder holds: it counts against no limit of a process."""

from attacks import IF_GOT, RIGHT

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    RIGHT,
    """
import os

files, written = [], 0
try:
    for _ in range(20):
        files.append(os.memfd_create("memory"))
        written += os.write(files[-1], bytes(2**22))
except OSError:
    pass
for file in files:
    os.close(file)

def got():
    return written >= 2**26
""",
    IF_GOT,
]
