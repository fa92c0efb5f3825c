"""A linear layer and the softmax loss in one: its logits exist a block of rows at a time."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import IntArray, as_finite
from xentlib._door.targets import as_ids
from xentlib.losses.softmax import softmax_cross_entropy, softmax_cross_entropy_value_and_grad
from xentlib.numerics import FloatArray
from xentlib.scoring import ScoringRule, log_score

BLOCK_BYTES = 1 << 23  # of logits: large enough for the matrix product, small beside the rest


def linear_softmax_cross_entropy(
    y_true: ArrayLike,
    x: ArrayLike,
    weights: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    rule: ScoringRule = log_score,
) -> FloatArray:
    """`softmax_cross_entropy` of the logits ``x @ weights + bias``, which are never stored whole.

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Class ids.
    x : array_like of shape (n, d)
        What the last layer is given.
    weights : array_like of shape (d, n_classes)
        Weights of the last layer.
    bias : array_like of shape (n_classes,), optional
        Its biases; 0 by default.
    rule : ScoringRule, default=log_score
        Charge for an outcome.

    Returns
    -------
    ndarray of shape (n,)
        Loss of each example, in nats, in the wider type of `x`, `weights` and `bias`.

    Raises
    ------
    TypeError, ValueError
        For arguments that are no finite numbers, for shapes that do not match, and for ids that
        name no class.

    Notes
    -----
    With many classes the logits are the largest array of a training step: 100,000 examples and
    50,000 classes make 20 GB in float32. Here they take 8 MiB, or one row where that is more.

    References
    ----------
    Wijmans, Huval, Hertzberg, Koltun, Krähenbühl (2025), Cut Your Losses in Large-Vocabulary
    Language Models, ICLR. arXiv:2411.09009

    Examples
    --------
    >>> x, weights = [[1.0, 0.0], [0.0, 1.0]], [[2.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    >>> linear_softmax_cross_entropy([0, 2], x, weights).round(3)
    array([0.24 , 1.551])
    """
    y, x, weights, bias = _checked(y_true, x, weights, bias)
    losses = np.empty(len(y), x.dtype)
    for rows in _blocks(x, weights):
        logits = x[rows] @ weights
        logits += bias
        losses[rows] = softmax_cross_entropy(y[rows], logits, rule=rule)
    return losses


def linear_softmax_cross_entropy_value_and_grad(
    y_true: ArrayLike,
    x: ArrayLike,
    weights: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    rule: ScoringRule = log_score,
) -> tuple[FloatArray, tuple[FloatArray, FloatArray, FloatArray]]:
    """`linear_softmax_cross_entropy` and the gradient of its sum, in one pass.

    Returns
    -------
    losses : ndarray of shape (n,)
        In nats.
    gradients : tuple of ndarray, of shapes (n, d), (d, n_classes) and (n_classes,)
        Of the SUM of the losses, by `x`, `weights` and `bias`: divide by n for the mean.

    Examples
    --------
    >>> x, weights = [[1.0, 0.0], [0.0, 1.0]], [[2.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    >>> losses, (_, _, by_bias) = linear_softmax_cross_entropy_value_and_grad([0, 2], x, weights)
    >>> by_bias.round(3)
    array([-0.001,  0.683, -0.682])
    """
    y, x, weights, bias = _checked(y_true, x, weights, bias)
    losses, by_x = np.empty(len(y), x.dtype), np.empty_like(x)
    by_weights, by_bias = np.zeros_like(weights), np.zeros_like(bias)
    for rows in _blocks(x, weights):
        logits = x[rows] @ weights
        logits += bias
        losses[rows], slope = softmax_cross_entropy_value_and_grad(y[rows], logits, rule=rule)
        by_x[rows] = slope @ weights.T
        by_weights += x[rows].T @ slope
        by_bias += slope.sum(0)
    return losses, (by_x, by_weights, by_bias)


def _blocks(x: FloatArray, weights: FloatArray) -> Iterator[slice]:
    """Rows whose logits fill a block."""
    step = max(BLOCK_BYTES // (weights.shape[1] * x.itemsize), 1)
    return (slice(start, start + step) for start in range(0, len(x), step))


def _checked(
    y_true: ArrayLike, x: ArrayLike, weights: ArrayLike, bias: ArrayLike | None
) -> tuple[IntArray, FloatArray, FloatArray, FloatArray]:
    """Arguments as finite arrays of one type, whose shapes go together."""
    a, w = as_finite(x, "x"), as_finite(weights, "weights")
    if a.ndim != 2 or w.ndim != 2 or a.shape[1] != w.shape[0] or not w.shape[1]:
        raise ValueError(
            f"x and weights must have the shapes (n, d) and (d, n_classes); "
            f"got {a.shape} and {w.shape}"
        )
    b = np.zeros(w.shape[1], w.dtype) if bias is None else as_finite(bias, "bias")
    y = as_ids(y_true, w.shape[1], "y_true")
    for name, part, shape in (("bias", b, w.shape[1:]), ("y_true", y, a.shape[:1])):
        if part.shape != shape:
            raise ValueError(f"{name} must have the shape {shape}; got {part.shape}")
    dtype = np.result_type(a, w, b)
    a, w, b = (part.astype(dtype, copy=False) for part in (a, w, b))
    return y, a, w, b
