"""A block of examples: refused or accepted, and laid out by class."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.numerics import FloatArray

FEW = 32  # classes; below, NumPy is faster along the examples than along the classes


class RefusedError(ValueError):
    """A block holds a value that the public door explains and refuses."""


def refuse_unless(*conditions: bool | np.bool_) -> None:
    """Refuse a block unless all conditions hold; a NaN makes every comparison false."""
    if not all(conditions):
        raise RefusedError


def by_class(block: NDArray[Any], dtype: np.dtype[Any]) -> FloatArray:
    """Rows as columns: a class-major copy where classes are few, otherwise another view."""
    if block.shape[1] < FEW:
        return np.ascontiguousarray(block.T, dtype)
    return block.astype(dtype, copy=False).T


def masses_by_class(y: NDArray[Any], like: FloatArray) -> FloatArray:
    """Class ids or masses of a block, as masses laid out like its forecast."""
    if y.ndim == 2:
        return by_class(y, like.dtype)
    masses = np.zeros_like(like)
    masses[y, np.arange(len(y))] = 1
    return masses
