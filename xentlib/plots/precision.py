"""How many digits of a computed number are right."""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from numpy.typing import ArrayLike

from xentlib.numerics import FloatArray
from xentlib.plots._parts import axes_or_new, names_for

MOST = 16  # decimal digits of a float64
EMPTY: dict[str, Any] = {"facecolor": "white", "edgecolor": "0.6", "hatch": "////"}


def as_errors(errors: ArrayLike) -> FloatArray:
    """Table of relative errors, NaN where there is nothing to say.

    Parameters
    ----------
    errors : array_like, shape (n_forms, n_places)
        Numbers of at least 0, or NaN.

    Returns
    -------
    ndarray of float64
        The same numbers.

    Raises
    ------
    ValueError
        If `errors` is no table, or an error is negative.
    """
    table = np.asarray(errors, dtype=np.float64)
    if table.ndim != 2 or not table.size:
        raise ValueError(f"errors must be a table, forms by places; got the shape {table.shape}")
    if (table < 0).any():
        raise ValueError(f"errors must be 0 or more, NaN for unknown; got {np.nanmin(table)}")
    return table


def plot_digits(
    errors: ArrayLike,
    places: Sequence[object],
    *,
    labels: Sequence[object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how many decimal digits are right: a row for each form, a column for each place.

    Parameters
    ----------
    errors : array_like of shape (n_forms, n_places)
        Relative errors; infinite where nan or infinity came, NaN where no answer is possible.
    places : sequence
        What is written below the columns; where there are many, below some.
    labels : sequence, optional
        What is written before the rows; numbers by default.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; ``ax.collections[0]`` holds the digits, 0 to 16, masked where hatched.

    Raises
    ------
    TypeError, ValueError
        If `errors` is no table or negative, a name is missing, or `ax` no Axes.

    Examples
    --------
    >>> ax = plot_digits([[1e-16, 1e-3, np.inf]], places=[1, 10, 100])
    >>> ax.get_title(loc="left")
    '1 of 3 answers has no digit right'
    """
    table = as_errors(errors)
    rows = names_for(labels, len(table), of="rows of errors")
    columns = names_for(places, table.shape[1], "places", of="columns of errors")
    ax = axes_or_new(ax)
    with np.errstate(divide="ignore"):
        digits = np.clip(-np.log10(table), 0, MOST)
    cells = ax.pcolormesh(np.ma.masked_invalid(digits), cmap="cividis", vmin=0, vmax=MOST)
    ax.set_facecolor("white")
    ax.add_patch(mpl.patches.Rectangle((0, 0), len(columns), len(rows), zorder=0, **EMPTY))
    ax.figure.colorbar(cells, ax=ax, label="right decimal digits")
    every = max(1, len(columns) // 10)
    ax.set_xticks(np.arange(0, len(columns), every) + 0.5, columns[::every])
    ax.set_yticks(np.arange(len(rows)) + 0.5, rows)
    ax.set(xlabel="place", ylabel="form", ylim=(len(rows), 0))
    ax.grid(visible=False)
    if np.isnan(table).any():
        none = [Patch(label="too small for the type", **EMPTY)]
        ax.legend(handles=none, loc="upper right", bbox_to_anchor=(1, -0.08))
    lost, known = int((digits < 1).sum()), int((~np.isnan(digits)).sum())
    verb = "has" if lost == 1 else "have"
    ax.set_title(f"{lost} of {known} answers {verb} no digit right", loc="left")
    return ax
