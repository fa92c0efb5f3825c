"""The triangle of forecasts over three classes, with the loss as contours about a target."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.distributions import as_distribution, as_logit_rows
from xentlib.information import entropy
from xentlib.losses import softmax_cross_entropy
from xentlib.numerics import FloatArray, expectation, softmax
from xentlib.plots._parts import OPAQUE, axes_or_new, names_for
from xentlib.plots.triangle import CORNERS, ball, frame

LEVELS = (0.1, 0.5, 1.0, 2.0)  # nats above the floor


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
        self.names = names
        self.contours = [ax.plot([], [], color="0.45", ls="-", lw=1.2, zorder=3)[0] for _ in LEVELS]
        (self.force,) = ax.plot([], [], color="C1", ls=":", zorder=4)
        (self.target,) = ax.plot([], [], "*", color="C1", ms=14, zorder=5, clip_on=False)
        (self.forecast,) = ax.plot([], [], "o", color="C0", zorder=6, clip_on=False)
        self.text = ax.text(1.15, 0.42, "", va="center", linespacing=1.5, bbox=OPAQUE)

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
        for line, level in zip(self.contours, LEVELS, strict=True):
            line.set_data(*(ball(target, level, excess) @ CORNERS).T)
        self.target.set_data(*(target @ CORNERS)[:, None])
        self.forecast.set_data(*(p @ CORNERS)[:, None])
        self.force.set_data(*(np.stack([p, target]) @ CORNERS).T)
        rows = [
            f"{name}: p = {chance:.3f}, force {pull:+.3f}"
            for name, chance, pull in zip(self.names, p, target - p, strict=True)
        ]
        summary = f"loss {price:.3f}, at least {floor:.3f} nats"
        self.text.set_text(
            "\n".join(["● forecast p   ★ target t   force t − p", *rows, summary]).replace("-", "−")
        )
        return price, floor


def plot_ternary(
    logits: ArrayLike,
    target: ArrayLike,
    *,
    labels: Sequence[object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the softmax of three logits, a target, and the contours of the cross-entropy about it.

    The contours lie 0.1, 0.5, 1 and 2 nats above the floor, the target's entropy. The dotted line
    from the forecast to the target is the force on the logits, target minus forecast.

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
        The picture; ``ax.lines`` are the four contours, the force, the target and the forecast.

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
