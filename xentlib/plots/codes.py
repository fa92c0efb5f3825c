"""Code words as a tree, and as the space they take."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_float
from xentlib._door.distributions import as_distribution
from xentlib.information import entropy
from xentlib.numerics import FloatArray
from xentlib.plots._parts import OPAQUE, Bars, amount, axes_or_new, names_for


def plot_code_tree(
    code: Mapping[int, str],
    probabilities: ArrayLike,
    *,
    labels: Sequence[object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a prefix code as a tree: every 0 and 1 is a step to the right, every leaf a symbol.

    A branch is as thick as the symbols behind it are probable.

    Parameters
    ----------
    code : mapping of int to str
        The code word of each symbol, of zeros and ones, as `xentlib.huffman_code` returns it.
    probabilities : array_like, shape (k,)
        Probability of each symbol.
    labels : sequence, optional
        A name for each symbol; by default their numbers.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The tree; the abscissa is the length of the code word, in bits.

    Raises
    ------
    TypeError
        If `code` is no dictionary of strings, or `ax` no Axes.
    ValueError
        If `code` is empty, not a prefix code, or names a symbol without a probability; if
        `probabilities` are no distribution, or `labels` don't fit.

    Examples
    --------
    >>> ax = plot_code_tree({0: "0", 1: "10", 2: "11"}, [1 / 2, 1 / 4, 1 / 4], labels="ABC")
    >>> ax.get_title(loc="left")
    'Mean length 1.5 bits a symbol; the entropy is 1.5 bits'
    """
    p = as_distribution(probabilities, "probabilities")
    names = names_for(labels, len(p))
    _check_code(code, len(p))
    ax = axes_or_new(ax)
    symbols = sorted(code, key=lambda symbol: code[symbol])
    _draw_branches(ax, [code[symbol] for symbol in symbols], p[symbols])
    for row, symbol in enumerate(symbols):
        text = f"{names[symbol]}:  {code[symbol] or 'nothing to send'}   (p = {p[symbol]:.3g})"
        ax.annotate(
            text, (len(code[symbol]), -row), (9, 0), textcoords="offset points", va="center"
        )
    mean = sum(p[symbol] * len(word) for symbol, word in code.items())
    _frame_tree(ax, max(map(len, code.values())), len(code))
    finding = f"Mean length {amount(mean, 2)} a symbol; the entropy is"
    ax.set_title(f"{finding} {amount(float(entropy(p, base=2)), 2)}", loc="left")
    return ax


def _check_code(code: Mapping[int, str], n: int) -> None:
    if not isinstance(code, Mapping):
        raise TypeError(f"code must be a dictionary from symbols to words; got {code!r}")
    if not code:
        raise ValueError("code must hold at least one code word; got none")
    if not set(code) <= set(range(n)):
        raise ValueError(f"code must name symbols from 0 to {n - 1}; got {sorted(code)}")
    if not all(isinstance(word, str) for word in code.values()):
        raise TypeError(f"code must hold words as text, such as '10'; got {list(code.values())}")
    if not set("".join(code.values())) <= set("01"):
        raise ValueError(f"code must hold words of zeros and ones; got {list(code.values())}")
    words = sorted(code.values())
    for word, following in pairwise(words):
        if following.startswith(word):
            raise ValueError(
                f"code must be a prefix code; got {word!r}, which begins {following!r}: "
                "a reader could not tell where the first ends"
            )


def _draw_branches(ax: Axes, words: list[str], masses: FloatArray) -> None:
    """Draw the tree of words that come in alphabetical order, one leaf to a row."""
    places: dict[str, tuple[int, float]] = {}
    for node in sorted({word[:i] for word in words for i in range(len(word) + 1)}):
        rows = [row for row, word in enumerate(words) if word.startswith(node)]
        places[node] = x, y = len(node), -(rows[0] + rows[-1]) / 2
        ax.plot(x, y, "o", color="C0", markersize=6 if node in words else 3)
        if node:
            parent = places[node[:-1]]
            thickness = 1 + 6 * masses[rows].sum()
            ax.plot([parent[0], x], [parent[1], y], "-", color="C0", lw=thickness, zorder=1)
            middle = ((parent[0] + x) / 2, (parent[1] + y) / 2)
            ax.text(*middle, node[-1], ha="center", va="center", bbox=OPAQUE)


def _frame_tree(ax: Axes, depth: int, rows: int) -> None:
    ax.set(xlim=(-0.1, depth + 0.1), ylim=(0.6 - rows, 0.4), yticks=[], xticks=range(depth + 1))
    ax.set_xlabel("length of the code word (bits)")
    ax.grid(visible=False, axis="y")
    ax.spines["left"].set_visible(False)


def plot_kraft(
    lengths: ArrayLike, *, labels: Sequence[object] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the share of the code space that each code word takes: a budget of 1.

    A word of l bits forbids all words that it begins, one part in 2^l of them. The picture is that
    of `plot_area_bars`: a word as long as an outcome is surprising is as wide as it is probable.

    Parameters
    ----------
    lengths : array_like of int, shape (k,)
        Lengths of the code words, in bits; drawn from the shortest to the longest.
    labels : sequence, optional
        A name for each word; by default their numbers.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; what exceeds the budget is hatched.

    Raises
    ------
    TypeError, ValueError
        If `lengths` are not whole numbers of bits, one row of them, or `ax` is no Axes.

    Examples
    --------
    >>> plot_kraft([1, 2, 2, 2]).get_title(loc="left")
    'Over budget by 0.25: no prefix code has these lengths'
    """
    bits = as_float(lengths, "lengths")
    whole = (bits >= 0) & (bits < np.inf) & (bits == np.floor(bits))
    if bits.ndim != 1 or not bits.size or not whole.all():
        raise ValueError(f"lengths must be one row of whole numbers of bits; got {lengths!r}")
    order = bits.argsort(kind="stable")
    names, bits = names_for(labels, len(bits)), bits[order]
    widths = 2.0**-bits
    ax = axes_or_new(ax)
    spent, longest = float(widths.sum()), float(bits.max())
    ax.set(xlim=(0, max(1.0, spent)), ylim=(0, 1.25 * max(1.0, longest)))
    bars = Bars(ax, [names[i] for i in order])
    over = np.cumsum(widths) > 1
    notes = [_share(float(width)) for width in widths]
    bars.move(widths, bits, notes, reference=np.where(over, 0, bits))
    ax.axvline(1, color="0.1", linestyle="--", lw=1.5)
    ax.set_xlabel("width: share of the code space, 2 to the minus length (dashed: the budget, 1)")
    ax.set_ylabel("height: length of the code word (bits)")
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_title(_verdict(spent), loc="left")
    return ax


def _share(width: float) -> str:
    """Write a power of 1/2 as a fraction, which is short enough for a narrow bar."""
    if width == 1:
        return "1"
    return f"1/{1 / width:.0f}" if width > 1e-4 else f"{width:.4g}"


def _verdict(spent: float) -> str:
    if spent > 1:
        return f"Over budget by {spent - 1:.4g}: no prefix code has these lengths"
    if spent == 1:
        return "The budget of 1 is spent exactly: no word could be shorter"
    return f"{1 - spent:.4g} of the budget is left: some word could be shorter"
