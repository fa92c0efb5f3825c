"""Counts without factorials: what the mean costs, and what chance costs even at the best mean.

With y! = sqrt(2πy) (y/e)^y e^δ(y), a Poisson probability is a product of two small things:
the price of a mean other than y (half the deviance), and the price of y where the mean is y.
Neither subtracts large numbers, as log-gamma would (Loader 2000).
"""

import numpy as np

from xentlib.numerics import FloatArray

_STIRLING = 1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156
_LARGE = 16


def stirling_error(x: FloatArray) -> FloatArray:
    """Remainder of Stirling's formula: log Γ(x + 1) - [log(2πx) / 2 + x log x - x], for x > 0."""
    small = x < _LARGE
    far = np.where(small, x + _LARGE, x)
    error = np.polynomial.polynomial.polyval(far**-2.0, _STIRLING) / far
    for near in (x + i for i in range(_LARGE)):  # down by Γ(x + 1) = x Γ(x)
        error = error + np.where(small, (near + 0.5) * np.logaddexp(0, -np.log(near)) - 1, 0)
    return error


def best_price(y: FloatArray) -> FloatArray:
    """Price of the count y to a Poisson forecast whose mean is y itself, in nats."""
    positive = np.maximum(y, 1)
    return np.where(y == 0, 0, np.log(2 * np.pi * positive) / 2 + stirling_error(positive))
