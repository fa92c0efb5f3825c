"""What can be told of examples and labels without a model."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
PERMUTATIONS = 100
FEWEST = 5  # examples of a class, whose gap may be chance otherwise
APART = 5  # standard deviations of the widest class


class Agreement(NamedTuple):
    """How far labels go with examples.

    `share` tells how often neighbours agree: 0 as often as by chance, 1 always. `high` is the upper
    end of what it may be, 3 standard errors above. `apart` are probabilities that the means of
    labelled groups lie so far apart by chance: in all columns together, and in one of them.
    """

    share: float
    high: float
    apart: tuple[float, float]


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
    gaps = np.square(a.T @ mixed).reshape(a.shape[1], 1 + PERMUTATIONS, -1).sum(2)
    apart = [float((each >= each[0]).mean()) for each in (gaps.sum(0), gaps.max(0))]
    return Agreement(share, max(share, 0) + 3 * float(np.std(by_chance)), (apart[0], apart[1]))


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


def near_twins(x: Array, test: Array) -> tuple[int, float]:
    """Count rows of `test` that lie a hundred times nearer to one of `x` than its tenth one.

    In d dimensions, that happens by chance to a share of 10 · 0.01 ** d; we take d from how much
    further the tenth neighbour is than the fifth, which a few twins do not change.
    """
    if not (np.isfinite(x).all() and np.isfinite(test).all()) or len(x) < 20:
        return 0, 0.0
    centre, spread = x.mean(0), x.std(0)
    kept = spread > 1e-12
    a, b = ((part[:, kept] - centre[kept]) / spread[kept] for part in (x, test))
    squares = (b * b).sum(1)[:, None] + (a * a).sum(1) - 2 * b @ a.T
    near = np.sqrt(np.maximum(np.partition(squares, (0, 4, 9), axis=1)[:, [0, 4, 9]], 0)).T
    if not near[1].all():
        return 0, 0.0
    d = np.log(2) / max(float(np.log(near[2] / near[1]).mean()), 1e-12)
    return int((near[0] < near[2] / 100).sum()), len(test) * min(1.0, 10 * 0.01**d)


def giveaway(x: Array, ids: Array) -> list[int]:
    """Find columns that tell the class: gaps between classes are far wider than the classes.

    Of two normal classes that leave such a gap, the means are some ten standard deviations apart.
    """
    groups = [x[ids == c] for c in np.unique(ids)]
    if len(groups) < 2 or min(map(len, groups)) < FEWEST:
        return []
    lows, highs, width = (
        np.stack([part(group, axis=0) for group in groups]) for part in (np.min, np.max, np.std)
    )
    order = np.argsort(lows, axis=0)
    lows, highs = (np.take_along_axis(ends, order, axis=0) for ends in (lows, highs))
    gaps = (lows[1:] - highs[:-1]).min(0)
    return [int(j) for j in np.flatnonzero((gaps > 0) & (gaps > APART * width.max(0)))]
