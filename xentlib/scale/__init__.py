"""Losses and summaries of arrays that no machine holds: Dask's blocks, on any number of machines.

What is done to a block is what `xentlib` does to an array; what is merged is a `Tally`.
"""

from xentlib._extras import extra as _extra

with _extra("scale", needed_by="xentlib.scale"):
    import dask.array as da

from xentlib.scale.cluster import connect
from xentlib.scale.lazy import softmax_cross_entropy, tally

__all__ = ["connect", "da", "softmax_cross_entropy", "tally"]
