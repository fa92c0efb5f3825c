"""Unequal classes, made from equal ones: a long tail of digits, few malignant tumours."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xentlib._door.generators import as_generator
from xentlib._door.numbers import as_number
from xentlib.data.handwriting import Digits, digits
from xentlib.data.medicine import Tumours, tumours

HELD_OUT = 40  # images of each digit, for the test


@dataclass(frozen=True)
class LongTail:
    """Handwritten digits of which some are rare in training, and none in the test.

    Attributes
    ----------
    train : Digits
        Images whose labels thin out from 0 to 9.
    test : Digits
        Others, 40 of each digit.
    counts : ndarray of int64, shape (10,)
        How many images of each digit `train` has.
    """

    train: Digits
    test: Digits
    counts: NDArray[np.int64]


def long_tailed_digits(*, ratio: float = 50.0, rng: np.random.Generator) -> LongTail:
    r"""Handwritten digits whose training counts fall exponentially from 0 to 9.

    .. math:: n_c = \operatorname{round}(138\, r^{-c/9})

    Parameters
    ----------
    ratio : float, default=50
        r: how many times as frequent as 9 the digit 0 is, before rounding; from 1 to 275.
    rng : numpy.random.Generator
        Asked for two uniform numbers per image, 3594.

    Returns
    -------
    LongTail
        Images of both parts in random order. With a ratio of 50, training has 138, 89, 58, 37,
        24, 16, 10, 7, 4 and 3 of the digits 0 to 9.

    Raises
    ------
    TypeError, ValueError
        If `ratio` is no number from 1 to 275, or `rng` is no Generator.
    ImportError
        Where scikit-learn is not installed.

    Notes
    -----
    One random order chooses: of each digit its first 40 images are for the test and the next ones
    for training. Another one mixes each part. So, from one seed, every ratio has the same test, and
    a larger ratio trains with a part of what a smaller one has. 138 images are left of the digit 0.
    Of the digits 2 and 8 there are fewer, so that a ratio below 1.04 gets what there is.

    References
    ----------
    Cui, Jia, Lin, Song, Belongie (2019), Class-Balanced Loss Based on Effective Number of
    Samples, CVPR, whose profile this is. arXiv:1901.05555

    Examples
    --------
    >>> tail = long_tailed_digits(ratio=50, rng=np.random.default_rng(0))
    >>> tail.counts
    array([138,  89,  58,  37,  24,  16,  10,   7,   4,   3])
    >>> len(tail.train.labels), len(tail.test.labels)
    (386, 400)
    """
    steepness = as_number(ratio, "ratio", low=1)
    if steepness > 275:
        raise ValueError(
            f"ratio must be at most 275, so that one image of a 9 is left; got {ratio}"
        )
    whole = digits()
    uniform = as_generator(rng).random((2, len(whole.labels)))
    choice, order = np.argsort(uniform, axis=-1, kind="stable")
    left = np.bincount(whole.labels) - HELD_OUT
    counts = np.minimum(np.rint(left[0] * steepness ** (-np.arange(10) / 9)), left).astype(np.int64)
    place = _rank_among_equals(whole.labels, choice)[order] - HELD_OUT
    train = order[(place >= 0) & (place < counts[whole.labels[order]])]
    return LongTail(_part(whole, train), _part(whole, order[place < 0]), counts)


def _rank_among_equals(labels: NDArray[np.int64], order: NDArray[np.intp]) -> NDArray[np.intp]:
    """How many equal labels come before each, in an order."""
    one_hot = labels[order, None] == np.arange(10)
    rank = np.empty_like(order)
    rank[order] = (one_hot.cumsum(0) - 1)[one_hot]
    return rank


def _part(whole: Digits, chosen: NDArray[np.intp]) -> Digits:
    return Digits(whole.images[chosen], whole.labels[chosen])


def thinned_tumours(*, share: float = 0.05, rng: np.random.Generator) -> Tumours:
    """Breast tumours of which few are malignant: all 357 benign ones, and some others, drawn.

    Parameters
    ----------
    share : float, default=0.05
        Part of the malignant ones among all; as many are drawn as give it most nearly, at least
        one and at most all 212, 37.3 %.
    rng : numpy.random.Generator
        Asked for one uniform number per malignant tumour, 212.

    Returns
    -------
    Tumours
        In the order of `tumours`. With a share of 0.05, 376 of them, 19 malignant.

    Raises
    ------
    TypeError, ValueError
        If `share` is no number from 0.0014 to 0.3726, or `rng` is no Generator.
    ImportError
        Where scikit-learn is not installed.

    References
    ----------
    Wolberg, Mangasarian, Street, Street (1995), Breast Cancer Wisconsin (Diagnostic), UCI Machine
    Learning Repository. doi:10.24432/C5DW2B

    Examples
    --------
    >>> few = thinned_tumours(share=0.05, rng=np.random.default_rng(0))
    >>> few.features.shape, int(few.malignant.sum())
    ((376, 30), 19)
    """
    whole = tumours()
    (benign,), (others,) = np.nonzero(whole.malignant == 0), np.nonzero(whole.malignant)
    drawn = others[np.argsort(as_generator(rng).random(len(others)), kind="stable")]
    kept = np.sort(np.concatenate([benign, drawn[: _how_many(share, len(benign), len(others))]]))
    return Tumours(whole.features[kept], whole.malignant[kept], whole.names)


def _how_many(share: float, others: int, most: int) -> int:
    """Of which number the share beside the others is nearest to what is wanted."""
    wanted = as_number(share, "share", low=0)
    numbers = np.arange(most + 1)
    best = int(np.argmin(abs(numbers / (others + numbers) - wanted)))
    if best == 0 or wanted > most / (others + most):
        raise ValueError(
            f"share must leave a malignant tumour and take at most all {most}, so it lies between "
            f"{0.5 / others:.4f} and {most / (others + most):.4f}; got {share}"
        )
    return best
