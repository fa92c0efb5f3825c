"""Arithmetic in log space, where probabilities neither vanish nor overflow.

Everything else in this package is an expectation of log-probabilities, so these
functions are its whole numerical foundation.  They take arrays of floats and check
nothing: validation happens once, at the public door (`xentlib.links` for these).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.floating[Any]]

silently = np.errstate(over="ignore", under="ignore", invalid="ignore")  # whatever seterr says
_EXACT_AT_POWERS = {np.e: np.log, 2: np.log2, 10: np.log10}


def log(p: FloatArray, base: float = np.e) -> FloatArray:
    """Logarithm with ``log(0) = -inf`` and no warning."""
    with np.errstate(divide="ignore"):
        if base in _EXACT_AT_POWERS:
            return _EXACT_AT_POWERS[base](p)
        return np.log(p) / np.log(base).astype(p.dtype)


def surprise(p: FloatArray, base: float = np.e) -> FloatArray:
    """Minus the logarithm, and 0 rather than -0 at ``p = 1``."""
    return 0 - log(p, base)


def log_ratio(p: FloatArray, q: FloatArray, base: float = np.e) -> FloatArray:
    """Logarithm of ``p / q``: 0 where p equals q, and no overflow where q is tiny."""
    with np.errstate(all="ignore"):
        ratio = p / q
        tame = (ratio >= np.finfo(ratio.dtype).tiny) & (ratio < np.inf)
        return np.where(tame, log(ratio, base), log(p, base) - log(q, base))


def times(mass: FloatArray, values: FloatArray) -> FloatArray:
    """Product in which zero mass silences even an infinite value: 0 · ∞ = 0."""
    with np.errstate(invalid="ignore", under="ignore"):
        return silenced(mass, mass * values + 0)  # no negative zeros


def silenced(mass: FloatArray, product: FloatArray) -> FloatArray:
    """Product with a mass, 0 where that is: 0 · ∞ and 0 / 0 are nan before."""
    if np.isnan(product).any():
        return np.where(mass == 0, mass.dtype.type(0), product)
    return product


def total(values: FloatArray, *, axis: int = -1) -> FloatArray:
    """Sum along `axis`, rounded about once: each addition's rounding error is summed too."""
    part = np.moveaxis(values, axis, 0)
    error = np.zeros_like(part)
    with np.errstate(invalid="ignore"):
        while len(part) > 1:
            half = len(part) // 2
            a, b, odd = part[:half], part[half : 2 * half], part[2 * half :]
            sums = a + b
            rounding = (a - (sums - (sums - a))) + (b - (sums - a))  # Knuth's two-sum
            carried = error[:half] + error[half : 2 * half] + rounding
            part, error = np.concatenate([sums, odd]), np.concatenate([carried, error[2 * half :]])
        return np.where(np.isfinite(part[0]), part[0] + error[0], part[0])[()]


def expectation(mass: FloatArray, values: FloatArray, *, axis: int = -1) -> FloatArray:
    """Sum of ``mass * values`` along `axis`, with 0 · ∞ = 0."""
    return total(times(mass, values), axis=axis)


def half_deviance(y: FloatArray, excess: FloatArray, log_ratio: FloatArray) -> FloatArray:
    """Price of the mean y + excess where y came: y log(y / mean) + excess, given that logarithm."""
    with np.errstate(invalid="ignore"):
        v = excess / (2 * y + excess)  # log(y / mean) = -2 atanh(v), a series where v is small
        near = np.abs(v) < 0.1
        v = np.where(near, v, 0)
        series = np.polynomial.polynomial.polyval(v * v, 1 / np.arange(3.0, 23.0, 2))
        return np.where(near, excess * v - 2 * y * v**3 * series, times(y, log_ratio) + excess)


def relative_entropy(
    p: FloatArray, excess: FloatArray, ratio: FloatArray, base: float = np.e, *, axis: int = -1
) -> FloatArray:
    """Sum of ``p log(p / q)``, given q - p and those logarithms: never below 0.

    The terms of half the deviance sum to the same, since the excess sums to 0, and each is at
    least 0: near equality the plain terms lose all digits, and the sign. Elsewhere the plain
    ones are used, which are exact for powers of the base.
    """
    plain = expectation(p, ratio, axis=axis)
    nats = np.log(base)
    if not (plain * nats < 0.05).any():
        return plain
    careful = total(half_deviance(p, excess, ratio * nats), axis=axis) / nats
    return np.where(plain * nats < 0.05, careful, plain)[()]


def _top_and_others(logits: FloatArray, axis: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Logits minus the largest, their exponentials, and the sum of these but the largest's."""
    top = logits.argmax(axis, keepdims=True)
    # 1e308 and -1e308 differ by more than the largest float
    shifted = logits - np.take_along_axis(logits, top, axis)
    exponentials = np.exp(shifted)
    others = exponentials.copy()
    np.put_along_axis(others, top, 0, axis)
    return shifted, exponentials, others.sum(axis, keepdims=True)


@silently
def log_softmax(logits: FloatArray, *, axis: int = -1) -> FloatArray:
    """Logarithm of the softmax, exact to rounding even where p is within 1e-300 of 1."""
    shifted, _, others = _top_and_others(logits, axis)
    return shifted - np.log1p(others)


@silently
def softmax(logits: FloatArray, *, axis: int = -1) -> FloatArray:
    """Probabilities proportional to ``exp(logits)``."""
    _, exponentials, others = _top_and_others(logits, axis)
    return exponentials / (1 + others)


@silently
def softmax_and_log(logits: FloatArray, *, axis: int = -1) -> tuple[FloatArray, FloatArray]:
    """Softmax and its logarithm, from the same exponentials."""
    shifted, exponentials, others = _top_and_others(logits, axis)
    return exponentials / (1 + others), shifted - np.log1p(others)


@silently
def logsumexp(logits: FloatArray, *, axis: int = -1) -> FloatArray:
    """Logarithm of the sum of ``exp(logits)``: -inf where all are -inf."""
    _, _, others = _top_and_others(logits, axis)
    top = logits.max(axis)
    return np.where(top > -np.inf, top + np.log1p(others).squeeze(axis), top)[()]


@silently
def log_sigmoid(z: FloatArray) -> FloatArray:
    """Logarithm of ``1 / (1 + exp(-z))``."""
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))


@silently
def sigmoid(z: FloatArray) -> FloatArray:
    """Probability of the positive class, ``1 / (1 + exp(-z))``, exact in both tails."""
    small = np.exp(-np.abs(z))
    return np.where(z < 0, small, z.dtype.type(1)) / (1 + small)


@np.errstate(all="ignore")
def logit(p: FloatArray) -> FloatArray:
    """Inverse of the sigmoid, exact near a half, where it is 0, and near 0 and 1."""
    halves = 2 * np.arctanh(2 * p - 1)  # 2 p - 1 is exact from a quarter on
    return np.where(np.abs(p - 0.5) < 0.25, halves, np.log(p) - np.log1p(-p))[()]


@np.errstate(all="ignore")
def log1mexp(x: FloatArray) -> FloatArray:
    """Logarithm of ``1 - exp(x)`` for x of at most 0."""
    return np.where(x > -np.log(2), np.log(-np.expm1(x)), np.log1p(-np.exp(x)) + 0)[()]
