"""The triangle of forecasts over three classes: contours of the loss, and the way downhill."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from numpy.typing import ArrayLike

from xentlib._door.distributions import as_distribution, as_logit_rows
from xentlib.information import entropy
from xentlib.losses import softmax_cross_entropy
from xentlib.numerics import FloatArray, expectation, softmax
from xentlib.plots._parts import OPAQUE, axes_or_new, names_for
from xentlib.plots._way_down import first_move, way_down
from xentlib.plots.triangle import ANGLES, CORNERS, ball, frame, off_edge

LEVELS = (0.1, 0.5, 1.0, 2.0)  # nats above the floor
LEAST = 0.03  # shorter arrows would be all head
ARROW: dict[str, Any] = {
    "arrowstyle": "-|>",
    "mutation_scale": 14,
    "lw": 2,
    "color": "C0",
    "shrinkA": 0,
    "shrinkB": 0,
    "zorder": 5,
}
BESIDE: dict[str, Any] = {"ha": "right", "va": "center", "zorder": 3.5}
TABLE: dict[str, Any] = {"va": "center", "family": "monospace", "fontsize": 9, "linespacing": 1.4}
HEAD = (
    "● forecast p      ★ target t",
    "➤ first move of p: J(t - p)",
    "⋯ its whole way downhill",
    "",
    "           p  force on  first",
    "                logit    move",
)


def excess(target: FloatArray, forecast: FloatArray) -> FloatArray:
    """Say what forecasts cost above the target's entropy, in nats: KL, unchecked and so quick.

    Parameters
    ----------
    target, forecast : ndarray, shape (..., 3)
        Distributions.

    Returns
    -------
    ndarray, shape (...)
        In nats; infinite where the forecast rules out what the target holds.
    """
    with np.errstate(divide="ignore"):
        return expectation(target, np.log(target)) - expectation(target, np.log(forecast))


class Ternary:
    """A forecast and a target in the triangle, on prepared Axes; both can move.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    names : sequence of str
        Names of the three classes.
    """

    def __init__(self, ax: Axes, names: Sequence[str]) -> None:
        frame(ax, names, "forecast")
        ax.set_xlabel("numbers on the contours: loss above its least value (nats)", loc="left")
        self.names = names
        self.contours = [ax.plot([], [], color="0.45", ls="-", lw=1.2, zorder=3)[0] for _ in LEVELS]
        self.values = [ax.text(0, 0, f"{n:g} ", fontsize=9, bbox=OPAQUE, **BESIDE) for n in LEVELS]
        (self.way,) = ax.plot([], [], color="C1", ls=":", lw=2, zorder=4)
        (self.target,) = ax.plot([], [], "*", color="C1", ms=14, zorder=5, clip_on=False)
        (self.forecast,) = ax.plot([], [], "o", color="C0", zorder=6, clip_on=False)
        self.arrow = FancyArrowPatch((0, 0), (0, 0), **ARROW)
        ax.add_patch(self.arrow)
        self.text = ax.text(1.02, 0.5, "", **TABLE)
        self._around: FloatArray | None = None  # whose contours are drawn

    def move(self, logits: FloatArray, target: FloatArray) -> tuple[float, float]:
        """Show a forecast and a target; return the loss and its floor, in nats.

        Parameters
        ----------
        logits : ndarray, shape (3,)
            Of the forecast, in nats.
        target : ndarray, shape (3,)
            Masses that sum to 1.

        Returns
        -------
        tuple of float
            The loss and the target's entropy, in nats.
        """
        p = softmax(logits)
        price, floor = float(softmax_cross_entropy(target, logits)), float(entropy(target))
        self._contour(target)
        self.target.set_data(*(target @ CORNERS)[:, None])
        self.forecast.set_data(*(p @ CORNERS)[:, None])
        self.way.set_data(*(way_down(logits, target) @ CORNERS).T)
        move = first_move(p, target)
        self.arrow.set_positions(p @ CORNERS, (p + move) @ CORNERS)
        self.arrow.set_visible(max(abs(move)) > LEAST)
        self.text.set_text(self._table(p, target, f"loss {price:.3f}, at least {floor:.3f} nats"))
        return price, floor

    def _contour(self, target: FloatArray) -> None:
        """Draw the contours, each with its value where it meets the way to the third corner."""
        if self._around is not None and np.array_equal(target, self._around):
            return
        self._around = target
        x, y = CORNERS[2] - target @ CORNERS
        at = np.abs(ANGLES - np.arctan2(y, x)).argmin()
        for line, text, level in zip(self.contours, self.values, LEVELS, strict=True):
            outline = ball(target, level, excess)
            line.set_data(*(off_edge(outline) @ CORNERS).T)
            text.set_position(outline[at] @ CORNERS)

    def _table(self, p: FloatArray, target: FloatArray, summary: str) -> str:
        """Write each class's probability, the force on its logit, and its first move."""
        numbers = np.array([p, target - p, first_move(p, target)]).T.round(3) + 0.0  # no −0
        rows = [
            f"{name[:5]:5} {chance:6.3f} {pull:+7.3f} {move:+9.3f}"
            for name, (chance, pull, move) in zip(self.names, numbers, strict=True)
        ]
        return "\n".join([*HEAD, *rows, "", summary]).replace("-", "−")


def plot_ternary(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    labels: Sequence[object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the softmax of three logits, a target, and the contours of the cross-entropy about it.

    The contours lie 0.1, 0.5, 1 and 2 nats above the floor, the target's entropy. The force on the
    logits is target minus forecast. The forecast itself begins to move along the arrow, the
    softmax's Jacobian times the force, and goes the dotted way.

    Parameters
    ----------
    logits : array_like, shape (3,)
        Finite logits of the forecast.
    target : array_like, shape (3,)
        Masses that sum to 1.
    labels : sequence, optional
        A name for each class; by default their numbers.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; ``ax.lines`` are the four contours, the way, the target and the forecast.

    Raises
    ------
    TypeError, ValueError
        If `logits` are not three finite numbers, `target` is no distribution over three classes,
        `labels` don't fit, or `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_ternary([0.0, 0.0, 0.0], [1.0, 0.0, 0.0], labels="ABC")
    >>> ax.get_title(loc="left")
    'This forecast costs 1.099 nats, and 0.000 is the least'
    """
    z = as_logit_rows(logits).astype(np.float64)
    if z.shape != (3,) or not np.isfinite(z).all():
        raise ValueError(f"logits must hold three finite numbers; got {z.tolist()}")
    t = as_distribution(target, "target").astype(np.float64)
    if t.shape != (3,):
        raise ValueError(f"target must hold masses on three classes; got {t.tolist()}")
    names = names_for(labels, 3)
    ax = axes_or_new(ax)
    price, floor = Ternary(ax, names).move(z, t)
    ax.set_title(f"This forecast costs {price:.3f} nats, and {floor:.3f} is the least", loc="left")
    return ax
