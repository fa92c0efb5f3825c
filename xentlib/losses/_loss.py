"""A loss, from the public door through blocks of examples to the result."""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door.arrays import as_real, float_type
from xentlib._door.targets import (
    as_ids_or_masses,
    as_labels,
    as_rows,
    explain_ids,
    explain_labels,
    explain_masses,
)
from xentlib.blocks import BLOCK_BYTES, map_rows
from xentlib.losses._block import RefusedError
from xentlib.numerics import FloatArray
from xentlib.scoring import ScoringRule, log_score

Formula = Callable[
    [NDArray[Any], NDArray[Any], ScoringRule, FloatArray | None, FloatArray | None], None
]


@dataclass(frozen=True)
class Loss:
    """What sets one loss apart: a formula for blocks, and a strict check that can explain.

    Parameters
    ----------
    formula : callable
        One of `xentlib.losses._formulas`.
    check : callable
        Given the whole forecast, raises for the first value that the formula refuses.
    forecast : str
        Name of the second argument.
    of_classes : bool
        Whether the last axis of the forecast holds the classes of one example.
    """

    formula: Formula
    check: Callable[[ArrayLike], object]
    forecast: str
    of_classes: bool

    def value(self, y_true: ArrayLike, forecast: ArrayLike, rule: ScoringRule) -> FloatArray:
        """Loss of each example."""
        y, x, batch = self._door(y_true, forecast, rule)
        loss = np.empty(batch, float_type(x))
        self._fill(y, x, rule, loss, None)
        return loss[()]

    def grad(self, y_true: ArrayLike, forecast: ArrayLike, rule: ScoringRule) -> FloatArray:
        """Gradient of each example's loss."""
        y, x, _ = self._door(y_true, forecast, rule)
        grad = np.empty(x.shape, float_type(x))
        self._fill(y, x, rule, None, grad)
        return grad[()]

    def value_and_grad(
        self, y_true: ArrayLike, forecast: ArrayLike, rule: ScoringRule
    ) -> tuple[FloatArray, FloatArray]:
        """Both, in one pass."""
        y, x, batch = self._door(y_true, forecast, rule)
        loss, grad = np.empty(batch, float_type(x)), np.empty(x.shape, float_type(x))
        self._fill(y, x, rule, loss, grad)
        return loss[()], grad[()]

    def _door(
        self, y_true: ArrayLike, forecast: ArrayLike, rule: ScoringRule
    ) -> tuple[NDArray[Any], NDArray[Any], tuple[int, ...]]:
        if not isinstance(rule, ScoringRule):
            raise TypeError(
                f"rule must be a ScoringRule, such as log_score or focal_score(2.0); got {rule!r}"
            )
        if self.of_classes:
            x = as_rows(forecast, self.forecast)
            return as_ids_or_masses(y_true, x, self.forecast), x, x.shape[:-1]
        x = as_real(forecast, self.forecast)
        return as_labels(y_true, x, self.forecast), x, x.shape

    def _fill(
        self,
        y: NDArray[Any],
        x: NDArray[Any],
        rule: ScoringRule,
        loss: FloatArray | None,
        grad: FloatArray | None,
    ) -> None:
        axes = x.ndim - self.of_classes

        def rows(array: NDArray[Any]) -> NDArray[Any]:
            return array.reshape(prod(array.shape[:axes]), *array.shape[axes:])

        def fill(*block: Any) -> None:
            y, x, loss, grad = block
            self.formula(y, x, rule, loss, grad)

        out = [None if array is None else rows(array) for array in (loss, grad)]
        size = self._block(y, x, rule, alone=grad is None)
        try:
            with np.errstate(all="ignore"):
                map_rows(fill, rows(y), rows(x), out=out, block_bytes=size)
        except RefusedError:
            self._explain(y, x)
            raise

    def _block(self, y: NDArray[Any], x: NDArray[Any], rule: ScoringRule, *, alone: bool) -> int:
        """Bytes of a block: the more, the fewer arrays of its size the formula makes."""
        if self.forecast != "logits" or rule is not log_score:
            return BLOCK_BYTES // 5
        if y.ndim == x.ndim:
            return BLOCK_BYTES // 2
        return BLOCK_BYTES if alone else 2 * BLOCK_BYTES  # with a gradient, it works in there

    def _explain(self, y: NDArray[Any], x: NDArray[Any]) -> None:
        """Find the place of what a block refused."""
        self.check(x)
        if not self.of_classes:
            explain_labels(y)
        elif y.ndim < x.ndim:
            explain_ids(y, x.shape[-1])
        else:
            explain_masses(y, float_type(x))
