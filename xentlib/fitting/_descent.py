"""The walk: look, step, write down, until the steps are used up or nothing moves any more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib._door.numbers import as_number, as_size
from xentlib.fitting._point import FitError, Optimiser, Point
from xentlib.numerics import FloatArray

Look = Callable[[FloatArray], tuple[float, FloatArray]]


@dataclass(frozen=True)
class Fit:
    """Record of a walk downhill: where it led, and what was seen there.

    Attributes
    ----------
    optimiser : str
        Name of the rule that chose the steps.
    path : ndarray of shape (n_steps + 1, ...)
        Weights before the first step, and after each.
    losses : ndarray of shape (n_steps + 1,)
        Loss at each of them, in nats; with batches, that of the batch seen there.
    gradient_norms : ndarray of shape (n_steps + 1,)
        Euclidean length of the gradient there.
    """

    optimiser: str
    path: FloatArray
    losses: FloatArray
    gradient_norms: FloatArray

    @property
    def weights(self) -> FloatArray:
        """Weights after the last step."""
        return self.path[-1]


def fit(
    objective: Look,
    optimiser: Optimiser,
    *,
    steps: int,
    start: ArrayLike | None = None,
    batch: int | None = None,
    rng: np.random.Generator | None = None,
    tolerance: float | None = None,
) -> Fit:
    """Walk downhill on a loss.

    Parameters
    ----------
    objective : callable
        From weights to loss and gradient: `logistic_objective`, `softmax_objective`, or any
        function that returns the pair.
    optimiser : Optimiser
        Rule that chooses the steps.
    steps : int
        How many to take, at most if `tolerance` is given.
    start : array_like, optional
        First weights; those of ``objective.start``, zeros, by default.
    batch : int, optional
        Rows that each step sees, drawn without replacement until all were seen; all by default.
    rng : numpy.random.Generator, optional
        Draws the batches; needed with `batch`, and only then.
    tolerance : float, optional
        Stop after a step that changes no weight by more than this part of the largest, or of 1.

    Returns
    -------
    Fit

    Raises
    ------
    TypeError, ValueError
        For arguments that don't fit together, or a gradient not shaped like the weights.
    FitError
        Where loss or gradient is no longer finite, or the weights have not settled within
        `tolerance` after `steps` steps.

    Examples
    --------
    >>> from xentlib.fitting import gradient_descent
    >>> bowl = lambda w: (w @ w / 2, w)
    >>> fit(bowl, gradient_descent(0.5), start=[4.0], steps=3).path.ravel()
    array([4. , 2. , 1. , 0.5])
    """
    steps = as_size(steps, "steps", low=0)
    near = None if tolerance is None else as_number(tolerance, "tolerance", low=0)
    walk = _walk(_parts(objective, batch, rng), optimiser, _first(objective, start), near)
    path, losses, norms, moves = zip(*islice(walk, steps + 1), strict=True)
    if near is not None and not moves[-1] <= near:
        raise FitError(
            f"weights must settle within {near:g} in {steps} steps of {optimiser.name}; the last "
            f"one still changed them by {moves[-1]:.2g} of the largest: allow more steps, or give "
            f"the objective a penalty, l2=..., if the classes can be separated"
        )
    return Fit(optimiser.name, np.array(path), np.array(losses), np.array(norms))


def _first(objective: Any, start: ArrayLike | None) -> FloatArray:
    first = getattr(objective, "start", None) if start is None else start
    if first is None:
        raise TypeError("start must be given where the objective has none of its own: start=[0.0]")
    return as_finite(first, "start").astype(np.float64)


def _parts(objective: Any, batch: int | None, rng: np.random.Generator | None) -> Iterator[Look]:
    """Give each step what it sees: the objective, or batches of it, shuffled in every round."""
    if (batch is None) != (rng is None):
        raise TypeError(
            f"batch and rng must be given together, batch=32, rng=np.random.default_rng(0); "
            f"got batch={batch!r}, rng={rng!r}"
        )
    if batch is None or rng is None:
        return repeat(objective)
    if not hasattr(objective, "on"):
        raise TypeError(f"objective must have a method on(rows) for batches; got {objective!r}")
    return _batches(objective, as_size(batch, "batch"), rng)


def _batches(objective: Any, batch: int, rng: np.random.Generator) -> Iterator[Look]:
    while True:
        order = rng.random(len(objective.x)).argsort()
        for first in range(0, len(order), batch):
            yield objective.on(order[first : first + batch])


def _walk(
    parts: Iterator[Look], optimiser: Optimiser, weights: FloatArray, near: float | None
) -> Iterator[tuple[FloatArray, float, float, float]]:
    """Yield weights, loss, length of the gradient, and how far the step before had moved."""
    memory, move = optimiser.start, np.inf
    for count, part in enumerate(parts):
        with np.errstate(over="ignore", invalid="ignore"):
            loss, gradient = part(weights)
        _refuse(loss, gradient, weights, f"after {count} steps of {optimiser.name}")
        yield weights, loss, float(np.linalg.norm(gradient)), move
        if near is not None and move <= near:
            return
        step, memory = optimiser.step(Point(weights, loss, gradient, part), memory)
        weights = weights + step
        move = float(np.abs(step).max() / max(1, np.abs(weights).max()))


def _refuse(loss: float, gradient: FloatArray, weights: FloatArray, when: str) -> None:
    if np.shape(gradient) != weights.shape:
        raise ValueError(
            f"objective must give a gradient shaped like the weights, {weights.shape}; "
            f"got {np.shape(gradient)}"
        )
    if not (np.isfinite(loss) and np.isfinite(gradient).all()):
        raise FitError(
            f"loss and gradient must stay finite; got a loss of {loss:g} {when}: take a lower rate"
        )
