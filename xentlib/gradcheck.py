"""Derivatives without calculus, to check the ones derived by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib.numerics import FloatArray

__all__ = [
    "complex_step_gradient",
    "gradient_error",
    "numerical_gradient",
]

Function = Callable[[Any], Any]


def numerical_gradient(f: Function, x: ArrayLike) -> FloatArray:
    r"""Gradient of ``f(x).sum()`` by central differences of fourth order.

    .. math:: f'(x) \approx \frac{8\,[f(x+h) - f(x-h)] - [f(x+2h) - f(x-2h)]}{12\,h}

    Parameters
    ----------
    f : callable
        From an array shaped like `x` to real numbers of any shape, finite up to two steps from x.
    x : array_like
        Where to look; worked on in float64.

    Returns
    -------
    ndarray of float64, shaped like `x`
        Right to about ten digits where f is smooth.

    Raises
    ------
    TypeError
        If `f` is no function, or answers in less than float64: its differences have no digits.
    ValueError
        If `f` is not finite near `x`.

    Notes
    -----
    Each coordinate takes the step 7e-4 · max(abs(x), 0.01), which balances rounding against
    truncation, and leaves probabilities down to 2e-5 positive.

    Examples
    --------
    >>> numerical_gradient(np.exp, [0.0, 1.0]).round(6)
    array([1.      , 2.718282])
    """
    at = _as_place(f, x)
    steps = np.finfo(np.float64).eps ** 0.2 * np.maximum(np.abs(at), 0.01)
    gradient = np.empty_like(at)
    for index in np.ndindex(at.shape):
        h = np.zeros_like(at)
        h[index] = steps[index]
        near = _value(f, at + h, index) - _value(f, at - h, index)
        far = _value(f, at + 2 * h, index) - _value(f, at - 2 * h, index)
        gradient[index] = (8 * near - far).sum() / (12 * steps[index])
    return gradient


def _as_place(f: Function, x: ArrayLike) -> FloatArray:
    if not callable(f):
        raise TypeError(f"f must be a function of one array; got {f!r}")
    return as_finite(x, "x").astype(np.float64)


def _value(f: Function, x: FloatArray, index: tuple[int, ...]) -> FloatArray:
    y = np.asarray(f(x))
    if y.dtype != np.float64:
        raise TypeError(
            f"f must answer in float64, or its differences have too few digits; got {y.dtype}"
        )
    if not np.isfinite(y).all():
        raise ValueError(f"f must be finite near x; got {y[~np.isfinite(y)][0]} around x{[*index]}")
    return y


def gradient_error(grad: ArrayLike | Function, f: Function, x: ArrayLike) -> float:
    """Largest relative error of a gradient, against `numerical_gradient`.

    Parameters
    ----------
    grad : array_like shaped like `x`, or callable
        The gradient of ``f(x).sum()`` at `x`, or the function that gives it.
    f : callable
        From an array shaped like `x` to real numbers of any shape.
    x : array_like
        Where to compare.

    Returns
    -------
    float
        Below 1e-7 for a right gradient of a smooth function; of the order of 1 for a wrong one.

    Raises
    ------
    TypeError, ValueError
        If `grad` is not shaped like `x` or not finite, and as `numerical_gradient` does.

    Notes
    -----
    Each entry's error is divided by the entry, or by a thousandth of the largest one where that
    is more: an entry that should be 0 is never exactly 0 numerically.

    Examples
    --------
    >>> gradient_error(np.cos, np.sin, [0.0, 1.0]) < 1e-9
    True
    >>> print(round(gradient_error(lambda x: -np.cos(x), np.sin, [0.0, 1.0]), 3))
    2.0
    """
    expected = numerical_gradient(f, x)
    got = as_finite(grad(np.array(x, np.float64)) if callable(grad) else grad, "grad")
    if got.shape != expected.shape:
        raise ValueError(f"grad must have the shape of x, {expected.shape}; got {got.shape}")
    size = np.maximum(np.abs(got), np.abs(expected))
    scale = np.maximum(size, size.max(initial=0) / 1000)
    return float(np.max(np.abs(got - expected) / np.where(scale == 0, 1, scale), initial=0))


def complex_step_gradient(f: Function, x: ArrayLike) -> FloatArray:
    r"""Gradient of ``f(x).sum()`` from one step in the imaginary direction, to full precision.

    .. math:: f'(x) = \operatorname{Im} f(x + ih) / h + O(h^2)

    Parameters
    ----------
    f : callable
        Made of operations that are analytic for complex arrays: `exp`, `log`, sums, products;
        not `abs`, `max` or comparisons. The losses of this package take real numbers alone.
    x : array_like
        Where to look.

    Returns
    -------
    ndarray of float64, shaped like `x`

    Raises
    ------
    TypeError
        If `f` is no function, or its answer is real and so has lost the step.

    Notes
    -----
    Nothing is subtracted, so the step can be 1e-100 and no digit is lost.

    References
    ----------
    Squire, Trapp (1998), Using Complex Variables to Estimate Derivatives of Real Functions,
    SIAM Review 40(1). doi:10.1137/S003614459631241X

    Examples
    --------
    >>> complex_step_gradient(np.exp, [0.0, 1.0])
    array([1.        , 2.71828183])
    """
    at, step = _as_place(f, x), 1e-100
    gradient = np.empty_like(at)
    for index in np.ndindex(at.shape):
        z = at.astype(np.complex128)
        z[index] += 1j * step
        y = np.asarray(f(z))
        if y.dtype.kind != "c":
            raise TypeError(f"f must give complex numbers for complex x; got dtype {y.dtype}")
        gradient[index] = y.imag.sum() / step
    return gradient
