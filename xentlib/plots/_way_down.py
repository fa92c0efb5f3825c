"""Where a forecast goes when its logits follow the forces of cross-entropy."""

import numpy as np

from xentlib.numerics import FloatArray, softmax

STEP, LOGIT_STEP = 0.01, 0.05  # the longest: of a probability, and of a logit in nats
STABLE = 2.0  # the Hessian's largest curvature is at most 1/2: no step of this size turns back
MOST_STEPS, NEAR = 500, 0.005


def first_move(p: FloatArray, target: FloatArray) -> FloatArray:
    """Return how a forecast begins to move when each logit follows its force: J (t − p).

    J = diag(p) − p pᵀ is the softmax's Jacobian.

    Parameters
    ----------
    p, target : ndarray, shape (k,)
        Distributions.

    Returns
    -------
    ndarray, shape (k,)
        Change of each probability per unit of time; the sum is 0.
    """
    force = target - p
    move: FloatArray = p * (force - p @ force)
    return move


def way_down(logits: FloatArray, target: FloatArray) -> FloatArray:
    """Follow the forces from given logits, in steps too small to see, until the target is near.

    Parameters
    ----------
    logits : ndarray, shape (k,)
        Where the way begins, in nats.
    target : ndarray, shape (k,)
        Masses that sum to 1.

    Returns
    -------
    ndarray, shape (n, k)
        Forecasts along the way, the first of them the softmax of `logits`.
    """
    z, way = logits.astype(np.float64), []
    for _ in range(MOST_STEPS):
        p = softmax(z)
        way.append(p)
        force = target - p
        longest = max(abs(force))
        if longest < NEAR:
            break
        drift = max(abs(first_move(p, target)))
        z = z + force * min(STEP / drift, LOGIT_STEP / longest, STABLE)
    return np.array(way)
