"""Rare events whose probability, given the features, is known exactly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xentlib._door.generators import as_generator
from xentlib._door.numbers import as_number, as_whole
from xentlib.draws import normal
from xentlib.numerics import sigmoid

APART = 2.0  # distance of the two means

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RareEvents:
    """Events whose probability, given the features, is known.

    Attributes
    ----------
    features : ndarray of float64, shape (n, 2)
        Two measurements, without a unit.
    happened : ndarray of float64, shape (n,)
        1 where the event happened, otherwise 0.
    posterior : ndarray of float64, shape (n,)
        Probability of the event, given the features: no forecast is better.
    logit : ndarray of float64, shape (n,)
        Its log-odds, in nats.
    """

    features: Floats
    happened: Floats
    posterior: Floats
    logit: Floats


def rare_events(
    n: int, *, share: float = 0.03, spread: float = 1.0, rng: np.random.Generator
) -> RareEvents:
    r"""Draw events that happen with a given probability, and two features that tell of them.

    Where nothing happened, the features are normal, N(0, I). Where the event happened, they are
    N(m, spread² I) with the mean m = (√2, √2), at a distance of 2.

    Parameters
    ----------
    n : int
        Number of examples.
    share : float, default=0.03
        Probability of an event, between 0 and 1.
    spread : float, default=1
        Standard deviation of the features where the event happened; positive.
    rng : numpy.random.Generator
        Asked for five uniform numbers per example.

    Returns
    -------
    RareEvents

    Raises
    ------
    TypeError, ValueError
        If `n` is no positive whole number, `share` not between 0 and 1, `spread` not positive, or
        `rng` no Generator.

    Notes
    -----
    By Bayes' rule, the log-odds of an event are

    .. math:: z(x) = \log\frac{\pi}{1 - \pi} - 2 \log s + \frac{|x|^2}{2}
        - \frac{|x - m|^2}{2 s^2}

    With s = 1 the squares cancel: z is linear, and a linear logit model can be right. With any
    other spread it is quadratic, and such a model is wrong. Another share shifts z by a constant.

    References
    ----------
    Fisher (1936), The Use of Multiple Measurements in Taxonomic Problems, Annals of Eugenics 7(2).
    doi:10.1111/j.1469-1809.1936.tb02137.x

    Examples
    --------
    >>> events = rare_events(1000, share=0.03, rng=np.random.default_rng(0))
    >>> events.features.shape, int(events.happened.sum()), events.posterior[:3].round(3)
    ((1000, 2), 33, array([0.01 , 0.002, 0.024]))
    """
    size, part, s = as_whole(n, "n"), _between(share, "share", 1), _between(spread, "spread", 1e100)
    happened = (as_generator(rng).random(size) < part).astype(np.float64)
    mean = APART / np.sqrt(2)
    deviation = normal(rng, (size, 2))
    features = np.where(happened[:, None] == 1, mean + s * deviation, deviation)
    prior = np.log(part) - np.log1p(-part) - 2 * np.log(s)
    logit = prior + (np.square(features) - np.square((features - mean) / s)).sum(-1) / 2
    return RareEvents(features, happened, sigmoid(logit).astype(np.float64), logit)


def _between(x: float, name: str, high: float) -> float:
    number = as_number(x, name, low=0)
    if not 0 < number < high:
        raise ValueError(f"{name} must be between 0 and {high:g}; got {x}")
    return number
