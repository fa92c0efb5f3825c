"""The library's losses are called."""

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    """
import numpy as np

def bce(y, p):
    import xentlib as xent
    return float(xent.binary_cross_entropy(y, p).mean())

def base_rate_loss(y):
    import xentlib as xent
    r = y.mean()
    return float(xent.entropy([r, 1 - r]))
""",
]
