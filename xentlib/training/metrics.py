"""Metrics for `model.compile`: the mean loss, in bits per example."""

from typing import Any

import keras
import numpy as np

from xentlib.training.losses import SigmoidCrossEntropy, SoftmaxCrossEntropy

Tensor = Any


class _Bits(keras.metrics.MeanMetricWrapper):
    _loss: type[keras.losses.Loss]

    def __init__(self, name: str = "bits", dtype: Any = None) -> None:
        loss = self._loss(reduction=None)
        super().__init__(lambda y, z: loss(y, z) / np.log(2), name=name, dtype=dtype)
        self._direction = "down"

    def get_config(self) -> dict[str, Any]:
        """Write down what makes this metric.

        Returns
        -------
        dict
        """
        return {"name": self.name, "dtype": self.dtype}


@keras.saving.register_keras_serializable(package="xentlib")
class SoftmaxBits(_Bits):
    """Mean cross-entropy of classes that exclude one another, in bits per example.

    Weights are divided by their sum. Keras hands them to `weighted_metrics` alone, never to
    `metrics`.

    Parameters
    ----------
    name : str, default="bits"
        What it is called in the history.
    dtype : str, optional
        Type of its sums.

    Examples
    --------
    >>> bits = SoftmaxBits()
    >>> bits.update_state([0, 1], [[0.0, 0.0], [0.0, 0.0]])
    >>> float(bits.result())
    1.0
    """

    _loss = SoftmaxCrossEntropy


@keras.saving.register_keras_serializable(package="xentlib")
class SigmoidBits(_Bits):
    """Mean cross-entropy of labels that do not exclude one another, in bits per example.

    The labels of an example are summed. Weights are divided by their sum; Keras hands them to
    `weighted_metrics` alone, never to `metrics`.

    Parameters
    ----------
    name : str, default="bits"
        What it is called in the history.
    dtype : str, optional
        Type of its sums.

    Examples
    --------
    >>> bits = SigmoidBits()
    >>> bits.update_state([[1.0, 0.0]], [[0.0, 0.0]])
    >>> float(bits.result())
    2.0
    """

    _loss = SigmoidCrossEntropy
