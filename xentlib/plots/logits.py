"""Logits and the probabilities that the softmax makes of them, at a temperature."""

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from xentlib.numerics import FloatArray, softmax
from xentlib.plots._parts import OPAQUE

ROOM = 0.88  # of the ordinate, for the bars; the rest is for what is written at their ends


class SignedBars:
    """One bar for each class on prepared Axes, up or down from zero, with its value.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    names : sequence of str
        Names of the classes.
    low, high : float
        Ends of the ordinate; both grow together by the next factor 2 that longer bars need.
    """

    def __init__(self, ax: Axes, names: Sequence[str], *, low: float, high: float) -> None:
        n, self.low, self.high = len(names), low, high
        self.ax = ax
        ax.set(xlim=(-0.6, n - 0.4), ylim=(low, high), xlabel="class")
        ax.set_xticks(range(n), names)
        ax.axhline(0, color="0.35", ls="-", lw=0.8)
        self.bars = []
        for i in range(n):
            bar = Rectangle((i - 0.35, 0), 0.7, 0, fc=(f"C{i}", 0.45), ec=f"C{i}", lw=1.5)
            self.bars.append(bar)
            ax.add_patch(bar)
        self.texts = [ax.text(i, 0, "", ha="center", bbox=OPAQUE, zorder=4) for i in range(n)]

    def move(self, values: FloatArray, digits: int) -> None:
        """Set the heights, and write them beside the bars.

        Parameters
        ----------
        values : ndarray, shape (k,)
            A height for each class.
        digits : int
            Decimals that are written.
        """
        over = max(float(max(values / self.high)), float(max(values / self.low)) if self.low else 0)
        grown = 2.0 ** max(0, math.ceil(math.log2(max(over / ROOM, 1))))
        low, high = self.low * grown, self.high * grown
        if self.ax.get_ylim() != (low, high):  # new limits cost a whole picture
            self.ax.set_ylim(low, high)
        gap = 0.02 * (high - low)
        for bar, text, value in zip(self.bars, self.texts, values, strict=True):
            bar.set_height(float(value))
            end = float(value + np.copysign(gap, value))
            text.set(text=f"{value:.{digits}f}".replace("-", "−"), y=end)
            text.set_verticalalignment("bottom" if value >= 0 else "top")


class LogitBars:
    """Logits divided by a temperature, and their softmax, side by side on prepared Axes.

    Parameters
    ----------
    left, right : matplotlib.axes.Axes
        For the logits and for the probabilities.
    names : sequence of str
        Names of the classes.
    """

    def __init__(self, left: Axes, right: Axes, names: Sequence[str]) -> None:
        self.logits = SignedBars(left, names, low=-10, high=10)
        self.chances = SignedBars(right, names, low=0, high=1.15)
        left.set_ylabel("logit over temperature z / T (nats)")
        right.set_ylabel("probability p")

    def move(self, logits: FloatArray, temperature: float) -> FloatArray:
        """Show logits at a temperature; return the probabilities.

        Parameters
        ----------
        logits : ndarray, shape (k,)
            In nats.
        temperature : float
            More than 0.

        Returns
        -------
        ndarray, shape (k,)
            The softmax of the logits over the temperature.
        """
        p = softmax(logits / temperature)
        self.logits.move(logits / temperature, 2)
        self.chances.move(p, 2)
        return p
