"""Labels of tables such as pandas makes: outcomes are paired by position, so labels must agree."""

from itertools import zip_longest
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.distributions import as_pair
from xentlib.numerics import FloatArray


def as_aligned_pair(
    p: ArrayLike, q: ArrayLike, *, axis: int
) -> tuple[FloatArray, FloatArray, np.dtype[Any]]:
    """Truth and belief as `as_pair` has them, if what labels they have are the same."""
    for mine, theirs in zip(_labels(p), _labels(q), strict=False):
        if not mine.equals(theirs):
            pairs = zip_longest(mine, theirs, fillvalue="nothing")
            a, b = next((pair for pair in pairs if pair[0] != pair[1]), (mine, theirs))
            raise ValueError(
                f"p and q must have the same labels in the same order, as outcomes are paired by "
                f"position; got {a} beside {b}: align them first, p, q = p.align(q, fill_value=0)"
            )
    return as_pair(p, q, axis=axis)


def _labels(x: object) -> list[Any]:
    """Labels of rows and columns, if it has any; the `index` of a list is none."""
    axes = (getattr(x, name, None) for name in ("index", "columns"))
    return [labels for labels in axes if hasattr(labels, "equals")]
