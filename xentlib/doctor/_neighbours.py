"""What can be told of examples and labels without a model."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
PERMUTATIONS = 100


class Agreement(NamedTuple):
    """How far neighbours have equal labels: 0 by chance, 1 always.

    `high` is the upper end of what it may be, 3 standard errors above; `means_p` is the
    probability that means of labelled groups lie so far apart by chance.
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
    if not np.isfinite(x).all():
        return None
    a, t = standardised(x), masses - masses.mean(0)
    total = (t * t).sum()
    if a.shape[1] == 0 or total == 0 or len(a) < 30:
        return None
    squares = (a * a).sum(1)
    gaps = squares[:, None] + squares - 2 * a @ a.T
    np.fill_diagonal(gaps, np.inf)
    nearest = gaps.argmin(1)
    products = (t * t[nearest]).sum(1) / total * len(t)
    share = float(products.mean())
    rng = np.random.default_rng(0)
    orders = np.argsort(rng.random((PERMUTATIONS, len(t))), axis=1)
    by_chance = [float((t[o] * t[o][nearest]).sum() / total) for o in orders]
    mixed = np.concatenate([t, *t[orders]], axis=1)  # the labels as they are, and in any order
    crosses = np.square(a.T @ mixed).sum(0).reshape(1 + PERMUTATIONS, -1).sum(1)
    p = float((crosses >= crosses[0]).mean())
    return Agreement(share, share + 3 * float(np.std(by_chance)), p)


def copies(x: Array, test: Array) -> tuple[int, float] | None:
    """Count the rows of `test` that are in `x`, if chance does not explain them.

    By chance two rows are equal with the product of their columns' probabilities of a tie, if
    columns are independent; since they are not, we take its square root.
    """
    known = {row.tobytes() for row in x + 0.0}
    count = sum(row.tobytes() in known for row in test + 0.0)
    if not count:
        return None
    log_ties = 0.0
    for column in x.T:
        shares = np.unique(column, return_counts=True)[1] / len(x)
        log_ties += np.log(np.square(shares).sum())
    expected = len(test) * min(1.0, len(x) * np.exp(log_ties / 2))
    return (count, expected) if count > 10 * expected + 1 else None


def giveaway(x: Array, ids: Array) -> int | None:
    """Find a column that is the label written otherwise: one value for each class."""
    classes = np.unique(ids)
    if len(classes) < 2 or len(ids) < 30:
        return None
    for j, column in enumerate(x.T):
        values, where = np.unique(column, return_inverse=True)
        if len(values) == len(classes):
            pairs = np.unique(np.stack([where.reshape(-1), ids]), axis=1)
            if pairs.shape[1] == len(classes):
                return j
    return None
