"""A callback for `model.fit`: the calibration of held-out data, after each epoch."""

from typing import Any

import keras
import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib.calibration import expected_calibration_error, fit_temperature, top_label
from xentlib.links import sigmoid, softmax
from xentlib.training.models import count, predict_logits


class Calibration(keras.callbacks.Callback):
    """Calibration error and best temperature of held-out data, after each epoch.

    They stand in the history as "ece", a probability, and "temperature", above 1 where the model
    is too sure. The temperature is NaN where none is best: every example is right, or the logits
    say nothing about what happened.

    Parameters
    ----------
    x : array, or structure of arrays
        Data that the model does not train on.
    y : array_like of int, shape (n,), or of 0 and 1, shaped like the model's output
        Class ids, for a model that ends in a softmax or its logits: the error is that of the
        likeliest class. Or labels, for sigmoids: the error is that of all forecasts of a 1.

    Raises
    ------
    TypeError, ValueError
        For `x` and `y` of unequal lengths, and for lists of numbers in place of arrays.

    Examples
    --------
    >>> model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(2)])
    >>> model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    >>> x, y = np.array([[0.0], [1.0], [1.0], [2.0]]), np.array([0, 0, 1, 1])
    >>> history = model.fit(x, y, verbose=0, callbacks=[Calibration(x, y)]).history
    >>> sorted(history)
    ['ece', 'loss', 'temperature']
    """

    def __init__(self, x: Any, y: ArrayLike) -> None:
        super().__init__()
        self.x, self.y = x, np.asarray(y)
        n = count(x)
        if self.y.ndim == 0 or len(self.y) != n:
            raise ValueError(
                f"y must hold what happened for each of the {n} examples of x; "
                f"got the shape {self.y.shape}"
            )

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        """Put both numbers into the logs.

        Parameters
        ----------
        epoch : int
            Which epoch has ended.
        logs : dict, optional
            Where they are put.

        Raises
        ------
        ValueError
            Where `y` does not fit the model's output.
        """
        if logs is None:
            return
        logits = predict_logits(self.model, self.x).astype(np.float64)
        finite = np.isfinite(logits).all()  # not where a fit diverges: its history says so
        nan = float("nan")
        found = _of_classes_or_labels(self.y, logits) if finite else (nan, nan)
        logs["ece"], logs["temperature"] = found


def _of_classes_or_labels(y: NDArray[Any], logits: NDArray[np.float64]) -> tuple[float, float]:
    if y.shape == logits.shape[:-1] and logits.shape[-1] > 1:
        top = top_label(y, softmax(logits))
        return expected_calibration_error(top.correct, top.confidence), _temperature(y, logits)
    if y.size != logits.size or (y.ndim > 1 and y.shape != logits.shape):
        raise ValueError(
            f"y must hold class ids, shape {logits.shape[:-1]}, or labels, shape {logits.shape}, "
            f"for this model; got the shape {y.shape}"
        )
    if y.ndim > 1 and y.shape[-1] > 1 and (y.sum(axis=-1) == 1).all():
        raise ValueError(
            "y must hold class ids where the classes exclude one another; got exactly one 1 in "
            "each row: np.argmax(y, -1)"
        )
    flat, z = y.ravel().astype(np.int64), logits.ravel()
    error = expected_calibration_error(flat, sigmoid(z))
    return error, _temperature(flat, np.stack([0 * z, z], axis=-1))


def _temperature(y: NDArray[Any], logits: NDArray[np.float64]) -> float:
    try:
        return fit_temperature(y, logits)
    except ValueError:
        return float("nan")
