"""Several labels to one example, whose joint distribution is known: digits side by side."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door.arrays import as_real
from xentlib._door.generators import as_generator
from xentlib._door.numbers import as_whole
from xentlib._door.targets import as_ids
from xentlib.data.handwriting import Digits

EMPTY = 0.25  # probability that a place holds no digit

_ATTRIBUTES = {
    "even": (0, 2, 4, 6, 8),
    "prime": (2, 3, 5, 7),
    "square": (0, 1, 4, 9),
    "above 4": (5, 6, 7, 8, 9),
    "has a loop": (0, 6, 8, 9),
    "is 8": (8,),
}


@dataclass(frozen=True)
class DigitPairs:
    """Collages of two places, each of them empty or a handwritten digit.

    Attributes
    ----------
    images : ndarray of int64, shape (n, 8, 16)
        Ink from 0 to 16; an empty place has none.
    labels : ndarray of int64, shape (n, 10)
        Multi-hot: in column d, 1 where digit d is in the collage, once or twice, and otherwise 0.
    left, right : ndarray of int64, shape (n,)
        The digit at each place; -1 where the place is empty.
    """

    images: NDArray[np.int64]
    labels: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]


def digit_pairs(digits: Digits, n: int, *, rng: np.random.Generator) -> DigitPairs:
    """Draw collages of two places: each is empty in one case of four, else holds a digit.

    Parameters
    ----------
    digits : Digits
        Images to draw from, such as ``xentlib.data.digits()`` or a part of it: give one part for
        training and another for testing.
    n : int
        Number of collages.
    rng : numpy.random.Generator
        Asked for four uniform numbers per collage.

    Returns
    -------
    DigitPairs

    Raises
    ------
    TypeError, ValueError
        If `digits` is no Digits or holds no image, `n` is no positive whole number, or `rng` is no
        Generator.

    Notes
    -----
    The two places are independent. Each is empty with probability 1/4. Otherwise it holds one of
    the images, all of them equally probable; equal digits give one label. With s the digits' shares
    among the images, the sets of labels have the probabilities

    - nothing at all: 1/16;
    - d alone: 9/16 s(d)² + 3/8 s(d);
    - d and e: 9/8 s(d) s(e).

    So digit d is there with probability 1 - (1 - 3/4 s(d))², and two digits are there together less
    often than if their labels were independent.

    References
    ----------
    Sabour, Frosst, Hinton (2017), Dynamic Routing Between Capsules, who overlay two digits.
    arXiv:1710.09829

    Examples
    --------
    >>> from xentlib.data import digits
    >>> pairs = digit_pairs(digits(), 1000, rng=np.random.default_rng(0))
    >>> pairs.images.shape, pairs.labels.shape
    ((1000, 8, 16), (1000, 10))
    >>> int(pairs.left[0]), int(pairs.right[0]), pairs.labels[0]
    (3, 1, array([0, 1, 0, 1, 0, 0, 0, 0, 0, 0]))
    """
    images, ids = _images_and_ids(digits)
    shape = as_whole(n, "n"), 2
    full = as_generator(rng).random(shape) >= EMPTY
    drawn = (len(ids) * rng.random(shape)).astype(np.int64)
    places = np.where(full, ids[drawn], -1)
    labels = (places[..., None] == np.arange(10)).any(1).astype(np.int64)
    ink = np.where(full[..., None, None], images[drawn], 0)  # n, places, rows, columns
    return DigitPairs(np.concatenate([ink[:, 0], ink[:, 1]], -1), labels, *places.T.copy())


def _images_and_ids(digits: Digits) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if not isinstance(digits, Digits):
        raise TypeError(
            "digits must be a Digits, as xentlib.data.digits() returns it; "
            f"got the type {type(digits).__name__}"
        )
    images = as_real(digits.images, "digits.images")
    ids = as_ids(digits.labels, 10, "digits.labels")
    if ids.ndim != 1 or not ids.size or images.shape != (len(ids), 8, 8):
        raise ValueError(
            "digits must hold at least one image, (m, 8, 8), and a label for each, (m,); "
            f"got the shapes {images.shape} and {ids.shape}"
        )
    return images.astype(np.int64), ids.astype(np.int64)


@dataclass(frozen=True)
class DigitAttributes:
    """Six facts about digits, each true or false.

    Attributes
    ----------
    values : ndarray of int64, shape (n, 6)
        1 where a fact is true of a digit, otherwise 0.
    names : tuple of str
        The facts: "even", "prime", "square", "above 4", "has a loop" and "is 8".
    """

    values: NDArray[np.int64]
    names: tuple[str, ...]


def digit_attributes(labels: ArrayLike) -> DigitAttributes:
    """Six labels for each digit that follow from it: even, prime, square, above 4, loop, is 8.

    Parameters
    ----------
    labels : array_like of int, shape (n,)
        Digits, 0 to 9.

    Returns
    -------
    DigitAttributes

    Raises
    ------
    TypeError, ValueError
        If `labels` is not one row of digits.

    Notes
    -----
    The digit decides all six, so all that is uncertain about them together is the digit: their
    joint entropy is at most log₂ 10 = 3.32 bits. Six independent labels as frequent as these would
    have more. By our rule the digits 0, 6, 8 and 9 have a loop, and 4 has none, although most
    typefaces close it; by hand, 2 and 4 may have one. "is 8" is true of one digit in ten.

    References
    ----------
    Dembczyński, Waegeman, Cheng, Hüllermeier (2012), On label dependence and loss minimization in
    multi-label classification. Machine Learning 88. doi:10.1007/s10994-012-5285-8

    Examples
    --------
    >>> facts = digit_attributes([8, 5])
    >>> facts.values
    array([[1, 0, 0, 1, 1, 1],
           [0, 1, 0, 1, 0, 0]])
    >>> [name for name, true in zip(facts.names, facts.values[1]) if true]
    ['prime', 'above 4']
    """
    ids = as_ids(labels, 10)
    if ids.ndim != 1:
        raise ValueError(f"labels must be one row of digits, (n,); got the shape {ids.shape}")
    table = [[digit in true for true in _ATTRIBUTES.values()] for digit in range(10)]
    return DigitAttributes(np.array(table, dtype=np.int64)[ids], tuple(_ATTRIBUTES))
