"""What can be told of examples and labels without a model."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
PERMUTATIONS = 100


class Agreement(NamedTuple):
    """How far labels go with examples.

    `share` tells how often neighbours agree: 0 as often as by chance, 1 always. `high` is the upper
    end of what it may be, 3 standard errors above. `means_p` is the probability that the means of
    labelled groups lie so far apart by chance.
    """

    share: float
    high: float
    means_p: float


def standardised(x: Array) -> Array:
    """Columns of mean 0 and variance 1, without those that are constant."""
    spread = x.std(0)
    kept = np.isfinite(spread) & (spread > 1e-12)
    return (x[:, kept] - x[:, kept].mean(0)) / spread[kept]


def agreement(x: Array, masses: Array) -> Agreement | None:
    """Compare labels of nearest neighbours, and means of labelled groups, with chance."""
    if not np.isfinite(x).all() or not np.isfinite(masses).all():
        return None
    a, t = standardised(x), masses - masses.mean(0)
    total = (t * t).sum()
    if a.shape[1] == 0 or total == 0:
        return None
    nearest = _nearest(a)
    orders = np.argsort(np.random.default_rng(0).random((PERMUTATIONS, len(t))), axis=1)
    share = float((t * t[nearest]).sum() / total)
    by_chance = [float((t[o] * t[o][nearest]).sum() / total) for o in orders]
    mixed = np.concatenate([t, *t[orders]], axis=1)  # labels as they are, and in any order
    gaps = np.square(a.T @ mixed).sum(0).reshape(1 + PERMUTATIONS, -1).sum(1)
    p = float((gaps >= gaps[0]).mean())
    return Agreement(share, share + 3 * float(np.std(by_chance)), p)


def _nearest(a: Array) -> NDArray[np.intp]:
    squares = (a * a).sum(1)
    gaps = squares[:, None] + squares - 2 * a @ a.T
    np.fill_diagonal(gaps, np.inf)
    return gaps.argmin(1)


def chance_of_twins(x: Array) -> float:
    """Probability that two examples are equal, if half of the columns said nothing new.

    Of independent columns, it would be the product of their probabilities of a tie. Columns depend
    on one another; so we take the square root of that.
    """
    log_ties = 0.0
    for column in x.T:
        shares = np.unique(column, return_counts=True)[1] / len(x)
        log_ties += float(np.log(np.square(shares).sum()))
    return float(np.exp(log_ties / 2))


def giveaway(x: Array, ids: Array) -> list[int]:
    """Find columns that are the label written otherwise: as many values, each with one label."""
    classes = np.unique(ids)
    found = []
    for j, column in enumerate(x.T):
        values, where = np.unique(column, return_inverse=True)
        if 2 <= len(values) == len(classes):
            pairs = np.unique(np.stack([where.reshape(-1), ids]), axis=1)
            if pairs.shape[1] == len(classes):
                found.append(j)
    return found
