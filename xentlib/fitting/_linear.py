"""Linear models: a loss of linear logits, as a function of the weights."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from typing import Self

import numpy as np

from xentlib._door.arrays import IntArray
from xentlib.losses import (
    sigmoid_cross_entropy_value_and_grad,
    softmax_cross_entropy_value_and_grad,
)
from xentlib.numerics import FloatArray, sigmoid, silently, softmax
from xentlib.scoring import ScoringRule, log_score


@dataclass(frozen=True)
class Link:
    """A loss of targets and logits, with its curvature for Newton's method.

    Attributes
    ----------
    value_and_grad : callable
        From targets, logits and ``rule=...`` to the loss of each example, in nats, and its
        gradient in the logits.
    curvature : callable
        From targets and logits to the log score's second derivatives in the logits, shape
        (n, k, k): the covariance of the target.
    """

    value_and_grad: Callable[..., tuple[FloatArray, FloatArray]]
    curvature: Callable[[FloatArray, FloatArray], FloatArray]


def _logistic_curvature(target: FloatArray, z: FloatArray) -> FloatArray:  # noqa: ARG001
    return (sigmoid(z) * sigmoid(-z))[:, None, None]


def _softmax_curvature(target: FloatArray, z: FloatArray) -> FloatArray:
    p = softmax(z)
    mass = target.sum(-1)[:, None, None]
    return mass * (p[:, :, None] * (np.eye(z.shape[-1]) - p[:, None, :]))


LOGISTIC = Link(sigmoid_cross_entropy_value_and_grad, _logistic_curvature)
SOFTMAX = Link(softmax_cross_entropy_value_and_grad, _softmax_curvature)


@dataclass(frozen=True)
class Objective:
    r"""Mean loss of a linear model and its gradient, as a function of the model's weights.

    .. math:: L(w) = \frac1n \sum_i \ell(t_i, x_i w) + \frac12 \sum_j \lambda_j w_j^2

    `logistic_objective` and `softmax_objective` make it. Calling it with weights gives the pair;
    for the log score the gradient is ``x.T @ (p - t) / n + l2 * w``.

    Attributes
    ----------
    x : ndarray of shape (n, n_features)
        Examples by features.
    target : ndarray of shape (n,) or (n, n_classes)
        Probabilities of a 1, or masses on the classes.
    l2 : ndarray of shape (n_features,)
        Penalties λ; 0 leaves a feature's weights free.
    link : Link
        The loss, a function of targets and logits.
    rule : ScoringRule
        The loss's charge for an outcome.
    """

    x: FloatArray
    target: FloatArray
    l2: FloatArray
    link: Link
    rule: ScoringRule = log_score

    @property
    def start(self) -> FloatArray:
        """Weights of 0, for which every class is as likely as any other."""
        return np.zeros((self.x.shape[1], *self.target.shape[1:]))

    @silently
    def __call__(self, weights: FloatArray) -> tuple[float, FloatArray]:
        """Mean loss in nats, penalty included, and its gradient; inf and nan where logits are."""
        z, pull = self.x @ weights, (self.l2 * weights.T).T
        if not np.isfinite(z).all():
            return np.inf, np.full_like(weights, np.nan)
        losses, slopes = self.link.value_and_grad(self.target, z, rule=self.rule)
        loss = losses.mean() + (weights * pull).sum() / 2
        return float(loss), self.x.T @ slopes / len(z) + pull

    def hessian(self, weights: FloatArray) -> FloatArray:
        """Second derivatives, xᵀ S x / n + λ, for weights in the order of ``weights.ravel()``.

        Parameters
        ----------
        weights : ndarray
            Shaped like `start`.

        Returns
        -------
        ndarray of shape (weights.size, weights.size)

        Raises
        ------
        ValueError
            If the rule is another than the log score.
        """
        if self.rule is not log_score:
            raise ValueError(
                f"rule must be the log score for second derivatives; got the {self.rule.name}: "
                f"take an optimiser that needs none, such as adam(0.01)"
            )
        curvature, (n, d) = self.link.curvature(self.target, self.x @ weights), self.x.shape
        k = curvature.shape[-1]
        blocks = np.empty((d, k, d, k))
        for a, b in combinations_with_replacement(range(k), 2):
            block = self.x.T @ (curvature[:, a, b, None] * self.x) / n
            blocks[:, a, :, b] = blocks[:, b, :, a] = block
        return blocks.reshape(d * k, d * k) + np.diag(np.repeat(self.l2, k))

    def on(self, rows: IntArray) -> Self:
        """Objective of some of the examples, a batch.

        Parameters
        ----------
        rows : ndarray of int
            Which examples.

        Returns
        -------
        Objective
        """
        return replace(self, x=self.x[rows], target=self.target[rows])

    def is_separated(self, weights: FloatArray) -> bool:
        """Whether the unpenalised weights get every example right: growing, they gain for ever.

        Parameters
        ----------
        weights : ndarray
            Shaped like `start`.

        Returns
        -------
        bool
        """
        z = self.x @ np.where(self.l2 == 0, weights.T, 0).T
        size = np.abs(z).max()
        return bool(
            size > 0 and not self.link.value_and_grad(self.target, z / size * 1e300)[0].any()
        )
