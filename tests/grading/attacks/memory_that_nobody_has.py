"""Shared memory is filled and let go by its process: it stays, and is in no process's sum."""

from attacks import IF_GOT, RIGHT

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    RIGHT,
    """
import mmap

kept = []
try:
    for _ in range(4):
        kept.append(mmap.mmap(-1, 2**22))
        kept[-1].write(b"x" * 2**22)
        kept[-1].madvise(mmap.MADV_DONTNEED)
except OSError:
    pass

def got():
    return len(kept) == 4 and all(one[5:6] == b"x" for one in kept)
""",
    IF_GOT,
]
