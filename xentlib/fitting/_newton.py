"""Newton's method: step to the bottom of the parabola that fits the loss here."""

from typing import Any

import numpy as np

from xentlib.fitting._point import FitError, Optimiser, Point, State
from xentlib.numerics import FloatArray


def newton() -> Optimiser:
    r"""Step to the minimum of the parabola that fits the loss, or less far while that is too far.

    .. math:: w \leftarrow w - H^{-1} g

    For logistic regression this is iteratively reweighted least squares. Where the Hessian is
    singular, as for a softmax, whose classes may all be shifted alike, the shortest step is taken.

    Returns
    -------
    Optimiser
        For objectives with a method ``hessian(weights)``. It raises a `FitError` where the data
        are separated by weights that nothing penalises, and the loss has no minimum, a
        `TypeError` where the objective has no Hessian, and a `ValueError` for another rule than
        the log score.

    Examples
    --------
    >>> from xentlib.fitting import fit, logistic_objective
    >>> objective = logistic_objective([[1.0]] * 4, [0, 0, 0, 1])
    >>> record = fit(objective, newton(), steps=20, tolerance=1e-9)
    >>> print(len(record.path), record.weights.round(6))  # the log-odds, log 1/3
    6 [-1.098612]
    """
    return Optimiser("Newton's method", (), _step)


def _step(at: Point, memory: State) -> tuple[FloatArray, State]:
    objective: Any = at.objective
    if not hasattr(objective, "hessian"):
        raise TypeError(
            f"objective must have a method hessian(weights) for Newton's method; got {objective!r}"
        )
    if hasattr(objective, "is_separated") and objective.is_separated(at.weights):
        raise FitError(
            "x separates the classes: every example is right, and larger weights lower the loss "
            "for ever; give the objective a penalty, l2=..."
        )
    curvature = objective.hessian(at.weights)
    cutoff = len(curvature) * np.finfo(np.float64).eps
    inverse = np.linalg.pinv(curvature, rcond=cutoff, hermitian=True)
    step = -(inverse @ at.gradient.ravel()).reshape(at.gradient.shape)
    promised = 1e-4 * (at.gradient * step).sum() + 1e-12 * abs(at.loss)
    for _ in range(60):
        if objective(at.weights + step)[0] <= at.loss + promised:
            break
        step = step / 2
    return step, memory
