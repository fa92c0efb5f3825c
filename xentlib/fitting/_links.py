"""From logits to losses, forecasts and curvature, for one logit or one per class."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from xentlib.numerics import (
    FloatArray,
    expectation,
    log_sigmoid,
    log_softmax,
    sigmoid,
    softmax,
    times,
)


@dataclass(frozen=True)
class Link:
    """How logits become a forecast; each function takes targets and logits, row by row.

    Attributes
    ----------
    losses : callable
        Loss of each example, in nats.
    forecast : callable
        Expected target: probabilities times the target's mass.
    spread : callable
        Covariance of the target, shape (n, k, k): the loss's curvature in the logits.
    """

    losses: Callable[[FloatArray, FloatArray], FloatArray]
    forecast: Callable[[FloatArray, FloatArray], FloatArray]
    spread: Callable[[FloatArray, FloatArray], FloatArray]


LOGISTIC = Link(
    lambda t, z: 0 - times(t, log_sigmoid(z)) - times(1 - t, log_sigmoid(-z)),
    lambda t, z: sigmoid(z),  # noqa: ARG005
    lambda t, z: (sigmoid(z) * sigmoid(-z))[:, None, None],  # noqa: ARG005
)


def _softmax_spread(t: FloatArray, z: FloatArray) -> FloatArray:
    p = softmax(z)
    mass = t.sum(-1)[:, None, None]
    return mass * (p[:, :, None] * (np.eye(z.shape[-1]) - p[:, None, :]))


SOFTMAX = Link(
    lambda t, z: 0 - expectation(t, log_softmax(z)),
    lambda t, z: t.sum(-1, keepdims=True) * softmax(z),
    _softmax_spread,
)
