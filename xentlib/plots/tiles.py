"""Many small images side by side, each with a line of text."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib._door.numbers import as_whole
from xentlib.plots._parts import axes_or_new, names_for


def plot_tiles(
    images: ArrayLike,
    *,
    labels: Sequence[object] | None = None,
    columns: int = 5,
    diverging: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw images in rows, each with its label below it.

    Parameters
    ----------
    images : array_like, shape (n, height, width)
        All are shown on one scale.
    labels : sequence, optional
        A text for each image; by default their numbers.
    columns : int
        Images in a row.
    diverging : bool
        Show signs: zero white, positive red, negative blue. Otherwise the least is white.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; ``ax.images`` are the images, ``ax.texts`` the labels.

    Raises
    ------
    TypeError, ValueError
        If `images` are no stack of finite images, `labels` don't fit, `columns` is no whole
        number of at least 1, or `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_tiles(np.zeros((3, 8, 8)), labels="ABC", columns=2)
    >>> len(ax.images), [text.get_text() for text in ax.texts]
    (3, ['A', 'B', 'C'])
    """
    columns = as_whole(columns, "columns")
    stack = as_finite(images, "images")
    if stack.ndim != 3 or stack.size == 0:
        raise ValueError(
            f"images must have the shape (n, height, width), n at least 1; got {stack.shape}"
        )
    names, ax = names_for(labels, len(stack), of="images"), axes_or_new(ax)
    size = float(np.abs(stack).max())
    low, high = (-size, size) if diverging else (float(stack.min()), float(stack.max()))
    for i, (image, name) in enumerate(zip(stack, names, strict=True)):
        row, column = divmod(i, columns)
        left, top = 1.2 * column, -1.45 * row
        box = (left, left + 1, top - 1, top)
        colours = "RdBu_r" if diverging else "gray_r"
        ax.imshow(image, cmap=colours, vmin=low, vmax=high, extent=box)
        ax.text(left + 0.5, top - 1.06, name, ha="center", va="top", fontsize=9.5)
    rows = -(-len(stack) // columns)
    ax.set(xlim=(-0.1, 1.2 * min(columns, len(stack)) - 0.1), ylim=(-1.45 * rows + 0.05, 0.05))
    ax.set_axis_off()
    least, most = (f"{value:.3g}".replace("-", "−") for value in (stack.min(), stack.max()))
    ax.set_title(f"In {len(stack)} images, pixels go from {least} to {most}", loc="left")
    return ax
