"""Information that two variables share, from the table of their joint probabilities."""

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.distributions import as_joint
from xentlib._door.numbers import as_base
from xentlib.numerics import FloatArray, expectation, log_ratio, relative_entropy, total


def conditional_entropy(joint: ArrayLike, *, base: float = np.e) -> FloatArray:
    r"""Surprise that the column keeps once the row is known, H(column | row).

    .. math:: -\sum_{r,c} p_{rc} \log \frac{p_{rc}}{p_r}

    Parameters
    ----------
    joint : array_like of shape (n_rows, n_columns)
        Joint probabilities; the whole table sums to 1.
    base : float, default=e
        Base of the logarithm: 2 for bits, e for nats, 10 for dits.

    Returns
    -------
    float scalar
        In nats, or the unit of `base`: between 0 and the entropy of the columns. Transpose the
        table for H(row | column).

    Raises
    ------
    TypeError, ValueError
        If `joint` is no table of probabilities that sums to 1, or `base` is at most 1.

    References
    ----------
    Shannon (1948), A Mathematical Theory of Communication, Bell System Technical Journal
    27:379-423, section 6. doi:10.1002/j.1538-7305.1948.tb01338.x

    Examples
    --------
    >>> print(conditional_entropy([[0.5, 0.0], [0.25, 0.25]], base=2))
    0.5
    """
    table = as_joint(joint)
    of_row = np.broadcast_to(total(table, axis=1)[:, None], table.shape)
    return expectation(table.ravel(), log_ratio(of_row, table, as_base(base)).ravel())


def mutual_information(joint: ArrayLike, *, base: float = np.e) -> FloatArray:
    r"""Surprise that the row saves about the column, and the column about the row.

    .. math:: \sum_{r,c} p_{rc} \log \frac{p_{rc}}{p_r p_c}

    Parameters
    ----------
    joint : array_like of shape (n_rows, n_columns)
        Joint probabilities; the whole table sums to 1.
    base : float, default=e
        Base of the logarithm: 2 for bits, e for nats, 10 for dits.

    Returns
    -------
    float scalar
        In nats, or the unit of `base`: never negative, at most the entropy of either, and 0 where
        rows and columns are independent, or some 1e-32 where the table's products were rounded.

    Raises
    ------
    TypeError, ValueError
        If `joint` is no table of probabilities that sums to 1, or `base` is at most 1.

    References
    ----------
    Cover, Thomas (2006), Elements of Information Theory, second edition, Wiley.
    doi:10.1002/047174882X

    Examples
    --------
    >>> print(mutual_information([[0.5, 0.0], [0.0, 0.5]], base=2))
    1.0
    """
    table = as_joint(joint)
    rows, columns = total(table, axis=1)[:, None], total(table, axis=0)
    with np.errstate(invalid="ignore"):  # 0 / 0 in an empty row: silenced by its zero mass
        given_row = table / rows
    base = as_base(base)
    ratio = log_ratio(given_row, np.broadcast_to(columns, table.shape), base)
    return relative_entropy(table.ravel(), (rows * columns - table).ravel(), ratio.ravel(), base)
