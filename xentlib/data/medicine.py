"""Medical measurements: tumours under the microscope."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib._extras import extra


@dataclass(frozen=True)
class Tumours:
    """Breast tumours: what a microscope measured of each, and whether it was malignant.

    All of them, 569, or some.

    Attributes
    ----------
    features : ndarray of float64, shape (n, 30)
        Ten measurements of the cells' nuclei: mean, standard error, and mean of the largest three.
    malignant : ndarray of float64, shape (n,)
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
