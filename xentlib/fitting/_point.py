"""An optimiser is a function from a point and a memory to a step and the next memory."""

from collections.abc import Callable
from dataclasses import dataclass

from xentlib.numerics import FloatArray

State = tuple[FloatArray, ...]


class FitError(ArithmeticError):
    """Raised where a walk downhill arrives nowhere; it says why, and what helps."""


@dataclass(frozen=True)
class Point:
    """Place of an optimiser, and the loss that it sees there.

    Attributes
    ----------
    weights : ndarray
        The place.
    loss : float
        Loss there, in nats.
    gradient : ndarray, shaped like `weights`
        Its gradient.
    objective : callable
        From weights to loss and gradient, of the whole data or of this step's batch.
    """

    weights: FloatArray
    loss: float
    gradient: FloatArray
    objective: Callable[[FloatArray], tuple[float, FloatArray]]


@dataclass(frozen=True)
class Optimiser:
    """Rule that chooses the next step of a walk downhill.

    Attributes
    ----------
    name : str
        What it is called in legends and messages.
    start : tuple of ndarray
        Its memory before the first step; a 0 takes any shape.
    step : callable
        From a `Point` and the memory to a step, shaped like the weights, and the new memory.

    Examples
    --------
    Follow nothing but the gradient's sign:

    >>> import numpy as np
    >>> by_sign = Optimiser("sign", (), lambda at, memory: (-0.1 * np.sign(at.gradient), memory))
    """

    name: str
    start: State
    step: Callable[[Point, State], tuple[FloatArray, State]]
