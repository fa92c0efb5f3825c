"""Links of one event: from a logit to a probability, to its logarithm, and back."""

from numpy.typing import ArrayLike

from xentlib import numerics
from xentlib._door.arrays import as_float, demand
from xentlib._door.distributions import as_logits, as_probability
from xentlib.numerics import FloatArray


def sigmoid(z: ArrayLike) -> FloatArray:
    r"""Probability of the positive class.

    .. math:: 1 / (1 + e^{-z})

    Parameters
    ----------
    z : array_like
        Logits, finite or -inf.

    Returns
    -------
    ndarray, shaped like `z`
        Probabilities.

    Raises
    ------
    TypeError, ValueError
        For NaN, +inf, and anything but real numbers.

    Examples
    --------
    >>> sigmoid([0.0, 2.0, -2.0]).round(3)
    array([0.5  , 0.881, 0.119])
    """
    return numerics.sigmoid(as_logits(z, "z"))


def log_sigmoid(z: ArrayLike) -> FloatArray:
    r"""Logarithm of the sigmoid, in nats, exact in both tails.

    .. math:: -\log(1 + e^{-z})

    Parameters
    ----------
    z : array_like
        Logits, finite or -inf.

    Returns
    -------
    ndarray, shaped like `z`
        Log-probabilities, at most 0; those of the negative class are ``log_sigmoid(-z)``.

    Raises
    ------
    TypeError, ValueError
        For NaN, +inf, and anything but real numbers.

    Examples
    --------
    >>> log_sigmoid([0.0, 40.0, -800.0])
    array([-6.93147181e-01, -4.24835426e-18, -8.00000000e+02])
    """
    return numerics.log_sigmoid(as_logits(z, "z"))


def logit(p: ArrayLike) -> FloatArray:
    r"""Log-odds of a probability: the inverse of the sigmoid.

    .. math:: \log p - \log(1 - p)

    Parameters
    ----------
    p : array_like
        Probabilities, each on its own.

    Returns
    -------
    ndarray, shaped like `p`
        In nats, right to the last digits everywhere, near a half too; -inf at 0, inf at 1.

    Raises
    ------
    TypeError, ValueError
        For NaN, numbers outside [0, 1], and anything but real numbers.

    See Also
    --------
    log1mexp : ``log_p - log1mexp(log_p)`` are the log-odds of a log-probability.

    References
    ----------
    Berkson (1944), Application of the Logistic Function to Bio-Assay, Journal of the American
    Statistical Association 39(227). doi:10.1080/01621459.1944.10500699

    Examples
    --------
    >>> logit([0.5, 0.75, 0.0])
    array([0.        , 1.09861229,       -inf])
    """
    return numerics.logit(as_probability(p, "p"))


def log1mexp(log_p: ArrayLike) -> FloatArray:
    r"""Log-probability of the opposite event: log(1 - p), computed from log p.

    .. math:: \log(1 - e^{\log p})

    Parameters
    ----------
    log_p : array_like
        Log-probabilities in nats, at most 0, or -inf.

    Returns
    -------
    ndarray, shaped like `log_p`
        Log-probabilities in nats, right to the last digits in both tails.

    Raises
    ------
    TypeError, ValueError
        For NaN, numbers above 0, and anything but real numbers.

    References
    ----------
    Mächler (2012), Accurately Computing ``log(1 - exp(-|a|))``, vignette of the R package Rmpfr.

    Examples
    --------
    >>> log1mexp([0.0, -1e-20, -1.3862943611198906, -40.0])
    array([           -inf, -4.60517019e+01, -2.87682072e-01, -4.24835426e-18])
    """
    x = as_float(log_p, "log_p")
    demand(x <= 0, x, "log_p must hold logarithms of probabilities, at most 0")
    return numerics.log1mexp(x)
