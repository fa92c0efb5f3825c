"""Letters of a text, each on a tile as dark as it is surprising."""

from collections.abc import Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib.numerics import FloatArray
from xentlib.plots._parts import axes_or_new, ink_on

SIGNS = str.maketrans({" ": "␣", "\n": "↵"})  # for symbols that leave no ink
DARKEST, HEIGHT = 8.0, 1.5  # bits; of a row, in tiles


class Tiles:
    """Tiles for one text of at most `length` symbols; they are filled by `move`."""

    def __init__(self, ax: Axes, length: int, row: int = 0) -> None:
        top = -HEIGHT * row
        self.colours = mpl.colormaps["YlGnBu"]
        self.tiles = [Rectangle((x, top - 0.9), 0.92, 0.9, ec="0.5", lw=0.6) for x in range(length)]
        for tile in self.tiles:
            ax.add_patch(tile)
        self.letters = [
            ax.text(x + 0.46, top - 0.47, "", ha="center", va="center") for x in range(length)
        ]
        self.numbers = [
            ax.text(x + 0.46, top - 0.96, "", ha="center", va="top", fontsize=8.5)
            for x in range(length)
        ]

    def move(self, text: str, bits: FloatArray) -> None:
        """Show another text."""
        for x, tile in enumerate(self.tiles):
            there = x < len(text)
            tile.set_visible(there)
            cost = float(bits[x]) if there else 0.0
            tile.set_facecolor(self.colours(min(cost / DARKEST, 1.0)))
            self.letters[x].set_text(text[x].translate(SIGNS) if there else "")
            self.letters[x].set_color(ink_on(tile.get_facecolor()))
            self.numbers[x].set_text(f"{cost:.1f}" if there else "")


def frame(ax: Axes, length: int, rows: int = 1) -> None:
    """Fit the Axes to rows of tiles."""
    ax.set(xlim=(-0.1, length), ylim=(-HEIGHT * rows, 0.1))
    ax.set_axis_off()


def plot_text_surprise(
    texts: Sequence[str], bits: Sequence[ArrayLike], *, ax: Axes | None = None
) -> Axes:
    """Draw texts letter by letter, with what each letter costs below it.

    Parameters
    ----------
    texts : sequence of str
        One for each row. A space is shown as ␣, a newline as ↵.
    bits : sequence of array_like of shape (length of the text,)
        Surprise of each letter, in bits: the darker the tile, the larger.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; ``ax.patches`` are the tiles.

    Raises
    ------
    TypeError, ValueError
        If there is no text, if a row of `bits` is not finite or has not one number for each letter,
        or if `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_text_surprise(["red"], [[3.0, 1.5, 0.25]])
    >>> ax.get_title(loc="left")
    'The dearest letter is “r” of “red”: 3.0 bits'
    """
    texts, rows = list(texts), [as_finite(row, "bits") for row in bits]
    if not texts or [(len(text),) for text in texts] != [row.shape for row in rows]:
        raise ValueError(
            f"bits must have a number for each letter of each text, of which there must be one; "
            f"got texts of {[len(text) for text in texts]} letters and bits of the shapes "
            f"{[row.shape for row in rows]}"
        )
    ax, length = axes_or_new(ax), max(map(len, texts))
    for n, (text, row) in enumerate(zip(texts, rows, strict=True)):
        Tiles(ax, len(text), n).move(text, row)
    frame(ax, length, len(texts))
    cost, letter, text = max(
        (float(row[i]), text[i], text)
        for text, row in zip(texts, rows, strict=True)
        for i in range(len(text))
    )
    said = f"“{letter.translate(SIGNS)}” of “{text.strip()}”"
    ax.set_title(f"The dearest letter is {said}: {np.round(cost, 1):.1f} bits", loc="left")
    return ax
