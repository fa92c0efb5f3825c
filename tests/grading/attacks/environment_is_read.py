"""The grader's environment is read."""

from attacks import IF_GOT, RIGHT

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    RIGHT,
    """
import os

def got():
    said = str(os.environ)
    try:
        said += open('/proc/1/environ').read() + open(f'/proc/{os.getppid()}/environ').read()
    except OSError:
        pass
    return 'COURSE' in said
""",
    IF_GOT,
]
