"""Temperature scaling: one number that makes a classifier neither too sure nor too unsure."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door.distributions import as_logit_rows
from xentlib._door.target_and_forecast import IdsOrMasses
from xentlib.numerics import FloatArray, silently, softmax, times

_TARGET = IdsOrMasses("fit_temperature({y}, np.stack([np.zeros(np.shape({x})), {x}], -1))")


def fit_temperature(y_true: ArrayLike, logits: ArrayLike) -> float:
    r"""Find the temperature T at which logits / T forecast best: temperature scaling.

    .. math:: \arg\min_T \sum_i \ell(t_i, z_i / T)

    Parameters
    ----------
    y_true : array_like of int, shape (...), or of float, shape (..., n_classes)
        Class ids, or masses on the classes; zero mass ignores an example.
    logits : array_like of shape (..., n_classes)
        Of examples that were not trained on. Binary logits are given as two classes,
        ``np.stack([0 * z, z], -1)``.

    Returns
    -------
    float
        Above 1 for a forecaster who was too sure, below 1 for one who was not sure enough.

    Raises
    ------
    TypeError, ValueError
        For targets and logits that don't fit, 0/1 labels in place of masses, and where no
        temperature is best: no example has mass, no class has a higher logit than what happened
        (T would be 0), the logits say nothing about the targets (T would be infinite), or a class
        of logit -inf happened.

    Notes
    -----
    The loss is convex in s = 1 / T, so Newton's method finds the one root of its derivative,
    the difference of mean forecast and mean observed logit; it is kept between bounds.

    References
    ----------
    Guo, Pleiss, Sun, Weinberger (2017), On Calibration of Modern Neural Networks, ICML.
    arXiv:1706.04599

    Examples
    --------
    >>> print(round(fit_temperature([0, 0, 0, 1], [[2.0, 0.0]] * 4), 4))
    1.8205
    """
    z = as_logit_rows(logits).astype(np.float64)
    target = _TARGET.masses(y_true, z, "logits")
    if not target.any():
        raise ValueError("y_true must hold at least one example with mass; got none")
    possible = z > -np.inf
    if (target[~possible] > 0).any():
        raise ValueError("logits must allow what happened; got -inf for a class of y_true")
    finite = np.where(possible, z, 0)
    unit = max(np.abs(finite).max(initial=0), np.finfo(np.float64).tiny)
    z, finite = z / unit, finite / unit
    observed = (target * finite).sum(-1, keepdims=True)
    gain = np.where(possible, target.sum(-1, keepdims=True) * finite - observed, 0)
    _refuse_ends(gain, z, possible)
    return float(unit / _root(gain, z))


def _refuse_ends(gain: FloatArray, z: FloatArray, possible: NDArray[np.bool_]) -> None:
    """Make sure that the loss falls at 1 / T = 0 and rises again later."""
    best = np.where(z == z.max(-1, keepdims=True), gain, 0)
    if not (best > 0).any():
        raise ValueError(
            "y_true must hold at least one mistake of the logits, a class with a higher logit than "
            "what happened: here is none, and the loss never rises as T goes to 0"
        )
    if not (gain.sum(-1) / possible.sum(-1)).sum() < 0:
        raise ValueError(
            "logits must be higher for what happened, on average, than for the other classes: "
            "here the loss falls for ever as T grows"
        )


@silently
def _root(gain: FloatArray, z: FloatArray) -> float:
    """Scale s at which the loss of s · z is flat: Newton's steps, or halves of the interval."""
    low, high, s = 0.0, np.inf, 1.0
    for _ in range(3000):
        p = softmax(s * z)
        slope = float(times(p, gain).sum())
        low, high = (s, high) if slope < 0 else (low, s)
        centred = np.where(p > 0, z, 0) - times(p, z).sum(-1, keepdims=True)
        curvature = float(times(p, centred * gain).sum())
        step = -slope / curvature if curvature > 0 else np.inf
        if abs(step) <= 1e-13 * s:
            break
        middle = 2 * s if high == np.inf else (low + high) / 2
        s = s + step if low < s + step < high else middle
    return s
