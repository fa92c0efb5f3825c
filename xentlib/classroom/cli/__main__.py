"""The command `xent`, as `python -m xentlib.classroom.cli`."""

import sys

from xentlib.classroom.cli import main

sys.exit(main())
