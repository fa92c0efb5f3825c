"""What happened, as a tensor beside the logits: refused where its shape can't fit.

Values can be looked at only outside a graph. Inside, where `fit` works, a value that makes no
sense turns the loss into NaN, which the history shows.
"""

from typing import Any

import numpy as np
from keras import ops

from xentlib._door.target_and_forecast import IdsOrMasses, Labels

Tensor = Any
_ROWS = IdsOrMasses("SigmoidCrossEntropy()")
_LABELS = Labels()


def as_masses(y_true: Tensor, logits: Tensor) -> Tensor:
    """Masses of the shape of the logits, from class ids or masses."""
    _refuse_probabilities(logits)
    z, k = tuple(logits.shape), logits.shape[-1] if len(logits.shape) else 0
    if len(z) < 1 or (k is not None and k < 2):
        raise ValueError(
            f"logits must hold at least two classes along their last axis; got the shape "
            f"{said(z)}: for one logit of an event that happens or not, SigmoidCrossEntropy()"
        )
    y = tuple(y_true.shape)
    if len(y) == len(z) and y[-1] == 1:
        y_true, y = ops.squeeze(y_true, -1), y[:-1]
    if not (_fit(y, z) or _fit(y, z[:-1])):
        rows = f"one-hot rows need a column for each of the {k} classes"
        cure = rows if len(y) == len(z) else "nothing is broadcast"
        raise ValueError(
            f"y_true must have the shape {said(z[:-1])} (class ids) or {said(z)} (masses) to go "
            f"with logits of shape {said(z)}; got {said(y)}: {cure}"
        )
    _look(_refuse_rows, y_true, logits)
    if len(y) < len(z):
        return _rows_of(y_true, k)
    return ops.where(y_true >= 0, y_true, ops.cast(np.nan, y_true.dtype))


def _rows_of(ids: Tensor, k: int | None) -> Tensor:
    """One-hot rows of class ids; NaN where an id is no class."""
    hot = ops.cast(ops.expand_dims(ids, -1) == ops.arange(k, dtype=ids.dtype), ids.dtype)
    nan = ops.cast(np.nan, ids.dtype)
    return ops.where(ops.max(hot, axis=-1, keepdims=True) > 0, hot, nan)


def as_labels(y_true: Tensor, logits: Tensor) -> Tensor:
    """Labels of the shape of the logits; one more or less axis of length 1 does no harm."""
    _refuse_probabilities(logits)
    y, z = tuple(y_true.shape), tuple(logits.shape)
    if len(y) == len(z) + 1 and y[-1] == 1:
        y_true, y = ops.squeeze(y_true, -1), y[:-1]
    elif len(z) == len(y) + 1 and z[-1] == 1:
        y_true, y = ops.expand_dims(y_true, -1), (*y, 1)
    if not _fit(y, z):
        ids = len(y) == len(z) - 1
        cure = f"for class ids, xent.one_hot(y_true, {z[-1]})" if ids else "nothing is broadcast"
        raise ValueError(
            f"y_true must have the shape of the logits, {said(z)}; got {said(y)}: {cure}"
        )
    _look(_refuse_labels, y_true, logits)
    good = ops.logical_and(y_true >= 0, y_true <= 1 + 1e-6)
    return ops.where(good, ops.minimum(y_true, 1), ops.cast(np.nan, y_true.dtype))


def _refuse_probabilities(logits: Tensor) -> None:
    """Refuse what a softmax or a sigmoid of Keras made: it keeps a note of its logits."""
    if getattr(logits, "_keras_logits", None) is not None:
        raise ValueError(
            "logits must be logits; got what a softmax or a sigmoid made of them: take the "
            "activation off the model's last layer"
        )


def _fit(one: tuple[int | None, ...], other: tuple[int | None, ...]) -> bool:
    """Whether two shapes can be the same; None is a length that is not known yet."""
    return len(one) == len(other) and all(
        None in (a, b) or a == b for a, b in zip(one, other, strict=True)
    )


def said(shape: tuple[int | None, ...]) -> str:
    """Write a shape, with n for a length that is not known yet."""
    names = ("n" if length is None else str(length) for length in shape)
    return f"({', '.join(names)}{',' * (len(shape) == 1)})"


def _look(refuse: Any, *tensors: Tensor) -> None:
    """Refuse values where they are known already."""
    try:
        arrays = [ops.convert_to_numpy(tensor) for tensor in tensors]
    except Exception:  # in a graph; each backend says so in its own way
        return
    refuse(*arrays)


def _refuse_rows(y: Any, z: Any) -> None:
    if y.ndim < z.ndim and (y == np.floor(y)).all():
        y = y.astype(np.int64)
    _ROWS.shapes(y, z, "logits")
    _ROWS.explain(y, z, "logits")


def _refuse_labels(y: Any, z: Any) -> None:
    _LABELS.explain(y, z, "logits")
