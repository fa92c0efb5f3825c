"""Both ends of training: the bias that a last layer starts with, and the logits of a model."""

from typing import Any

import keras
import numpy as np
from keras import ops
from numpy.typing import ArrayLike, NDArray

from xentlib._door.arrays import as_float
from xentlib._door.numbers import as_whole
from xentlib._door.targets import as_ids
from xentlib.imbalance import logit_adjustment
from xentlib.links import logit
from xentlib.training._peel import logits_of


def prior_bias(y_true: ArrayLike, n_classes: int | None = None) -> keras.initializers.Constant:
    r"""Bias with which a last layer of weights 0 forecasts how often each class occurs.

    .. math:: b_c = \log \frac{n_c}{n} \quad\text{(class ids)}, \qquad
        b_j = \log \frac{n_j}{n - n_j} \quad\text{(labels)}

    Parameters
    ----------
    y_true : array_like of int, shape (n,), or of 0 and 1, shape (n, n_labels)
        Class ids, for a softmax; or labels that do not exclude one another, for sigmoids. Labels
        of one event are given as a column, ``y[:, None]``.
    n_classes : int, optional
        Number of classes; by default as many as the highest id takes.

    Returns
    -------
    keras.initializers.Constant
        For ``Dense(…, bias_initializer=prior_bias(y_true))``; `value` holds the numbers, in nats.

    Raises
    ------
    TypeError, ValueError
        For anything but class ids or labels, and for a class that never or always occurs.

    References
    ----------
    Lin, Goyal, Girshick, He, Dollár (2017), Focal Loss for Dense Object Detection, ICCV.
    arXiv:1708.02002

    Examples
    --------
    >>> np.round(prior_bias([0, 0, 0, 1]).value, 3)
    array([-0.288, -1.386])
    >>> np.round(prior_bias([[0], [0], [0], [1]]).value, 3)
    array([-1.099])
    """
    y = as_float(y_true, "y_true")
    if y.ndim not in (1, 2) or y.size == 0:
        raise ValueError(
            f"y_true must hold class ids, shape (n,), or labels, shape (n, n_labels), of at least "
            f"one example; got the shape {y.shape}"
        )
    if not np.isfinite(y).all():
        raise ValueError("y_true must be finite; got NaN or infinity: leave those examples out")
    if y.ndim == 1:
        return keras.initializers.Constant(_log_shares(y, n_classes))
    if n_classes not in (None, y.shape[1]):
        raise ValueError(f"n_classes must be left out beside labels; got {n_classes}")
    return keras.initializers.Constant(_log_odds(y))


def _log_shares(y: NDArray[Any], n_classes: int | None) -> list[float]:
    k = as_whole(int(y.max()) + 1 if n_classes is None else n_classes, "n_classes", low=2)
    if k > len(y):
        raise ValueError(
            f"y_true must hold one class id for each example; got {k} classes and {len(y)} "
            f"examples: the bias for counts is Constant(xent.logit_adjustment(counts))"
        )
    ids = y.astype(np.int64) if (y == np.floor(y)).all() else y
    counts = np.bincount(as_ids(ids, k, "y_true"), minlength=k)
    (missing,) = np.nonzero(counts == 0)
    if missing.size:
        raise ValueError(
            f"y_true must hold at least one example of each of the {k} classes, whose bias would "
            f"be -inf otherwise; got none of class {missing[0]}: add a pseudo-count, "
            f"Constant(xent.logit_adjustment(xent.class_counts(y_true, {k}) + 1))"
        )
    return logit_adjustment(counts).tolist()


def _log_odds(y: NDArray[Any]) -> list[float]:
    if not np.isin(y, (0, 1)).all():
        raise ValueError("y_true must hold labels, 0 or 1, where it has two axes")
    if y.shape[1] > 1 and (y.sum(axis=1) == 1).all():
        raise ValueError(
            "y_true must hold labels that do not exclude one another where it has two axes; got "
            "exactly one in each row: for a softmax, give np.argmax(y_true, -1)"
        )
    rates = y.mean(axis=0, dtype=np.float64)
    (certain,) = np.nonzero((rates == 0) | (rates == 1))
    if certain.size:
        raise ValueError(
            f"y_true must hold each label at least once as 0 and once as 1; got only "
            f"{rates[certain[0]]:g} in column {certain[0]}: add a pseudo-count, "
            f"Constant(xent.logit((y_true.sum(0) + 1) / (len(y_true) + 2)))"
        )
    return logit(rates).tolist()


def predict_logits(model: keras.Model, x: Any, *, batch_size: int = 256) -> NDArray[np.float32]:
    """Logits that a model computes, whether it ends in them or in probabilities.

    Parameters
    ----------
    model : keras.Model
        Sequential or functional, with one output, which is linear, a softmax or a sigmoid: an
        activation of the last layer, or a layer of its own. No weight is changed; a model without
        shapes is built.
    x : array, or structure of arrays
        What the model takes.
    batch_size : int, default=256
        Examples that are computed at a time.

    Returns
    -------
    ndarray of float32, shape (n, n_classes)
        In nats.

    Raises
    ------
    TypeError
        For a model that is neither Sequential nor functional, and for lists of numbers.
    ValueError
        For several outputs, and for another activation at the end.

    Examples
    --------
    >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, "softmax")])
    >>> model.set_weights([np.eye(2), np.zeros(2)])
    >>> predict_logits(model, np.array([[3.0, -40.0]]))
    array([[  3., -40.]], dtype=float32)
    """
    size = as_whole(batch_size, "batch_size")
    n = count(x)
    x = keras.tree.map_structure(np.asarray, x)
    if not model.built:
        model(_part(x, slice(1)))
    logits = logits_of(model)
    rows = (slice(i, i + size) for i in range(0, max(n, 1), size))
    batches = [ops.convert_to_numpy(logits(_part(x, of))) for of in rows]
    return np.concatenate(batches).astype(np.float32)


def count(x: Any) -> int:
    """Count the examples in an array, or in a structure of arrays."""
    first = keras.tree.flatten(x)[0]
    if np.ndim(first) == 0:
        raise TypeError(
            f"x must be an array, or a structure of arrays; got {type(x).__name__}: np.asarray(x), "
            f"or of batches (x, y) np.concatenate([x for x, _ in batches])"
        )
    return len(first)


def _part(x: Any, rows: slice) -> Any:
    return keras.tree.map_structure(lambda array: array[rows], x)
