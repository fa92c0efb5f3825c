"""Scores that need the whole forecast: whether its likeliest class happened, and Brier's."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door.distributions import as_distribution
from xentlib._door.target_and_forecast import IdsOrMasses
from xentlib._door.targets import as_ids
from xentlib.numerics import FloatArray

_TARGET = IdsOrMasses("brier_score({y}, np.stack([np.subtract(1, {x}), {x}], -1))")


@dataclass(frozen=True)
class TopLabel:
    """The likeliest class of each forecast, as an event with a probability.

    Attributes
    ----------
    correct : ndarray of bool, shape (...)
        Whether it is what happened.
    confidence : ndarray of shape (...)
        Its probability.

    Examples
    --------
    >>> top = top_label([0, 1], [[0.7, 0.3], [0.6, 0.4]])
    >>> print(top.correct.mean(), top.confidence.mean().round(2))
    0.5 0.65
    """

    correct: NDArray[np.bool_]
    confidence: FloatArray


def top_label(y_true: ArrayLike, y_proba: ArrayLike) -> TopLabel:
    """Ask of each forecast only whether its likeliest class happened.

    Parameters
    ----------
    y_true : array_like of int, shape (...)
        Class ids.
    y_proba : array_like of shape (..., n_classes)
        Probabilities that sum to 1 along the last axis; of equal ones the first counts.

    Returns
    -------
    TopLabel

    Raises
    ------
    TypeError, ValueError
        For rows that are no distributions, and targets that do not match them.

    Examples
    --------
    >>> top = top_label([0, 1], [[0.7, 0.3], [0.6, 0.4]])
    >>> top.correct, top.confidence
    (array([ True, False]), array([0.7, 0.6]))
    """
    _refuse_masses(*_TARGET.shapes(y_true, y_proba, "y_proba"))
    q = as_distribution(y_proba, "y_proba")
    return TopLabel(as_ids(y_true, q.shape[-1], "y_true") == q.argmax(-1), q.max(-1))


def _refuse_masses(y: NDArray[Any], q: NDArray[Any]) -> None:
    if y.shape == q.shape:
        raise ValueError(
            f"y_true must hold one class id per forecast, shape {q.shape[:-1]}; got {y.shape}: "
            f"masses become ids with np.argmax(y_true, -1)"
        )


def brier_score(y_true: ArrayLike, y_proba: ArrayLike) -> FloatArray:
    r"""Squared distance of a forecast from what happened, per example.

    .. math:: \sum_k (p_k - t_k)^2

    Parameters
    ----------
    y_true : array_like of int, shape (...), or of float, shape (..., n_classes)
        Class ids, or probabilities that sum to 1.
    y_proba : array_like of shape (..., n_classes)
        Probabilities that sum to 1 along the last axis. Those of a binary event are given in
        full, ``np.stack([1 - p, p], -1)``, and score 2 · (p − y)².

    Returns
    -------
    ndarray of shape (...)
        From 0 to 2, without a unit.

    Raises
    ------
    TypeError, ValueError
        For rows that are no distributions, targets that do not match them, and 0/1 labels in
        place of probabilities.

    References
    ----------
    Brier (1950), Verification of Forecasts Expressed in Terms of Probability, Monthly Weather
    Review 78(1). doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2

    Examples
    --------
    >>> brier_score([0, 1], [[0.7, 0.3], [0.7, 0.3]])
    array([0.18, 0.98])
    """
    target = _TARGET.masses(y_true, y_proba, "y_proba")
    q = as_distribution(y_proba, "y_proba")
    with np.errstate(under="ignore"):
        return np.square(q - as_distribution(target, "y_true")).sum(-1)
