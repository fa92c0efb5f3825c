"""A loss, from the public door through blocks of examples to the result.

Values are checked in two passes, so that good input does not pay for what is said of bad input.
The first is cheap: while a block is in the cache, a few minima and maxima tell whether it is in
order, and one that is not raises `RefusedError`, without a reason. Only then comes the second,
which is slow: `check` and the target's `explain` go through the whole arrays, find the first bad
value, and raise the sentence that the user reads.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door.arrays import float_type
from xentlib._door.target_and_forecast import Target
from xentlib.blocks import BLOCK_BYTES, map_rows
from xentlib.losses._block import RefusedError, refuse_unless
from xentlib.losses._formulas import Formula, Out
from xentlib.numerics import FloatArray
from xentlib.scoring import ScoringRule, as_rule


class Choice(Protocol):
    """Chooses a formula by the rule, and by whether class ids came."""

    def __call__(self, rule: ScoringRule, *, ids: bool) -> Formula: ...


@dataclass(frozen=True)
class Loss:
    """What sets one loss apart: its formulas, and what its two arguments must be.

    Parameters
    ----------
    choose : callable
        One of `xentlib.losses._formulas`: chooses what fills a block of examples.
    check : callable
        Second pass: given the whole forecast, raises for the first value that a formula refused.
    name : str
        Name of the forecast.
    target : IdsOrMasses or Labels
        What may have happened beside it.
    """

    choose: Choice
    check: Callable[[NDArray[Any]], object]
    name: str
    target: Target

    def __call__(
        self,
        y_true: ArrayLike,
        forecast: ArrayLike,
        rule: ScoringRule,
        *,
        with_loss: bool = True,
        with_grad: bool = True,
    ) -> list[FloatArray]:
        """Loss of each example and its gradient, or the one of them that is wanted."""
        y, x = self.target.shapes(y_true, forecast, self.name)
        batch, dtype = x.shape[: x.ndim - self.target.axes], float_type(x)
        losses = np.empty(batch, dtype) if with_loss else None
        gradient = np.empty(x.shape, dtype) if with_grad else None
        fill, copies, copies_with_grad = self.choose(as_rule(rule), ids=y.ndim < x.ndim)
        size = int(BLOCK_BYTES / (copies_with_grad if with_grad else copies))

        def block(y: NDArray[Any], x: NDArray[Any], loss: Out, grad: Out) -> None:
            refuse_unless(self.target.holds(y, x))
            fill(y, x, loss, grad)

        try:
            with np.errstate(all="ignore"):
                rows, out = _rows(batch, y, x), _rows(batch, losses, gradient)
                map_rows(block, *rows, out=out, block_bytes=size)
        except RefusedError:
            self.check(x)
            self.target.explain(y, x, self.name)
            raise
        return [array[()] for array in (losses, gradient) if array is not None]


def _rows(batch: tuple[int, ...], *arrays: Any) -> tuple[Any, ...]:
    """Arrays with one axis in place of those of the batch."""
    if len(batch) == 1:
        return arrays
    n, axes = prod(batch), len(batch)
    return tuple(None if a is None else a.reshape(n, *a.shape[axes:]) for a in arrays)
