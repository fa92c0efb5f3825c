"""What pulls at each logit: the target minus the forecast, as arrows."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.distributions import as_pair
from xentlib.plots._parts import axes_or_new, names_for

ARROW = {"arrowstyle": "-|>", "lw": 2, "shrinkA": 0, "shrinkB": 0}
LEAST = 0.02  # shorter arrows would be all head


def plot_forces(
    target: ArrayLike,
    forecast: ArrayLike,
    *,
    labels: Sequence[object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a forecast as bars, and on each bar an arrow to the target: the force on that logit.

    The force, minus the gradient of the cross-entropy by the logit, is target minus forecast. Up
    and down are in balance, because both sum to 1.

    Parameters
    ----------
    target, forecast : array_like, shape (k,)
        Probabilities.
    labels : sequence, optional
        A name for each class; by default their numbers.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; ``ax.patches[:k]`` are the bars.

    Raises
    ------
    TypeError, ValueError
        If `target` and `forecast` are no distributions over one row of the same classes, `labels`
        don't fit, or `ax` is no Axes.

    Examples
    --------
    >>> plot_forces([0, 1, 0], [0.7, 0.2, 0.1], labels="ABC").get_title(loc="left")
    'Up 0.8 and down 0.8: the forces sum to zero'
    """
    t, p = as_pair(target, forecast)[:2]
    if t.ndim != 1:
        raise ValueError(f"target must be one row of masses; got the shape {t.shape}")
    names, force, at = names_for(labels, len(t)), t - p, np.arange(len(t))
    ax = axes_or_new(ax)
    ax.bar(at, p, fc=("C0", 0.35), ec="C0", label="forecast p")
    ax.plot(at, t, "_", color="0.1", ms=24, mew=2, ls="none", label="target t", clip_on=False)
    for i, pull in enumerate(force):
        if abs(pull) >= LEAST:
            colour = "C2" if pull > 0 else "C1"
            arrow = {**ARROW, "color": colour}
            ax.annotate("", (i, t[i]), (i, p[i]), arrowprops=arrow)
        ax.text(i + 0.06, (t[i] + p[i]) / 2, f" {pull:+.2f}".replace("-", "−"), va="center")
    ax.set(xlabel="class", ylabel="mass", ylim=(0, 1.05), xlim=(-0.6, len(t) - 0.3))
    ax.set_xticks(at, names)
    ax.legend()
    up, down = force[force > 0].sum(), -force[force < 0].sum()
    ax.set_title(f"Up {up:.3g} and down {down:.3g}: the forces sum to zero", loc="left")
    return ax
