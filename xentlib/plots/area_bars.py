"""The picture of the course: probability wide, surprise high, so that areas are bits."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.distributions import as_distribution, as_pair
from xentlib.information import cross_entropy, entropy, kl_divergence, surprisal
from xentlib.numerics import FloatArray, times
from xentlib.plots._parts import ROWS, Bars, amount, axes_or_new, inch, logarithm, names_for, unit


class AreaBars:
    """Area bars on prepared Axes, which follow a distribution that changes.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    names : sequence of str
        One name for each outcome.
    top : float
        Upper end of the surprise axis, in units of `base`.
    base : float
        Base of the logarithm: 2 for bits, e for nats.
    """

    def __init__(self, ax: Axes, names: Sequence[str], *, top: float, base: float = 2) -> None:
        self.ax, self.base = ax, base
        ax.set(xlim=(0, 1), ylim=(0, top), xlabel="width: probability p")
        self.bars = Bars(ax, names)
        self.lines = [ax.axhline(np.nan, color="0.1", ls=dash, lw=1.5) for dash in ("--", ":")]
        self.values = [ax.text(1.012, 0, "", linespacing=1.2) for _ in self.lines]

    def move(self, p: FloatArray, q: FloatArray | None = None) -> None:
        """Show truth p, priced by its own surprise or by that of a belief q.

        Parameters
        ----------
        p : ndarray, shape (k,)
            Probabilities.
        q : ndarray, shape (k,), optional
            Believed probabilities.
        """
        reference = surprisal(p, base=self.base)
        heights = reference if q is None else surprisal(q, base=self.base)
        label = f"height: surprise −{logarithm(self.base)} {'p' if q is None else 'q'}"
        self.ax.yaxis.label.set_text(f"{label} ({unit(self.base)})")  # set_ylabel marks all as new
        notes = [f"{area:.3f}".replace("inf", "∞") for area in times(p, heights)]
        means = [float(entropy(p, base=self.base))]
        if q is not None:
            means.append(float(cross_entropy(p, q, base=self.base)))
        self.bars.move(p, heights, notes, reference=reference, lines=means)
        for line, mean in zip(self.lines, reversed(means), strict=False):
            line.set_ydata([mean, mean] if np.isfinite(mean) else [np.nan, np.nan])
        self._write(*means)

    def _write(self, own: float, price: float | None = None) -> None:
        """Write the means at the right; of two, one above its line and one below."""
        top, rows = self.ax.get_ylim()[1], ROWS * inch(self.ax)[1]
        upper, lower = self.values
        if price is None:
            upper.set(text=f"H =\n{own:.3f} {unit(self.base)}", y=own)
            return
        floor = max(own, rows)
        lower.set(text=f"H(p) =\n{own:.3f} {unit(self.base)}", y=floor, va="top")
        upper.set(text=f"H(p, q) =\n{price:.3f} {unit(self.base)}".replace("inf", "∞"))
        upper.set(y=min(max(price, floor), top - rows))

    def clear(self) -> None:
        """Show no distribution."""
        nothing = np.zeros(len(self.bars.names))
        self.bars.move(nothing, nothing, [""] * len(nothing))
        for line, value in zip(self.lines, self.values, strict=True):
            line.set_ydata([np.nan, np.nan])
            value.set_text("")


def plot_area_bars(
    p: ArrayLike,
    q: ArrayLike | None = None,
    *,
    labels: Sequence[object] | None = None,
    base: float = 2,
    ax: Axes | None = None,
) -> Axes:
    """Draw each outcome as wide as it is probable and as high as it is surprising.

    Its area is its share of the entropy; the dashed line at the mean height is the entropy. With a
    belief `q`, bars are as high as q makes them surprising. What exceeds the surprise of `p` is
    hatched, what falls short of it is an empty outline: hatched minus empty area is KL(p‖q).

    Parameters
    ----------
    p : array_like, shape (k,)
        Probabilities. An outcome of probability 0 takes no width.
    q : array_like, shape (k,), optional
        Believed probabilities. A bar that q forbids reaches the top of the picture.
    labels : sequence, optional
        A name for each outcome; by default their numbers. ``"ABCD"`` names four.
    base : float
        Base of the logarithm: 2 for bits, e for nats.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture. ``ax.patches[:k]`` are the bars; above each stand its name and its area.

    Raises
    ------
    TypeError, ValueError
        If `p` or `q` is no distribution over one row of outcomes, `labels` don't fit, `base` is at
        most 1, or `ax` no Axes.

    Examples
    --------
    >>> ax = plot_area_bars([1 / 2, 1 / 4, 1 / 8, 1 / 8], labels="ABCD")
    >>> ax.get_title(loc="left")
    'The areas add up to 1.75 bits, the mean height'
    """
    mass, belief = (as_distribution(p, "p"), None) if q is None else as_pair(p, q)[:2]
    if mass.ndim != 1:
        raise ValueError(f"p must be one row of probabilities; got the shape {mass.shape}")
    names = names_for(labels, len(mass))
    ax = axes_or_new(ax)
    AreaBars(ax, names, top=_room(mass, belief, base), base=base).move(mass, belief)
    ax.set_title(_finding(mass, belief, base), loc="left")
    return ax


def _room(p: FloatArray, q: FloatArray | None, base: float) -> float:
    """Height of the axis that leaves space for the names above the highest finite bar."""
    heights = surprisal(np.stack([p, p if q is None else q]), base=base)[:, p > 0]
    highest = heights[np.isfinite(heights)].max()
    return 1.25 * float(highest) if highest > 0 else 1.0


def _finding(p: FloatArray, q: FloatArray | None, base: float) -> str:
    own = amount(float(entropy(p, base=base)), base)
    if q is None:
        return f"The areas add up to {own}, the mean height"
    excess = amount(float(kl_divergence(p, q, base=base)), base)
    return f"Believing q costs {excess} on top of the {own} of p"
