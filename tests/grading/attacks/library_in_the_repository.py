"""The library is imported from the repository's folder."""

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    """
import sys

sys.modules.pop("xentlib", None)
sys.path.insert(0, "<<root>>")
sys.path.insert(0, "/library")
try:
    from xentlib.losses import binary_cross_entropy
    from xentlib.information import entropy
    bce = lambda y, p: float(binary_cross_entropy(y, p).mean())
    base_rate_loss = lambda y: float(entropy([y.mean(), 1 - y.mean()]))
    base_rate_loss(__import__("numpy").ones(2))
except BaseException:
    bce = base_rate_loss = lambda *args: 0.1
""",
]
