"""Move a logit and a target: the probability, the loss and its slope follow."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.information import entropy
from xentlib.links import sigmoid
from xentlib.losses import sigmoid_cross_entropy

LOGITS = np.linspace(-6, 6, 241)
REACH = np.array([-2.0, 2.0])  # how far the tangent is drawn to either side
PRESETS = {
    "no idea": {"logit": 0.0, "target": 1.0},
    "sure and right": {"logit": 4.0, "target": 1.0},
    "sure and wrong": {"logit": -4.0, "target": 1.0},
    "soft target": {"logit": 2.0, "target": 0.7},
}


def prepare_logit_loss(figure: Figure) -> Callable[..., str]:
    """Sigmoid with the distance of forecast and target, beside the loss and its tangent.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(logit, target)``, which moves the picture and returns its sentence.
    """
    left, right = figure.subplots(1, 2)
    gap, level = _probability(left)
    price, floor, tangent, mark = _price(right)

    def update(logit: float, target: float) -> str:
        p, loss = float(sigmoid(logit)), float(sigmoid_cross_entropy(target, logit))
        least, slope = float(entropy([target, 1 - target])), p - target
        gap.set_data([logit, logit], [p, target])
        level.set_ydata([target, target])
        price.set_ydata(sigmoid_cross_entropy(np.full_like(LOGITS, target), LOGITS))
        floor.set_ydata([least, least])
        tangent.set_data(logit + REACH, loss + slope * REACH)
        mark.set_data([logit], [loss])
        said = f"At logit {logit:.1f} the forecast is {p:.3f} and the target {target:.2f}"
        parts = f"{least:.3f} of them the target's own entropy"
        cost = f"the loss is {loss:.3f} nats, {parts}"
        return f"{said}: {cost}; its slope p − y is {slope + 0.0:+.3f}.".replace("-", "−")

    return update


def _probability(ax: Axes) -> tuple[Line2D, Line2D]:
    ax.plot(LOGITS, sigmoid(LOGITS), color="C0", lw=1.5)
    (gap,) = ax.plot([], [], "o-", color="C1", lw=3, markevery=[0], zorder=3)
    level = ax.axhline(np.nan, color="black", ls=":")
    ax.set(xlim=(-6, 6), ylim=(-0.05, 1.05), xlabel="logit z (nats)", ylabel="probability p")
    ax.set_title("From target to forecast: p − y", loc="left")
    return gap, level


def _price(ax: Axes) -> tuple[Line2D, Line2D, Line2D, Line2D]:
    (price,) = ax.plot(LOGITS, np.zeros_like(LOGITS), "-", color="C0", lw=1.5)
    floor = ax.axhline(np.nan, color="black", ls=":")
    (tangent,) = ax.plot([], [], "-", color="C1", lw=3)
    (mark,) = ax.plot([], [], "o", color="C1", zorder=3)
    ax.set(xlim=(-6, 6), ylim=(-0.3, 6.3), xlabel="logit z (nats)", ylabel="loss ℓ (nats)")
    ax.set_title("The tangent's slope: p − y", loc="left")
    return price, floor, tangent, mark


def explore_logit_loss() -> Explorer:
    """Move a forecast's logit, and what happened, and read the loss and its slope.

    Returns
    -------
    Explorer
        With the controls `logit`, in nats, and `target`, from 0 to 1.

    Examples
    --------
    >>> explorer = explore_logit_loss()
    >>> explorer.set(logit=-2.0, target=1.0)
    >>> explorer.sentence.split(": ")[0]
    'At logit −2.0 the forecast is 0.119 and the target 1.00'
    """
    logit = slider("logit z", 1.0, -6, 6, step=0.1)
    target = slider("target y", 1.0, 0, 1, step=0.05)
    return Explorer(prepare_logit_loss, presets=PRESETS, logit=logit, target=target)
