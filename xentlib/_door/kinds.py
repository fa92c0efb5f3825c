"""What came instead of an array of real numbers, and how to make one of it."""

from collections.abc import Iterable, Mapping, Set
from typing import Any

import numpy as np
from numpy.typing import NDArray


def is_masked(x: object) -> bool:
    """Whether something is a masked array, or a list that holds one at any depth."""
    if isinstance(x, list | tuple):
        return any(map(is_masked, x))
    return isinstance(x, np.ma.MaskedArray)


def describe_mask(x: Any, name: str) -> str:
    """Say where the mask is, and how to keep what is not masked."""
    lost = "whose mask would be lost"
    if isinstance(x, np.ma.MaskedArray):
        return f"a masked array, {lost}: {_cure_for_a_mask(x, name)}"
    if any(entry is np.ma.masked for entry in x):
        cure = f"leave out what is masked, [v for v in {name} if v is not np.ma.masked]"
    elif all(isinstance(row, np.ma.MaskedArray) and row.shape == x[0].shape for row in x):
        cure = _cure_for_a_mask(np.ma.stack(x), f"np.ma.stack({name})")
    else:
        cure = "leave out what is masked, row by row"
    return f"a {type(x).__name__} with a masked array in it, {lost}: {cure}"


def _cure_for_a_mask(x: Any, made: str) -> str:
    if not np.ma.is_masked(x):
        return f"nothing is masked in it, {made}.data"
    if x.ndim <= 1:
        return f"keep the entries that are not masked, {made}.compressed()"
    return f"keep the rows in which nothing is masked, {made}[~{made}.mask.any(-1)].data"


def describe_kind(x: Any, array: NDArray[Any], name: str) -> str:
    """Say what an array that holds no real numbers was made of, and how to get at them."""
    if array.dtype == object and array.ndim == 0:
        cure = _cure_for_a_container(x, name)
        return f"the type {type(x).__name__}{cure}"
    return f"dtype {array.dtype}{_cure_for_entries(x, array, name)}"


def _cure_for_a_container(x: Any, name: str) -> str:
    """How to make a list of what NumPy takes for a single thing."""
    if hasattr(x, "toarray"):
        return f": make it dense, {name}.toarray()"
    if isinstance(x, Mapping):
        return f": take its values, list({name}.values())"
    if isinstance(x, Set):
        return f", which has no order and no repetitions: if that is meant, sorted({name})"
    return f": list it first, list({name})" if isinstance(x, Iterable) else ""


def _cure_for_entries(x: Any, array: NDArray[Any], name: str) -> str:
    """How to make numbers of what an array holds."""
    if array.dtype.kind == "c":
        return f": if the real part is meant, np.real({name})"
    if array.dtype.kind in "mM":
        unit = f"{array.dtype.kind}8[s]"
        return f": count seconds, np.asarray({name}).astype('{unit}').astype(float)"
    try:
        numbers = np.asarray(x, dtype=float)
    except (TypeError, ValueError):
        names = all(isinstance(entry, str | bytes) for entry in array.flat)
        cure = f": names of classes become class ids, np.unique({name}, return_inverse=True)[1]"
        return cure if names else ""
    if array.dtype != object or not np.isnan(numbers).any():
        return f": convert it first, np.asarray({name}, dtype=float)"
    if array.ndim == 1:
        return f": leave out what is missing, [v for v in {name} if v is not None and v == v]"
    return ": leave out the examples in which something is missing"
