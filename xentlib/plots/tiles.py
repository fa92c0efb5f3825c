"""Many small images side by side, each with a line of text."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib._door.numbers import as_whole
from xentlib.numerics import FloatArray
from xentlib.plots._parts import axes_or_new, names_for

STRONG = 0.3  # part of the largest size from which a negative pixel is marked


def plot_tiles(
    images: ArrayLike,
    *,
    labels: Sequence[object] | None = None,
    columns: int = 5,
    diverging: bool = False,
    unit: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw images in rows, each in a frame with its label below it.

    Parameters
    ----------
    images : array_like, shape (n, height, width)
        All are shown on one scale.
    labels : sequence, optional
        A text for each image; by default their numbers.
    columns : int
        Images in a row.
    diverging : bool
        Show signs: zero white, positive red, negative blue. A dash on a pixel tells strong
        negatives from strong positives without colours. Otherwise the least is white.
    unit : str
        What the pixels hold, such as "weight (nats)", for a colour bar; without it there is none.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; ``ax.images`` are the images, ``ax.texts`` the labels, ``ax.lines`` the dashes.

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
    for i, (image, name) in enumerate(zip(stack, names, strict=True)):
        row, column = divmod(i, columns)
        _tile(ax, image, name, 1.2 * column, -1.45 * row, _look(stack, diverging=diverging))
        if diverging:
            _dashes(ax, image, 1.2 * column, -1.45 * row, float(np.abs(stack).max()))
    rows = -(-len(stack) // columns)
    ax.set(xlim=(-0.1, 1.2 * min(columns, len(stack)) - 0.1), ylim=(-1.45 * rows + 0.05, 0.05))
    ax.set_axis_off()
    if unit:
        ax.figure.colorbar(ax.images[0], ax=ax, label=unit, shrink=0.8)
    least, most = (f"{value:.3g}".replace("-", "−") for value in (stack.min(), stack.max()))
    ax.set_title(f"In {len(stack)} images, pixels go from {least} to {most}", loc="left")
    return ax


def _look(stack: FloatArray, *, diverging: bool) -> dict[str, Any]:
    """Colours that all images share."""
    size = float(np.abs(stack).max())
    if diverging:
        return {"cmap": "RdBu_r", "vmin": -size, "vmax": size}
    return {"cmap": "gray_r", "vmin": float(stack.min()), "vmax": float(stack.max())}


def _tile(
    ax: Axes, image: FloatArray, name: str, left: float, top: float, look: dict[str, Any]
) -> None:
    """Draw one image with its frame and its label."""
    ax.imshow(image, extent=(left, left + 1, top - 1, top), **look)
    ax.add_patch(Rectangle((left, top - 1), 1, 1, fc="none", ec="0.5", lw=0.8))
    ax.text(left + 0.5, top - 1.06, name, ha="center", va="top", fontsize=9.5)


def _dashes(ax: Axes, image: FloatArray, left: float, top: float, size: float) -> None:
    """Mark the pixels that are negative, and so dark that grey alone could not tell their sign."""
    row, column = np.nonzero(image < -STRONG * size)
    height, width = image.shape
    x, y = left + (column + 0.5) / width, top - (row + 0.5) / height
    ax.plot(x, y, "_", color="white", ms=3.5, mew=1, ls="none")
