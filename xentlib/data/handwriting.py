"""Handwritten digits of 8 × 8 pixels."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib._extras import extra


@dataclass(frozen=True)
class Digits:
    """Handwritten digits: 1797 images of 8 × 8 pixels, and what each of them shows.

    Attributes
    ----------
    images : ndarray of int64, shape (1797, 8, 8)
        Ink from 0 to 16: how many of the 4 × 4 fine pixels below were on.
    labels : ndarray of int64, shape (1797,)
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
