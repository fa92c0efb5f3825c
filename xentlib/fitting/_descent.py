"""Walk downhill: evaluate, step and record, until the steps are used up or the weights settle."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib._door.numbers import as_number, as_whole
from xentlib.fitting._point import FitError, Optimiser, Point, State
from xentlib.numerics import FloatArray, silently

LossAndGradient = Callable[[FloatArray], tuple[float, FloatArray]]


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
    objective: LossAndGradient,
    optimiser: Optimiser,
    *,
    steps: int,
    start: ArrayLike | None = None,
    batch: int | None = None,
    rng: np.random.Generator | None = None,
    tolerance: float | None = None,
) -> Fit:
    """Walk downhill on a loss, and return the record of it.

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
    steps = as_whole(steps, "steps", low=0)
    settled = None if tolerance is None else as_number(tolerance, "tolerance", low=0)
    walk = _walk(_objectives(objective, batch, rng), optimiser, _first(objective, start), settled)
    path, losses, norms, moves = zip(*islice(walk, steps + 1), strict=True)
    if settled is not None and not moves[-1] <= settled:
        raise FitError(
            f"weights must settle within {settled:g} in {steps} steps of {optimiser.name}; the "
            f"last one still changed them by {moves[-1]:.2g} of the largest: allow more steps, or "
            f"give the objective a penalty, l2=..., if the classes can be separated"
        )
    return Fit(optimiser.name, np.array(path), np.array(losses), np.array(norms))


def _first(objective: Any, start: ArrayLike | None) -> FloatArray:
    first = getattr(objective, "start", None) if start is None else start
    if first is None:
        raise TypeError("start must be given where the objective has none of its own: start=[0.0]")
    return as_finite(first, "start").astype(np.float64)


def _objectives(
    objective: Any, batch: int | None, rng: np.random.Generator | None
) -> Iterator[LossAndGradient]:
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
    return _batches(objective, as_whole(batch, "batch"), rng)


def _batches(objective: Any, batch: int, rng: np.random.Generator) -> Iterator[LossAndGradient]:
    while True:
        order = rng.random(len(objective.x)).argsort()
        for first in range(0, len(order), batch):
            yield objective.on(order[first : first + batch])


def _walk(
    objectives: Iterator[LossAndGradient],
    optimiser: Optimiser,
    weights: FloatArray,
    settled: float | None,
) -> Iterator[tuple[FloatArray, float, float, float]]:
    """Yield weights, loss, length of the gradient, and how far the step before had moved."""
    memory, move = optimiser.start, np.inf
    for count, objective in enumerate(objectives):
        loss, gradient, norm = _evaluate(objective, weights)
        _refuse(loss, gradient, weights, f"after {count} steps of {optimiser.name}")
        yield weights, loss, norm, move
        if settled is not None and move <= settled:
            return
        at = Point(weights, loss, gradient, objective)
        weights, memory, move = _step(optimiser, at, memory)


@silently
def _evaluate(objective: LossAndGradient, weights: FloatArray) -> tuple[float, FloatArray, float]:
    loss, gradient = objective(weights)
    return loss, gradient, float(np.linalg.norm(gradient))


@silently
def _step(optimiser: Optimiser, at: Point, memory: State) -> tuple[FloatArray, State, float]:
    step, memory = optimiser.step(at, memory)
    weights = at.weights + step
    return weights, memory, float(np.abs(step).max() / max(1, np.abs(weights).max()))


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
