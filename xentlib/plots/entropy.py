"""Entropy of a coin."""

import numpy as np
from matplotlib.axes import Axes

from xentlib._door.distributions import as_probability
from xentlib.information import entropy
from xentlib.plots._parts import OPAQUE, amount, axes_or_new, unit

HEADS = np.linspace(0, 1, 401)


class CoinEntropy:
    """Entropy of every coin on prepared Axes, with a mark at one coin that can change.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    base : float
        Base of the logarithm: 2 for bits, e for nats.
    """

    def __init__(self, ax: Axes, *, base: float = 2) -> None:
        self.base = base
        heights = entropy(np.stack([HEADS, 1 - HEADS]), base=base, axis=0)
        top = float(heights.max())
        ax.plot(HEADS, heights)
        (self.mark,) = ax.plot([], [], "o:", markevery=[1], clip_on=False, zorder=3)
        self.text = ax.text(0.5, 0.2 * top, "", ha="center", va="center", bbox=OPAQUE, zorder=4)
        ax.set(xlim=(0, 1), ylim=(0, 1.1 * top), xlabel="P(heads)")
        ax.set_ylabel(f"entropy H ({unit(base)} a toss)")

    def move(self, heads: float) -> None:
        """Mark the coin with this probability of heads.

        Parameters
        ----------
        heads : float
            From 0 to 1.
        """
        height = float(entropy([heads, 1 - heads], base=self.base))
        self.mark.set_data([heads, heads], [0, height])
        self.text.set_x(0.72 if heads < 0.5 else 0.28)  # beside the mark, never on it
        self.text.set_text(f"{amount(height, self.base)}\nat P(heads)\n= {heads:.3g}")


def plot_binary_entropy(*, base: float = 2, heads: float = 0.5, ax: Axes | None = None) -> Axes:
    """Draw what a toss of a coin tells on average, against its probability of heads.

    Parameters
    ----------
    base : float
        Base of the logarithm: 2 for bits, e for nats.
    heads : float
        Probability of heads of the coin that is marked.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; ``ax.lines[0]`` is the curve, ``ax.lines[1]`` the mark.

    Raises
    ------
    TypeError, ValueError
        If `base` is not greater than 1, `heads` not one probability, or `ax` no Axes.

    Examples
    --------
    >>> plot_binary_entropy().get_title(loc="left")
    'A fair coin tells most: 1 bit a toss'
    """
    marked = as_probability(heads, "heads")
    if marked.ndim:
        raise ValueError(f"heads must be one probability; got the shape {marked.shape}")
    ax = axes_or_new(ax)
    CoinEntropy(ax, base=base).move(float(marked))
    most = float(entropy([0.5, 0.5], base=base))
    ax.set_title(f"A fair coin tells most: {amount(most, base)} a toss", loc="left")
    return ax
