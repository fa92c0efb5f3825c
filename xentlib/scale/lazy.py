"""The losses and the tally of Dask arrays, block by block."""

from math import isnan
from typing import Any

import dask.array as da
import numpy as np
from dask.delayed import delayed
from numpy.typing import NDArray

from xentlib import losses, tally as tallies
from xentlib.scoring import ScoringRule, log_score

AT_ONCE = 8  # tallies that are merged in one task
Array = NDArray[Any]


def softmax_cross_entropy(
    y_true: da.Array, logits: da.Array, *, rule: ScoringRule = log_score
) -> da.Array:
    """`xentlib.softmax_cross_entropy` of Dask arrays.

    Parameters
    ----------
    y_true : dask.array.Array of int, shape (...), or of float, shape (..., n_classes)
        Class ids, or masses on the classes.
    logits : dask.array.Array of shape (..., n_classes)
        Unnormalised log-probabilities. The classes of an example are brought into one chunk;
        otherwise the chunks stay.
    rule : ScoringRule, default=log_score
        Charge for an outcome.

    Returns
    -------
    dask.array.Array of shape (...)
        Loss of each example, in nats; nothing is computed yet.

    Raises
    ------
    ValueError
        At once, for shapes that do not match or are unknown. Where it is computed, for what the
        loss of an array refuses, with the place where the block begins.

    Examples
    --------
    >>> logits = da.from_array(np.array([[2.0, 0.0], [2.0, 0.0]]), chunks=(1, 1))
    >>> softmax_cross_entropy(da.from_array(np.array([0, 1])), logits).compute().round(3)
    array([0.127, 2.127])
    """
    y, z = _aligned(y_true, logits)
    dtype = z.dtype if z.dtype in (np.float32, np.float64) else np.dtype(np.float64)
    return da.map_blocks(
        _losses, y, z, ids=np.ndim(y_true) < z.ndim, rule=rule, drop_axis=z.ndim - 1,
        dtype=dtype, meta=np.empty((0,) * (z.ndim - 1), dtype),
    )  # fmt: skip


def tally(
    y_true: da.Array, logits: da.Array, *, weights: da.Array | None = None, n_bins: int = 10
) -> tallies.Tally:
    """`xentlib.tally.tally` of Dask arrays: one for each block, merged in a tree.

    Parameters
    ----------
    y_true : dask.array.Array of int, shape (...)
        Class ids.
    logits : dask.array.Array of shape (..., n_classes)
        Unnormalised log-probabilities.
    weights : dask.array.Array of shape (...), optional
        Weight of each example's loss; 1 by default.
    n_bins : int, default=10
        Bins of confidence from 0 to 1.

    Returns
    -------
    Tally
        Computed on the workers of the current client, or in this process where there is none.
        The tree is the same however many workers there are, so the result is, too.

    Raises
    ------
    TypeError, ValueError
        As `softmax_cross_entropy` here, and what the tally of an array refuses.

    Examples
    --------
    >>> logits = da.from_array(np.array([[2.0, 0.0], [2.0, 0.0], [0.0, 3.0]]), chunks=(1, 2))
    >>> whole = tally(da.from_array(np.array([0, 1, 1])), logits)
    >>> whole.n, round(whole.mean_loss, 3)
    (3, 0.767)
    """
    y, z = _aligned(y_true, logits)
    whole = [y, z] if weights is None else [y, z, _aligned(weights, logits, "weights")[0]]
    blocks = zip(*(part.to_delayed().ravel() for part in whole), strict=True)
    parts = [delayed(_tally)(*block, n_bins=n_bins) for block in blocks]
    while len(parts) > 1:
        groups = [parts[i : i + AT_ONCE] for i in range(0, len(parts), AT_ONCE)]
        parts = [delayed(sum)(group) for group in groups]
    return parts[0].compute()


def _aligned(y: Any, logits: Any, name: str = "y_true") -> tuple[da.Array, da.Array]:
    """Bring both to the same chunks of examples, and the classes of an example together."""
    y, z = da.asarray(y), da.asarray(logits)
    if any(isnan(size) for size in (*y.shape, *z.shape)):
        raise ValueError(
            f"{name} and logits must know their shapes; got {y.shape} and {z.shape}: "
            f"compute_chunk_sizes() finds them out"
        )
    shapes = [z.shape[:-1], z.shape][: 1 + (name == "y_true")]
    if z.ndim == 0 or y.shape not in shapes:
        raise ValueError(
            f"{name} must have the shape {' or '.join(map(str, shapes))} beside logits of shape "
            f"{z.shape}; got {y.shape}"
        )
    z = z.rechunk({z.ndim - 1: -1})
    if y.ndim < z.ndim:
        y = y[..., None]
    return y.rechunk((*z.chunks[:-1], (y.shape[-1],))), z


def _losses(y: Array, z: Array, *, ids: bool, rule: ScoringRule, block_info: Any = None) -> Array:
    try:
        return losses.softmax_cross_entropy(y[..., 0] if ids else y, z, rule=rule)
    except (TypeError, ValueError) as error:
        begin = [start for start, _ in block_info[1]["array-location"][:-1]]
        raise type(error)(f"{error} (in the block that begins at {begin})") from None


def _tally(y: Array, z: Array, w: Array | None = None, *, n_bins: int) -> tallies.Tally:
    each = None if w is None else w[..., 0]
    return tallies.tally(y[..., 0], z, weights=each, n_bins=n_bins)
