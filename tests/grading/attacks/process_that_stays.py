"""A process outlives the marks."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "process"
CELLS = [
    ZERO,
    """
import subprocess
subprocess.Popen(['sh', '-c', 'sleep 30; : <<mark>>'], start_new_session=True)
""",
]
