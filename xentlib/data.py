"""Real data that needs no download: it lies in the libraries that are installed anyway."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib._extras import extra


def colour_names() -> tuple[str, ...]:
    """Names that some 200,000 visitors of a web comic gave to colours, in alphabetical order.

    Returns
    -------
    tuple of str
        949 names of lower-case letters, spaces and a few other signs.

    Raises
    ------
    ImportError
        Where Matplotlib is not installed.

    References
    ----------
    Munroe (2010), Color Survey Results. The table comes with Matplotlib, as
    ``matplotlib.colors.XKCD_COLORS``.

    Examples
    --------
    >>> names = colour_names()
    >>> len(names), "burnt sienna" in names
    (949, True)
    """
    with extra("notebooks", needed_by="xentlib.data.colour_names"):
        from matplotlib.colors import XKCD_COLORS

    return tuple(sorted(name.removeprefix("xkcd:") for name in XKCD_COLORS))


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


@dataclass(frozen=True)
class Tumours:
    """Breast tumours: what a microscope measured of each, and whether it was malignant.

    Attributes
    ----------
    features : ndarray of float64, shape (569, 30)
        Ten measurements of the cells' nuclei: mean, standard error, and mean of the largest three.
    malignant : ndarray of float64, shape (569,)
        1 for malignant, 0 for benign.
    names : tuple of str
        Name of each feature, such as "mean radius".
    """

    features: NDArray[np.float64]
    malignant: NDArray[np.float64]
    names: tuple[str, ...]


def tumours() -> Tumours:
    """Breast tumours of Wisconsin, as scikit-learn brings them; there, 1 means benign.

    Returns
    -------
    Tumours

    Raises
    ------
    ImportError
        Where scikit-learn is not installed.

    References
    ----------
    Wolberg, Mangasarian, Street, Street (1995), Breast Cancer Wisconsin (Diagnostic), UCI Machine
    Learning Repository. doi:10.24432/C5DW2B

    Examples
    --------
    >>> cells = tumours()
    >>> cells.features.shape, int(cells.malignant.sum()), cells.names[0]
    ((569, 30), 212, 'mean radius')
    """
    with extra("notebooks", needed_by="xentlib.data.tumours"):
        from sklearn.datasets import load_breast_cancer

    bunch: Any = load_breast_cancer()
    return Tumours(bunch.data, 1.0 - bunch.target, tuple(map(str, bunch.feature_names)))
