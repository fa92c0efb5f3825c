"""How sure a frequency is, from how many it was counted in."""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.numbers import as_part
from xentlib._door.observations import as_trials
from xentlib.numerics import FloatArray


def proportion_interval(
    successes: ArrayLike, n: ArrayLike, *, level: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    r"""Interval for a probability, from how often something happened: Wilson's.

    It holds every p for which the observed frequency is at most z standard errors away, where the
    standard error is that of p itself:

    .. math:: \left|\frac{k}{n} - p\right| \le z\, \sqrt{\frac{p\,(1 - p)}{n}}

    Parameters
    ----------
    successes : array_like of int, shape (...)
        How often it happened, k, from 0 to n.
    n : array_like of int, shape (...) or ()
        Of how many, at least 1; one number, or one for each of `successes`.
    level : float, default=0.95
        How often such intervals hold the probability, roughly; between 0 and 1.

    Returns
    -------
    low, high : ndarray of float64, shape (...)
        Ends, from 0 to 1. No success gives low = 0, and no failure high = 1.

    Raises
    ------
    TypeError, ValueError
        For anything but whole numbers with 0 <= successes <= n and n >= 1, unequal shapes, and a
        level that is not between 0 and 1.

    Notes
    -----
    Unlike the frequency plus and minus z standard errors, it never leaves [0, 1], is never empty,
    and covers the probability about as often as it says even for rare events and few examples.

    References
    ----------
    Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference, Journal of
    the American Statistical Association 22(158). doi:10.1080/01621459.1927.10502953

    Brown, Cai, DasGupta (2001), Interval Estimation for a Binomial Proportion, Statistical Science
    16(2). doi:10.1214/ss/1009213286

    Examples
    --------
    >>> low, high = proportion_interval([0, 5], 10)
    >>> low.round(3), high.round(3)
    (array([0.   , 0.237]), array([0.278, 0.763]))
    """
    k, of = as_trials(successes, n)
    part = as_part(level, "level")
    if not 0 < part < 1:
        raise ValueError(f"level must be between 0 and 1, such as 0.95; got {level}")
    z = NormalDist().inv_cdf((1 + part) / 2)
    return _low_end(k, of, z), 1 - _low_end(of - k, of, z)


def _low_end(k: FloatArray, n: FloatArray, z: float) -> FloatArray:
    """Lesser root of (n + z²) p² - (2 k + z²) p + k² / n, by the other: nothing cancels."""
    root = z * np.sqrt(z * z / 4 + k * (n - k) / n)
    return k * (k / n) / (k + z * z / 2 + root)
