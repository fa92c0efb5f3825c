"""A program is left that runs at each start of IPython."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "trace"
LEAVES = "new home/.ipython/profile_default/startup/00.py"
CELLS = [
    ZERO,
    """
import os
for home in {'<<course>>/home', os.path.expanduser('~')}:
    try:
        open(home + '/.ipython/profile_default/startup/00.py', 'w').write('# evil')
    except OSError:
        pass
""",
]
