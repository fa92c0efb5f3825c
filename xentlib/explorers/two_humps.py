"""Fit one bell to two humps, in both directions of KL."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._humps import Truth
from xentlib.explorers._slider import slider
from xentlib.plots.humps import Humps

PRESETS = {
    "one hump": {"distance": 1.0, "left": 60},
    "far apart": {"distance": 5.0, "left": 60},
    "rare hump": {"distance": 5.0, "left": 5},
    "equal": {"distance": 5.0, "left": 50},
}


def where(truth: Truth, mean: float, scale: float) -> str:
    """Say on which hump the bell of the reverse KL lies.

    It lies over both if the mean of the farther one is within two of the bell's widths.

    Parameters
    ----------
    truth : Truth
        The two humps.
    mean, scale : float
        Of the bell.

    Returns
    -------
    str
        The end of a sentence.
    """
    left, right = (abs(mean - place) for place in truth.means)
    if truth.means[0] == truth.means[1]:
        return "lies on both humps, which are one"
    if max(left, right) <= 2 * scale:
        return "lies over both humps"
    twin = ", and the other one would do as well" if truth.shares[0] == truth.shares[1] else ""
    return f"has taken the {'left' if left < right else 'right'} hump{twin}"


def said(mean: float, scale: float) -> str:
    """Write a bell's mean and width; what rounds to zero has no sign.

    Parameters
    ----------
    mean, scale : float
        Of the bell.

    Returns
    -------
    str
    """
    return f"mean {round(mean, 2) + 0.0:.2f}, width {scale:.2f}".replace("-", "−")


def prepare_two_humps(figure: Figure) -> Callable[..., str]:
    """Draw two humps and the best bell in each direction; their distance and shares move.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(distance, left)``, which moves the picture and returns its sentence.
    """
    ax = figure.subplots()
    humps = Humps(ax, top=0.85)
    ax.set_title("The best bell depends on the direction of KL", loc="left")

    def update(distance: float, left: int) -> str:
        truth = Truth(distance, left / 100)
        forward, reverse = truth.forward(), truth.reverse()
        humps.move(lambda x: np.exp(truth.log_density(x)), forward, reverse)
        there = max(truth.forward_cost(*forward), 0.0)  # sums may end just below it
        back = max(float(truth.reverse_cost(*map(np.array, reverse))), 0.0)
        return (
            f"Forward: {said(*forward)}, KL(p‖q) = {there:.3f} nats. Reverse: {said(*reverse)}, "
            f"KL(q‖p) = {back:.3f} nats; it {where(truth, *reverse)}."
        )

    return update


def explore_two_humps() -> Explorer:
    """Move two humps apart, and see which bell each direction of KL takes for them.

    Returns
    -------
    Explorer
        With the controls `distance`, between the humps, and `left`, the left one's share in
        per cent.

    Examples
    --------
    >>> explorer = explore_two_humps()
    >>> explorer.set(distance=6.0, left=75)
    >>> explorer.sentence.partition(". ")[0]
    'Forward: mean −1.50, width 2.67, KL(p‖q) = 0.929 nats'
    """
    start = PRESETS["far apart"]
    distance = slider("distance", start["distance"], 0, 6, step=0.1)
    left = slider("left hump (%)", int(start["left"]), 5, 95)
    return Explorer(prepare_two_humps, presets=PRESETS, distance=distance, left=left)
