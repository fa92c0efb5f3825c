"""What an optimiser is: a function from where it stands to a step, with a memory of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from xentlib.numerics import FloatArray

State = tuple[FloatArray, ...]


class FitError(ArithmeticError):
    """A walk downhill that arrives nowhere, with the reason and the remedy."""


@dataclass(frozen=True)
class Point:
    """Where an optimiser stands, and what it sees there.

    Attributes
    ----------
    weights : ndarray
    loss : float
    gradient : ndarray, shaped like `weights`
    objective : callable
        From weights to loss and gradient, of the whole data or of this step's batch.
    """

    weights: FloatArray
    loss: float
    gradient: FloatArray
    objective: Callable[[FloatArray], tuple[float, FloatArray]]


@dataclass(frozen=True)
class Optimiser:
    """A rule for the next step.

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
