"""Handwritten digits of 8 × 8 pixels, and larger pictures of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib._door.numbers import as_whole
from xentlib._extras import extra


@dataclass(frozen=True)
class Digits:
    """Handwritten digits: images of 8 × 8 pixels, and what each of them shows.

    All of them, 1797, or some.

    Attributes
    ----------
    images : ndarray of int64, shape (n, 8, 8)
        Ink from 0 to 16: how many of the 4 × 4 fine pixels below were on.
    labels : ndarray of int64, shape (n,)
        The digit, 0 to 9.
    """

    images: NDArray[np.int64]
    labels: NDArray[np.int64]


def digits() -> Digits:
    """Handwritten digits of 13 writers, as scikit-learn brings them.

    Returns
    -------
    Digits

    Raises
    ------
    ImportError
        Where scikit-learn is not installed.

    References
    ----------
    Alpaydin, Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine Learning
    Repository. doi:10.24432/C50P49

    Examples
    --------
    >>> digits().images.shape
    (1797, 8, 8)
    """
    with extra("notebooks", needed_by="xentlib.data.digits"):
        from sklearn.datasets import load_digits

    bunch: Any = load_digits()
    return Digits(bunch.images.astype(np.int64), bunch.target.astype(np.int64))


@dataclass(frozen=True)
class Pictures:
    """Pictures of digits in single precision, as networks are fed with them.

    Attributes
    ----------
    images : ndarray of float32, shape (n, size, size)
        Ink from 0, none, to 1, full.
    labels : ndarray of int64, shape (n,)
        The digit, 0 to 9.
    """

    images: NDArray[np.float32]
    labels: NDArray[np.int64]


def resized_digits(size: int = 28) -> Pictures:
    """Handwritten digits of 8 × 8 pixels, blown up by bilinear interpolation.

    Parameters
    ----------
    size : int
        Pixels along each side; at least 8, since fewer would skip some of the pixels.

    Returns
    -------
    Pictures
        1797 of them, in the order of ``digits``; an ink of 16 becomes 1.

    Raises
    ------
    TypeError, ValueError
        If `size` is no whole number of at least 8.
    ImportError
        Where scikit-learn is not installed.

    Notes
    -----
    Both grids cover the same square, so the centre of pixel i of `size` lies at (i + 1/2) 8 / size
    - 1/2 on the axis on which the old centres are 0, ..., 7. Between two centres, ink is linear;
    beyond the outermost ones, it is constant. That is one matrix W of shape (size, 8), applied to
    rows and to columns: W x Wᵀ. Each row of W sums to 1. A picture holds no more information than
    the 64 pixels that it comes from.

    References
    ----------
    Alpaydin, Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine Learning
    Repository. doi:10.24432/C50P49

    Examples
    --------
    >>> pictures = resized_digits(16)
    >>> pictures.images.shape, pictures.images.dtype
    ((1797, 16, 16), dtype('float32'))
    >>> digits().images[0, 0, 1:5]
    array([ 0,  5, 13,  9])
    >>> pictures.images[0, 0, 2:8] * 16
    array([ 0.  ,  1.25,  3.75,  7.  , 11.  , 12.  ], dtype=float32)
    """
    old = digits()
    centres = (np.arange(as_whole(size, "size", low=8)) + 0.5) * 8 / size - 0.5
    weights = np.maximum(1 - abs(np.clip(centres, 0, 7)[:, None] - np.arange(8)), 0)
    images = weights @ (old.images / 16) @ weights.T
    return Pictures(images.astype(np.float32), old.labels)
