"""A fake numpy lies beside the notebook."""

from attacks import ZERO

PAYS_ON = "one process"
GAIN = "points"
NUMPY = """
import sys

here = sys.path.pop(0)
sys.modules.pop("numpy")
import numpy

numpy.isclose = lambda *args, **options: True
sys.modules["numpy"] = numpy
"""
FILES = {"numpy.py": NUMPY}
CELLS = [ZERO]
