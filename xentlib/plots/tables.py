"""A table of amounts as a heat map, with the amounts written in."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib.plots._parts import axes_or_new, ink_on, names_for


def plot_table(
    amounts: ArrayLike,
    *,
    labels: Sequence[object] | None = None,
    least: float = 0.5,
    unit: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw a square table of amounts, such as a confusion table: what happened in rows.

    Parameters
    ----------
    amounts : array_like, shape (k, k)
        Numbers of at least 0. The darker a cell, the more it holds.
    labels : sequence, optional
        A name for each class; by default their numbers.
    least : float
        Amounts below it are not written.
    unit : str
        What the amounts count, such as "bits", for the colour bar.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; ``ax.images[0]`` is the table, ``ax.texts`` are the amounts written.

    Raises
    ------
    TypeError, ValueError
        If `amounts` are no square table of finite numbers of at least 0, `labels` don't fit, or
        `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_table([[0.2, 3.4], [1.0, 0.0]], unit="bits")
    >>> ax.get_title(loc="left")
    '96 % lies off the diagonal'
    >>> [text.get_text() for text in ax.texts]
    ['3', '1']
    """
    table = as_finite(amounts, "amounts")
    if table.ndim != 2 or table.shape[0] != table.shape[1] or not (table >= 0).all():
        raise ValueError(
            f"amounts must be a square table of numbers of at least 0; got {table.tolist()}"
        )
    names, ax = names_for(labels, len(table)), axes_or_new(ax)
    picture = ax.imshow(table, cmap="Blues", vmin=0, aspect="auto")
    for row, column in np.argwhere(table >= least):
        colour = ink_on(tuple(picture.to_rgba(table[row, column])))
        text = f"{table[row, column]:.0f}"
        ax.text(column, row, text, ha="center", va="center", color=colour, fontsize=9)
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.grid(visible=False)
    ax.set(xlabel="forecast", ylabel="what happened")
    off = float(table.sum() - table.trace()) / (float(table.sum()) or 1.0)
    ax.set_title(f"{100 * off:.0f} % lies off the diagonal", loc="left")
    ax.figure.colorbar(picture, ax=ax, label=unit)
    return ax
