"""Unequal classes: a loss whose logits are shifted by the log-priors while a model trains."""

from typing import Any, Self

import keras
from keras import ops
from numpy.typing import ArrayLike

from xentlib._door.numbers import as_number
from xentlib._door.targets import as_counts
from xentlib.imbalance import logit_adjustment
from xentlib.training._targets import said
from xentlib.training.losses import SigmoidCrossEntropy, SoftmaxCrossEntropy, TakesLists

Tensor = Any


@keras.saving.register_keras_serializable(package="xentlib")
class LogitAdjusted(TakesLists):
    r"""A loss whose logits are raised by the log-priors of the classes: `logit_adjustment`.

    .. math:: \ell(t, z + \tau \log \pi)

    The model itself forecasts without the shift, as if all classes were equally frequent.

    Parameters
    ----------
    loss : keras.losses.Loss
        Of classes that exclude one another, from logits.
    counts : array_like of shape (n_classes,)
        Examples of each class in training, all positive.
    tau : float, default=1.0
        Strength; 0 changes nothing.
    name : str, optional
        Its name; by default the loss's own, with "adjusted" before it.

    Raises
    ------
    TypeError, ValueError
        For a loss of labels or from probabilities, counts that are not positive, a negative `tau`.

    References
    ----------
    Menon, Jayasumana, Rawat, Jain, Veit, Kumar (2021), Long-Tail Learning via Logit Adjustment,
    ICLR. arXiv:2007.07314

    Examples
    --------
    >>> loss = LogitAdjusted(SoftmaxCrossEntropy(reduction=None), [90, 10])
    >>> loss([0, 1], [[0.0, 0.0], [0.0, 0.0]]).numpy().round(3)
    array([0.105, 2.303], dtype=float32)
    """

    def __init__(
        self,
        loss: keras.losses.Loss,
        counts: ArrayLike,
        tau: float = 1.0,
        *,
        name: str | None = None,
    ) -> None:
        _refuse_other_losses(loss)
        self.loss, self.tau = loss, as_number(tau, "tau", low=0)
        self.counts = as_counts(counts).tolist()
        self._shift = logit_adjustment(self.counts, tau=self.tau)
        name = name or f"adjusted_{loss.name}"
        super().__init__(name=name, reduction=loss.reduction, dtype=loss.dtype)

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """Loss of each example.

        Parameters
        ----------
        y_true : tensor
            As for the loss inside.
        y_pred : tensor of shape (..., n_classes)
            Logits, without the shift.

        Returns
        -------
        tensor of shape (...)
            In the unit of the loss inside.

        Raises
        ------
        ValueError
            For logits of another number of classes than `counts`, and as the loss inside does.
        """
        k = len(self.counts)
        if not y_pred.shape or y_pred.shape[-1] != k:
            raise ValueError(
                f"counts must hold one number for each class of the logits, whose shape is "
                f"{said(y_pred.shape)}; got {k} of them"
            )
        if isinstance(self.loss, SoftmaxCrossEntropy):
            return self.loss.shifted(y_true, y_pred, self._shift)
        return self.loss.call(y_true, y_pred + ops.cast(self._shift, y_pred.dtype))

    def get_config(self) -> dict[str, Any]:
        """Write down what makes this loss.

        Returns
        -------
        dict
        """
        inside = keras.saving.serialize_keras_object(self.loss)
        return {"loss": inside, "counts": self.counts, "tau": self.tau, "name": self.name}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make the loss again that was written down.

        Parameters
        ----------
        config : dict
            As `get_config` gives it.

        Returns
        -------
        LogitAdjusted
        """
        inside = keras.saving.deserialize_keras_object(config["loss"])
        return cls(**(config | {"loss": inside}))


def _refuse_other_losses(loss: object) -> None:
    if not isinstance(loss, keras.losses.Loss):
        raise TypeError(f"loss must be a loss, such as SoftmaxCrossEntropy(); got {loss!r}")
    binary = keras.losses.BinaryCrossentropy, keras.losses.BinaryFocalCrossentropy
    if isinstance(loss, (SigmoidCrossEntropy, LogitAdjusted, *binary)):
        raise TypeError(
            f"loss must be one of classes that exclude one another, such as "
            f"SoftmaxCrossEntropy(); got {type(loss).__name__}"
        )
    if not isinstance(loss, TakesLists) and loss.get_config().get("from_logits") is False:
        raise ValueError(
            f"loss must take logits; got {type(loss).__name__} of probabilities: "
            f"from_logits=True, or SoftmaxCrossEntropy()"
        )
