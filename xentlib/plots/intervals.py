"""Arithmetic coding as a picture: each letter narrows an interval."""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from xentlib._door.distributions import as_distribution
from xentlib._door.targets import as_ids
from xentlib.numerics import FloatArray
from xentlib.plots._parts import COLOURS, LETTER, OPAQUE, axes_or_new, inch, names_for

MOST = 8  # symbols: more rows can't be read
HALF = 0.27  # of a row's height


def plot_narrowing_intervals(
    probabilities: ArrayLike,
    message: ArrayLike,
    *,
    labels: Sequence[object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how each symbol of a message narrows an interval, and the bits that name the last one.

    Each row is the interval so far, divided as the probabilities say and magnified to full width.
    The piece of the next symbol is filled; it is the row below. In the last row the hatched piece
    holds all numbers that begin with the bits written in it: whatever follows them, the number
    stays in the interval. Below that row stand the interval's ends.

    Parameters
    ----------
    probabilities : array_like, shape (k,)
        Probability of each symbol.
    message : array_like of int, shape (n,)
        1 to 8 symbols, 0 to k - 1.
    labels : sequence, optional
        A name for each symbol; by default their numbers.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; at the right of each row stands the width of its interval.

    Raises
    ------
    TypeError, ValueError
        If `probabilities` are no distribution, `message` holds what is no symbol, has the
        probability 0 or is too long to draw, `labels` don't fit, or `ax` is no Axes.

    References
    ----------
    Rissanen (1976), Generalized Kraft Inequality and Arithmetic Coding, IBM Journal of Research
    and Development 20:198-203. doi:10.1147/rd.203.0198

    Examples
    --------
    >>> ax = plot_narrowing_intervals([0.5, 0.3, 0.2], [0, 1, 0], labels="ABC")
    >>> ax.get_title(loc="left")
    '3 symbols leave a width of 0.075, which 5 bits name'
    """
    p, symbols = _checked(probabilities, message)
    names = names_for(labels, len(p))
    ax = axes_or_new(ax)
    n, space = len(symbols), " " if max(map(len, names)) > 1 else ""
    sent = [space.join(names[s] for s in symbols[:i]) or "nothing" for i in range(n + 1)]
    ax.set(xlim=(0, 1), ylim=(n + 0.65, -0.5), yticks=range(n + 1), yticklabels=sent)
    ax.set(xlabel="number (each lower row: the filled piece, magnified)", ylabel="sent so far")
    ax.grid(visible=False)
    ax.xaxis.set_label_position("top")
    ax.tick_params(axis="x", top=True, bottom=False, labeltop=True, labelbottom=False)
    ax.spines["bottom"].set_visible(False)
    ax.spines["top"].set_visible(True)
    edges = _edges(p)
    low, width = Fraction(0), Fraction(1)
    for row, symbol in enumerate(symbols):
        _write_width(ax, row, width)
        _draw_pieces(ax, row, [float(edge) for edge in edges], names, symbol)
        low, width = low + width * edges[symbol], width * (edges[symbol + 1] - edges[symbol])
    _write_width(ax, n, width)
    _write_ends(ax, n, low, width)
    bits = _draw_name(ax, n, low, width)
    plural = "s" if n > 1 else ""
    finding = f"{n} symbol{plural} leave{'' if plural else 's'} a width of {float(width):.3g}"
    ax.set_title(f"{finding}, which {bits} bits name", loc="left")
    return ax


def _checked(probabilities: ArrayLike, message: ArrayLike) -> tuple[FloatArray, list[int]]:
    p = as_distribution(probabilities, "probabilities")
    if p.ndim != 1:
        raise ValueError(f"probabilities must be one row of them; got the shape {p.shape}")
    symbols: NDArray[np.int64] = as_ids(message, len(p), "message")
    if symbols.ndim != 1 or not 1 <= symbols.size <= MOST:
        raise ValueError(
            f"message must be one row of 1 to {MOST} symbols; got the shape {symbols.shape}"
        )
    if not p[symbols].all():
        never = symbols[p[symbols] == 0][0]
        raise ValueError(
            f"message must be possible; got {never}, to which probabilities give 0: "
            "no interval is left, give it some mass"
        )
    return p, symbols.tolist()


def _edges(p: FloatArray) -> list[Fraction]:
    """Where the symbols' pieces of [0, 1) begin and end, exactly."""
    ends = [*accumulate(map(Fraction, p.tolist()), initial=Fraction(0))]
    return [end / ends[-1] for end in ends]


def _write_width(ax: Axes, row: int, width: Fraction) -> None:
    ax.text(1.012, row, f"width {float(width):.3g}", va="center")


def _write_ends(ax: Axes, row: int, low: Fraction, width: Fraction) -> None:
    """Write where an interval begins and ends below it, with digits enough to tell the ends."""
    digits = 2 - math.floor(math.log10(width))
    for x, end, side in ((0.01, low, "left"), (0.99, low + width, "right")):
        ax.text(x, row + HALF + 0.03, f"{float(end):.{digits}f}", ha=side, va="top")


def _draw_pieces(ax: Axes, row: int, edges: list[float], names: Sequence[str], chosen: int) -> None:
    """Divide a row; fill the piece that is sent and lead its ends to those of the row below."""
    for k, name in enumerate(names):
        left, size = edges[k], edges[k + 1] - edges[k]
        face = (f"C{k % COLOURS}", 0.45 if k == chosen else 0.0)
        box = Rectangle((left, row - HALF), size, 2 * HALF, fc=face, ec="0.2", lw=1.2, zorder=2)
        ax.add_patch(box).set_clip_on(False)
        if len(name) * LETTER * inch(ax)[0] <= size:
            weight = "bold" if k == chosen else "normal"
            ax.text(left + size / 2, row, name, ha="center", va="center", weight=weight, zorder=3)
    for end, below in ((edges[chosen], 0), (edges[chosen + 1], 1)):
        ax.plot([end, below], [row + HALF, row + 1 - HALF], "--", color="0.4", lw=1)


def _draw_name(ax: Axes, row: int, low: Fraction, width: Fraction) -> int:
    """Hatch the first piece of length 2**-bits inside the interval; return its number of bits.

    An interval that is twice as wide as such a piece holds a whole one.
    """
    bits = (-(-width.denominator // width.numerator) - 1).bit_length() + 1
    first = -(-(low * 2**bits) // 1)
    left, size = (first / Fraction(2**bits) - low) / width, 1 / (2**bits * width)
    for x, w, hatch in ((Fraction(0), Fraction(1), ""), (left, size, "////")):
        corner = (float(x), row - HALF)
        box = Rectangle(corner, float(w), 2 * HALF, fc="none", ec="0.2", lw=1.2, hatch=hatch)
        ax.add_patch(box).set_clip_on(False)
    word = format(int(first), f"0{bits}b")
    middle = float(left + size / 2)
    ax.text(middle, row, word, ha="center", va="center", weight="bold", bbox=OPAQUE, zorder=3)
    return bits
