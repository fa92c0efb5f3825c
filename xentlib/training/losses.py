"""Losses for `model.compile`: the scores of this package, from logits, per example, in nats."""

from typing import Any, Self

import keras
import numpy as np
from keras import ops

from xentlib.scoring import ScoringRule, as_rule, log_score
from xentlib.training import rules
from xentlib.training._charges import charge_classes, charge_labels
from xentlib.training._targets import as_labels, as_masses

Tensor = Any


def _float(dtype: Any) -> Any:
    """At least float32, whatever type the layers compute in."""
    return dtype or ("float64" if keras.config.floatx() == "float64" else "float32")


class TakesLists(keras.losses.Loss):
    """A loss of one output: to Keras, a list is several outputs, each with a loss of its own."""

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Tensor:
        """Take lists for arrays, and go on as every loss does."""
        y_true, y_pred = (np.asarray(y) if isinstance(y, list) else y for y in (y_true, y_pred))
        return super().__call__(y_true, y_pred, sample_weight)


class _FromLogits(TakesLists):
    def __init__(
        self,
        rule: ScoringRule = log_score,
        *,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(name=name, reduction=reduction, dtype=_float(dtype))
        self.rule = as_rule(rule)
        self._rule = rules.in_graph(rule)

    def get_config(self) -> dict[str, Any]:
        """Write down what makes this loss.

        Returns
        -------
        dict
        """
        own = {"rule": rules.to_config(self.rule), "dtype": self.dtype}
        return super().get_config() | own

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make the loss again that was written down.

        Parameters
        ----------
        config : dict
            As `get_config` gives it.

        Returns
        -------
        keras.losses.Loss
        """
        return cls(**(config | {"rule": rules.from_config(config["rule"])}))


@keras.saving.register_keras_serializable(package="xentlib")
class SoftmaxCrossEntropy(_FromLogits):
    """Cross-entropy of classes that exclude one another: `xentlib.softmax_cross_entropy` in Keras.

    Parameters
    ----------
    rule : ScoringRule, default=log_score
        Charge for an outcome: `log_score`, `focal_score(…)`, `poly1_score(…)`, or one of your own
        whose functions are written with `keras.ops` (see `register_rule`).
    reduction, name, dtype
        As for every loss in Keras. By default the mean over a batch divides by the number of
        examples, whatever their weights.

    Raises
    ------
    TypeError
        For a rule that is no `ScoringRule`.

    Examples
    --------
    >>> loss = SoftmaxCrossEntropy(reduction=None)
    >>> loss([0, 1], [[2.0, 0.0], [2.0, 0.0]]).numpy().round(3)
    array([0.127, 2.127], dtype=float32)
    """

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """Loss of each example.

        Parameters
        ----------
        y_true : tensor of shape (...), (..., 1) or (..., n_classes)
            Class ids, or masses on the classes.
        y_pred : tensor of shape (..., n_classes)
            Logits.

        Returns
        -------
        tensor of shape (...)
            In nats.

        Raises
        ------
        ValueError
            For shapes that do not fit, and outside a graph for values that are no class ids and
            no masses; inside, these make the loss NaN.
        """
        return self.shifted(y_true, y_pred, 0.0)

    def shifted(self, y_true: Tensor, y_pred: Tensor, shift: Any) -> Tensor:
        """Loss of each example from logits and what is added to them.

        Parameters
        ----------
        y_true, y_pred : tensor
            As for `call`.
        shift : array_like of shape (n_classes,)
            In nats.

        Returns
        -------
        tensor of shape (...)
            In nats.

        Raises
        ------
        ValueError
            As for `call`.
        """
        masses = as_masses(y_true, y_pred)
        return charge_classes(self._rule, masses, y_pred, ops.cast(shift, y_pred.dtype))


@keras.saving.register_keras_serializable(package="xentlib")
class SigmoidCrossEntropy(_FromLogits):
    """Cross-entropy of labels that do not exclude one another, summed over the labels.

    Parameters
    ----------
    rule : ScoringRule, default=log_score
        Charge for an outcome, as for `SoftmaxCrossEntropy`.
    reduction, name, dtype
        As for every loss in Keras, which takes the mean over the labels where this takes the sum.

    Raises
    ------
    TypeError
        For a rule that is no `ScoringRule`.

    Examples
    --------
    >>> loss = SigmoidCrossEntropy(reduction=None)
    >>> loss([[1.0, 0.0]], [[2.0, 2.0]]).numpy().round(3)
    array([2.254], dtype=float32)
    """

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """Loss of each example.

        Parameters
        ----------
        y_true : tensor, shaped like `y_pred`
            Labels between 0 and 1. For one label, their last axis may be left out.
        y_pred : tensor of shape (..., n_labels), or (n,) for one label
            Logits.

        Returns
        -------
        tensor of shape (...)
            In nats per example, summed over its labels.

        Raises
        ------
        ValueError
            For shapes that do not fit, and outside a graph for values that are no labels;
            inside, these make the loss NaN.
        """
        loss = charge_labels(self._rule, as_labels(y_true, y_pred), y_pred)
        return ops.sum(loss, axis=-1) if len(loss.shape) > 1 else loss
