"""Draws whose every digit is the same with each NumPy: uniform numbers, transformed in the open.

NumPy promises the bits of its generators, and for a `Generator` nothing: how `normal`, `choice` or
`permutation` make numbers of bits may change with a version, and has. So everything here, and in
the lessons, asks for ``rng.random`` alone. What needs one line is not here: ``rng.random(n) < p``
tosses coins, ``rng.random(n).argsort()`` is a random order, ``(k * rng.random(n)).astype(int)`` are
whole numbers below k.
"""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import IntArray
from xentlib._door.distributions import as_distribution
from xentlib._door.generators import as_generator
from xentlib._door.numbers import as_whole
from xentlib.numerics import FloatArray

Size = int | tuple[int, ...]


def normal(rng: np.random.Generator, size: Size) -> FloatArray:
    """Draw from the normal distribution of mean 0 and standard deviation 1.

    Parameters
    ----------
    rng : numpy.random.Generator
        Asked for two uniform numbers per draw.
    size : int or tuple of int
        Shape of the result.

    Returns
    -------
    ndarray of float64, of shape `size`
        For another mean and scale: ``mean + scale * normal(rng, size)``.

    Raises
    ------
    TypeError, ValueError
        If `rng` is no Generator, or `size` no shape.

    References
    ----------
    Box, Muller (1958), A note on the generation of random normal deviates. Annals of Mathematical
    Statistics 29. doi:10.1214/aoms/1177706645

    Examples
    --------
    >>> normal(np.random.default_rng(0), 3).round(6)
    array([1.415881, 0.307007, 0.24688 ])
    """
    u, v = _uniform(rng, (2, *_shape(size)))
    return np.sqrt(-2 * np.log1p(-u)) * np.cos(2 * np.pi * v)


def labels(rng: np.random.Generator, p: ArrayLike, size: Size) -> IntArray:
    """Draw class ids from a distribution: a uniform number falls on one of k stretches of [0, 1).

    Parameters
    ----------
    rng : numpy.random.Generator
        Asked for one uniform number per draw.
    p : array_like of shape (k,)
        Probabilities of the classes 0 to k - 1; what is impossible is never drawn.
    size : int or tuple of int
        Shape of the result.

    Returns
    -------
    ndarray of int, of shape `size`

    Raises
    ------
    TypeError, ValueError
        If `rng` is no Generator, `p` not one distribution, or `size` no shape.

    References
    ----------
    Devroye (1986), Non-Uniform Random Variate Generation, III.2. doi:10.1007/978-1-4613-8643-8

    Examples
    --------
    >>> labels(np.random.default_rng(0), [0.5, 0.25, 0.25], 8)
    array([1, 0, 0, 0, 2, 2, 1, 1])
    """
    masses = as_distribution(p, "p")
    if masses.ndim != 1:
        raise ValueError(f"p must be one distribution, of shape (k,); got the shape {masses.shape}")
    ends = masses.cumsum(dtype=np.float64)
    # Divided, so that the stretches end at 1 exactly where a rounded sum would not.
    return np.searchsorted(ends[:-1] / ends[-1], _uniform(rng, _shape(size)), side="right")


def _shape(size: Size) -> tuple[int, ...]:
    if isinstance(size, tuple):
        return tuple(as_whole(n, f"size[{i}]", low=0) for i, n in enumerate(size))
    return (as_whole(size, "size", low=0),)


def _uniform(rng: np.random.Generator, shape: tuple[int, ...]) -> FloatArray:
    return as_generator(rng).random(shape)
