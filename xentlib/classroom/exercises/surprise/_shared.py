"""What the exercises on surprise and entropy share."""

import numpy as np

from xentlib.coding import huffman_code
from xentlib.information import surprisal
from xentlib.numerics import FloatArray


def as_typed(p: FloatArray) -> FloatArray:
    """Entropy by the textbook's formula, which knows no zeros."""
    return -(p * np.log2(p)).sum(-1)


SKEWED = np.array([0.5, 0.25, 0.125, 0.125])


def depths(p: FloatArray) -> FloatArray:
    """Length of each outcome's word in a Huffman code."""
    return np.array([len(word) for _, word in sorted(huffman_code(p).items())], dtype=float)


def shannon(p: FloatArray) -> FloatArray:
    """Surprise in bits, rounded up."""
    return np.ceil(surprisal(p, base=2))
