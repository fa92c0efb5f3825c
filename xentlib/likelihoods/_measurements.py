"""Real-valued targets: the price of an error is its square, its size or its logarithm."""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door import observations as door
from xentlib.likelihoods._deviance import stirling_error
from xentlib.numerics import FloatArray

_LOG_2PI = float(np.log(2 * np.pi))


def gaussian_nll(y: ArrayLike, mean: ArrayLike, scale: ArrayLike) -> FloatArray:
    r"""Negative log-density of the normal distribution, per observation: squared error in nats.

    .. math:: \tfrac12 \left(\frac{y - \mu}{\sigma}\right)^2 + \log \sigma + \tfrac12 \log 2\pi

    Parameters
    ----------
    y : array_like
        Observations.
    mean : array_like, shaped like `y`
        Forecast means; their float type is the result's.
    scale : float or array_like, shaped like `y`
        Standard deviations, positive.

    Returns
    -------
    ndarray, shaped like `y`
        In nats, with respect to the unit in which `y` is measured.

    Raises
    ------
    TypeError, ValueError
        For numbers that are not finite, scales that are not positive, unequal shapes.

    Examples
    --------
    >>> gaussian_nll([0.0, 1.0], [0.0, 0.0], 1.0).round(3)
    array([0.919, 1.419])
    """
    observed, mu, like = door.as_observations(y, mean, "mean")
    sigma = door.as_positive_parameter(scale, "scale", like)
    with np.errstate(over="ignore", under="ignore"):
        price = np.square((observed - mu) / sigma) / 2 + np.log(sigma) + _LOG_2PI / 2
        return door.in_type_of(price, like)


def laplace_nll(y: ArrayLike, mean: ArrayLike, scale: ArrayLike) -> FloatArray:
    r"""Negative log-density of the Laplace distribution, per observation: absolute error in nats.

    .. math:: \frac{|y - \mu|}{b} + \log 2b

    Parameters
    ----------
    y : array_like
        Observations.
    mean : array_like, shaped like `y`
        Forecast medians; their float type is the result's.
    scale : float or array_like, shaped like `y`
        Mean absolute deviations, positive.

    Returns
    -------
    ndarray, shaped like `y`
        In nats, with respect to the unit in which `y` is measured.

    Raises
    ------
    TypeError, ValueError
        For numbers that are not finite, scales that are not positive, unequal shapes.

    Examples
    --------
    >>> laplace_nll([0.0, 1.0], [0.0, 0.0], 1.0).round(3)
    array([0.693, 1.693])
    """
    observed, mu, like = door.as_observations(y, mean, "mean")
    b = door.as_positive_parameter(scale, "scale", like)
    with np.errstate(over="ignore", under="ignore"):
        return door.in_type_of(np.abs(observed - mu) / b + np.log(2) + np.log(b), like)


def student_t_nll(y: ArrayLike, mean: ArrayLike, scale: ArrayLike, df: ArrayLike) -> FloatArray:
    r"""Negative log-density of Student's t, per observation: outliers cost a logarithm.

    .. math:: \frac{\nu + 1}{2} \log\left(1 + \frac{x^2}{\nu}\right) + \log \sigma
        + \log \frac{\Gamma(\nu / 2) \sqrt{\nu \pi}}{\Gamma((\nu + 1) / 2)},
        \qquad x = \frac{y - \mu}{\sigma}

    Parameters
    ----------
    y : array_like
        Observations.
    mean : array_like, shaped like `y`
        Forecast centres; their float type is the result's.
    scale, df : float or array_like, shaped like `y`
        Widths, and degrees of freedom above 1e-100. 1 degree is Cauchy's distribution; very
        many give the normal one.

    Returns
    -------
    ndarray, shaped like `y`
        In nats, with respect to the unit in which `y` is measured.

    Raises
    ------
    TypeError, ValueError
        For numbers that are not finite, scales or `df` not positive, unequal shapes.

    Examples
    --------
    >>> student_t_nll([0.0, 100.0], [0.0, 0.0], 1.0, 3.0).round(3)
    array([ 1.001, 17.225])
    """
    observed, mu, like = door.as_observations(y, mean, "mean")
    sigma, nu = (
        door.as_positive_parameter(scale, "scale", like),
        door.as_positive_parameter(df, "df", like, low=1e-100),
    )
    half = nu / 2
    gammas = stirling_error(half) - stirling_error(half + 0.5) + 0.5 - half * _log1p_inverse(nu)
    with np.errstate(over="ignore", under="ignore"):
        r = np.abs((observed - mu) / sigma) / np.sqrt(nu)
        small, large = np.minimum(r, 1), np.maximum(r, 1)
        spread = np.log1p(np.square(small / large)) + 2 * np.log(large)  # log(1 + r²)
        return door.in_type_of((half + 0.5) * spread + np.log(sigma) + _LOG_2PI / 2 + gammas, like)


def _log1p_inverse(x: FloatArray) -> FloatArray:
    """Logarithm of 1 + 1 / x, where 1 / x may overflow."""
    return np.where(x < 1, np.log1p(x) - np.log(x), np.log1p(1 / np.maximum(x, 1)))
