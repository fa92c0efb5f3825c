"""A hundred megabytes are written."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "new "
CELLS = [
    ZERO,
    """
import os
for folder in ('<<course>>', '/tmp', '/box', '/dev', '/dev/shm', '/var/tmp', '/'):
    try:
        for n in range(4):
            with open(f'{folder}/<<mark>>{n}', 'wb') as file:
                file.write(bytes(25 * 2**20))
    except OSError:
        pass
""",
]
