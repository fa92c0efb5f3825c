"""Rows of data: taken, flattened, sent through a model, and named by how they are written."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.training import keras

Array = NDArray[Any]
MOST = 1024  # rows on which outputs are looked at
BATCH = 256


def rows_of(x: Any, rows: Any = slice(None)) -> Array:
    """Flatten examples of a structure of arrays, each into one row."""
    parts = [np.asarray(part[rows], np.float64) for part in keras.tree.flatten(x)]
    return np.concatenate([part.reshape(len(part), -1) for part in parts], axis=1)


def take(x: Any, rows: Any) -> Any:
    """Take rows of every array of a structure."""
    return keras.tree.map_structure(lambda part: part[rows], x)


def outputs_of(model: Any, x: Any, rows: Array) -> Array:
    """Compute outputs of some rows, in batches, with dropout off."""
    found = [
        keras.ops.convert_to_numpy(model(take(x, rows[i : i + BATCH]), training=False))
        for i in range(0, len(rows), BATCH)
    ]
    made = np.concatenate(found).astype(np.float64)
    return made[:, None] if made.ndim == 1 else made


def some(n: int, most: int = MOST) -> Array:
    """Row numbers, all of them or `most` that are drawn, in order."""
    if n <= most:
        return np.arange(n)
    return np.sort(np.argsort(np.random.default_rng(0).random(n))[:most])


def kind_of(y: Array, k: int) -> str:
    """Name the way in which targets are written, beside k outputs."""
    flat = y.reshape(len(y), -1)
    if not np.isfinite(flat).all():
        return "numbers"
    if k > 1 and flat.shape[1] == 1:
        return "ids" if (flat == np.round(flat)).all() else "numbers"
    if flat.min() < 0 or flat.max() > 1 or y.ndim > 2:
        return "numbers"
    if k == 1 and flat.shape[1] == 1:
        return "labels"
    sums = flat.sum(1)
    if np.isin(flat, (0, 1)).all():
        return "one-hot" if (sums == 1).all() else "multi-hot"
    return "soft" if np.allclose(sums, 1, atol=1e-4) else "labels"
