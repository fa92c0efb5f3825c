"""Linear models as functions of their weights: mean loss, gradient and curvature."""

from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import IntArray, as_finite
from xentlib._door.distributions import as_probability
from xentlib._door.targets import as_ids, as_masses
from xentlib.fitting._links import LOGISTIC, SOFTMAX, Link
from xentlib.numerics import FloatArray


def as_features(x: ArrayLike) -> FloatArray:
    """Rows of finite features, at least one by one, in float64."""
    features = as_finite(x, "x").astype(np.float64)
    if features.ndim != 2 or features.size == 0:
        raise ValueError(
            f"x must be a table, examples by features, with at least one of each; "
            f"got the shape {features.shape}"
        )
    return features


def as_penalty(l2: ArrayLike, n_features: int) -> FloatArray:
    """Strength of the L2 penalty on the weights of each feature."""
    strength = as_finite(l2, "l2").astype(np.float64)
    if strength.shape not in ((), (n_features,)) or not (strength >= 0).all():
        raise ValueError(
            f"l2 must be one number of at least 0, or {n_features} of them, one for each feature; "
            f"got {strength.tolist()}"
        )
    return np.broadcast_to(strength, n_features)


@dataclass(frozen=True)
class Objective:
    r"""Mean loss of a linear model, as a function of its weights.

    .. math:: L(w) = \frac1n \sum_i \ell(t_i, x_i w) + \frac12 \sum_j \lambda_j w_j^2

    Calling it gives the loss, and its gradient ``x.T @ (p - t) / n + l2 * w``. It is made by
    `logistic_objective` or `softmax_objective`.

    Attributes
    ----------
    x : ndarray of shape (n, n_features)
        Examples by features.
    target : ndarray of shape (n,) or (n, n_classes)
        Probabilities of a 1, or masses on the classes.
    l2 : ndarray of shape (n_features,)
        Penalties λ; 0 leaves a feature's weights free.
    link : Link
        From logits to losses and forecasts.
    """

    x: FloatArray
    target: FloatArray
    l2: FloatArray
    link: Link

    @property
    def start(self) -> FloatArray:
        """Weights of 0, for which every class is as likely as any other."""
        return np.zeros((self.x.shape[1], *self.target.shape[1:]))

    def __call__(self, weights: FloatArray) -> tuple[float, FloatArray]:
        """Mean loss in nats, penalty included, and its gradient."""
        z, pull = self.x @ weights, (self.l2 * weights.T).T
        loss = self.link.losses(self.target, z).mean() + (weights * pull).sum() / 2
        error = self.link.forecast(self.target, z) - self.target
        return float(loss), self.x.T @ error / len(z) + pull

    def hessian(self, weights: FloatArray) -> FloatArray:
        """Second derivatives, xᵀ S x / n + λ, for weights in the order of ``weights.ravel()``."""
        spread, (n, d) = self.link.spread(self.target, self.x @ weights), self.x.shape
        k = spread.shape[-1]
        blocks = np.empty((d, k, d, k))
        for a, b in combinations_with_replacement(range(k), 2):
            block = self.x.T @ (spread[:, a, b, None] * self.x) / n
            blocks[:, a, :, b] = blocks[:, b, :, a] = block
        return blocks.reshape(d * k, d * k) + np.diag(np.repeat(self.l2, k))

    def on(self, rows: IntArray) -> Self:
        """Objective of some of the examples: a batch."""
        return replace(self, x=self.x[rows], target=self.target[rows])

    def is_separated(self, weights: FloatArray) -> bool:
        """Whether the unpenalised weights get every example right: growing, they gain for ever."""
        z = self.x @ np.where(self.l2 == 0, weights.T, 0).T
        size = np.abs(z).max()
        return bool(
            size > 0 and (self.link.forecast(self.target, z / size * 1e300) == self.target).all()
        )


def logistic_objective(x: ArrayLike, y: ArrayLike, *, l2: ArrayLike = 0.0) -> Objective:
    """Logistic regression: sigmoid cross-entropy of a linear logit, weights of (n_features,).

    Parameters
    ----------
    x : array_like of shape (n, n_features)
        Examples by features; a bias is a column of ones.
    y : array_like of shape (n,)
        0 and 1, or probabilities of a 1.
    l2 : float or array_like of shape (n_features,), default=0.0
        Penalty ``l2 / 2 * w**2`` beside the mean loss, for all weights or feature by feature.
        scikit-learn's C is ``1 / (l2 * n)``, with 0 for the bias.

    Returns
    -------
    Objective

    Raises
    ------
    TypeError, ValueError
        For features that are not finite, labels outside [0, 1], shapes that don't fit.

    Examples
    --------
    >>> objective = logistic_objective([[1.0, 0.0], [1.0, 2.0]], [0, 1])
    >>> loss, gradient = objective(np.zeros(2))
    >>> print(round(loss, 3), gradient)
    0.693 [ 0.  -0.5]
    """
    features = as_features(x)
    target = as_probability(y, "y").astype(np.float64)
    if target.shape != features.shape[:1]:
        raise ValueError(
            f"y must hold one label per row of x, shape {features.shape[:1]}; got {target.shape}"
        )
    return Objective(features, target, as_penalty(l2, features.shape[1]), LOGISTIC)


def softmax_objective(x: ArrayLike, y: ArrayLike, *, l2: ArrayLike = 0.0) -> Objective:
    """Softmax regression: softmax cross-entropy of linear logits, weights (n_features, n_classes).

    Parameters
    ----------
    x : array_like of shape (n, n_features)
        Examples by features; a bias is a column of ones.
    y : array_like of int, shape (n,), or of float, shape (n, n_classes)
        Class ids, the highest of which tells the number of classes, or masses on the classes.
    l2 : float or array_like of shape (n_features,), default=0.0
        As for `logistic_objective`.

    Returns
    -------
    Objective

    Raises
    ------
    TypeError, ValueError
        For features that are not finite, bad class ids or masses, shapes that don't fit.

    Examples
    --------
    >>> objective = softmax_objective([[1.0, 0.0], [1.0, 2.0]], [0, 2])
    >>> loss, gradient = objective(objective.start)
    >>> print(round(loss, 3), gradient.shape)
    1.099 (2, 3)
    """
    features, shape = as_features(x), np.shape(y)
    if shape[:1] != features.shape[:1] or len(shape) > 2:
        raise ValueError(
            f"y must hold a class id or a row of masses per row of x, shape {features.shape[:1]} "
            f"or ({len(features)}, n_classes); got {shape}"
        )
    if len(shape) == 1:
        ids = as_ids(y, np.iinfo(np.intp).max, "y")
        target = (ids[:, None] == np.arange(ids.max() + 1)).astype(np.float64)
    else:
        target = as_masses(y, "y").astype(np.float64)
    return Objective(features, target, as_penalty(l2, features.shape[1]), SOFTMAX)
