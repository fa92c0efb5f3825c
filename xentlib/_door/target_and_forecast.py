"""What a loss takes: a target and the forecast of it, which must fit each other.

A target is class ids or masses of the forecast's rows, or labels of its shape.

The losses look at values block by block, while these are in the cache; what a block does not
hold, the target can explain by its place in the whole array.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door import targets
from xentlib._door.arrays import as_axis, as_real, demand_rows, float_type
from xentlib._door.distributions import tolerance
from xentlib.numerics import FloatArray


class Target(Protocol):
    """What a loss needs to know of what happened; `name` is the forecast's."""

    @property
    def axes(self) -> int:
        """Axes of one example's forecast: 1 with classes, 0 without."""

    def shapes(
        self, y_true: ArrayLike, forecast: ArrayLike, name: str
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Target and forecast as arrays whose kinds and shapes fit; values are not looked at."""

    def holds(self, y: NDArray[Any], x: NDArray[Any]) -> bool:
        """Whether a block's values are in order; a NaN makes every comparison false."""

    def explain(self, y: NDArray[Any], x: NDArray[Any], name: str) -> None:
        """Refuse the first value that is not in order."""


@dataclass(frozen=True)
class IdsOrMasses:
    """Class ids of shape (...), or masses of shape (..., k), beside a forecast of shape (..., k).

    Parameters
    ----------
    binary : str
        What to call instead where 0/1 labels came, with {y} and {x} for the two arguments.
    """

    binary: str
    axes: int = 1

    def shapes(
        self, y_true: ArrayLike, forecast: ArrayLike, name: str
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Both as arrays, with classes along the forecast's last axis; ids are integers."""
        x, y = as_real(forecast, name), as_real(y_true, "y_true")
        demand_rows(x, name)
        if x.shape[-1] == 0:
            as_axis(x, -1, name)
        if y.shape == x.shape[:-1]:
            masses = f"give masses of shape {x.shape}"
            return targets.as_whole_numbers(y, "y_true", otherwise=masses), x
        if y.shape == x.shape:
            if y.ndim == 1 or y.shape[-1] == 1:
                targets.refuse_labels(y, "y_true", self._instead(y, x, name))
            return y, x
        raise ValueError(
            f"y_true must have the shape {x.shape[:-1]} (class ids) or {x.shape} (masses) "
            f"to go with {name} of shape {x.shape}; got {y.shape}: {_cure_for_rows(y, x)}"
        )

    def holds(self, y: NDArray[Any], x: NDArray[Any]) -> bool:
        """Whether all are class ids, or all are masses."""
        if y.ndim < x.ndim:  # seen as unsigned, a negative id is a huge one
            return bool(y.astype(np.int64, copy=False).view(np.uint64).max() < x.shape[-1])
        if y.dtype.kind == "f":
            return bool(y.min() >= 0 and float(y.max()) <= targets.LARGEST[float_type(x)])
        return bool(y.min() >= 0 and y.max() <= 1 and y.sum(axis=-1).max() <= 1)

    def explain(self, y: NDArray[Any], x: NDArray[Any], name: str) -> None:
        """Refuse the first that is no class id, or no mass."""
        if y.ndim < x.ndim:
            left_out = "leave it out or give it a row of zero masses"
            instead = self._instead(y, x, name) if x.shape[-1] == 1 else ""
            return targets.refuse_other_ids(y, x.shape[-1], "y_true", left_out, instead)
        targets.demand_masses(y, "y_true", float_type(x))
        return targets.refuse_many_ones(y, "y_true", self._instead(y, x, name))

    def masses(self, y_true: ArrayLike, forecast: ArrayLike, name: str) -> FloatArray:
        """Masses in the forecast's type, from ids or masses whose values are looked at."""
        y, x = self.shapes(y_true, forecast, name)
        self.explain(y, x, name)
        return (y if y.ndim == x.ndim else targets.one_hot_rows(y, x.shape[-1])).astype(
            float_type(x)
        )

    def _instead(self, y: NDArray[Any], x: NDArray[Any], name: str) -> str:
        one = x.shape[-1] == 1
        labels = "np.squeeze(y_true, -1)" if one and y.ndim == x.ndim else "y_true"
        return self.binary.format(y=labels, x=f"np.squeeze({name}, -1)" if one else name)


def _cure_for_rows(y: NDArray[Any], x: NDArray[Any]) -> str:
    if y.shape == (*x.shape[:-1], 1):
        return "class ids have no axis of their own, np.squeeze(y_true, -1)"
    if y.ndim == x.ndim:
        return f"one-hot rows need a column for each of the {x.shape[-1]} classes"
    return "nothing is broadcast"


@dataclass(frozen=True)
class Labels:
    """Labels between 0 and 1, of exactly the forecast's shape."""

    axes: int = 0

    def shapes(
        self, y_true: ArrayLike, forecast: ArrayLike, name: str
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Both as arrays of one shape."""
        x, y = as_real(forecast, name), as_real(y_true, "y_true")
        targets.demand_shape_of(y, x, name)
        return y, x

    def holds(self, y: NDArray[Any], x: NDArray[Any]) -> bool:  # noqa: ARG002
        """Whether all are labels."""
        return bool(y.min() >= 0 and y.max() <= 1 + tolerance(y))

    def explain(self, y: NDArray[Any], x: NDArray[Any], name: str) -> None:  # noqa: ARG002
        """Refuse the first that is no label."""
        targets.demand_labels(y)
