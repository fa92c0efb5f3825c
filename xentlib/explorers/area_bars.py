"""Weigh four outcomes and see how many bits the next one is worth."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.information import entropy, surprisal
from xentlib.plots.area_bars import AreaBars

NAMES = "ABCD"
PRESETS = {
    "uniform": {"A": 1, "B": 1, "C": 1, "D": 1},
    "halving": {"A": 4, "B": 2, "C": 1, "D": 1},
    "loaded": {"A": 7, "B": 1, "C": 1, "D": 1},
    "certain": {"A": 8, "B": 0, "C": 0, "D": 0},
}


def prepare_area_bars(figure: Figure) -> Callable[..., str]:
    """Four outcomes as area bars; moved by one weight for each.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(A, B, C, D)``, which moves the picture and returns its sentence.
    """
    ax = figure.subplots()
    bars = AreaBars(ax, NAMES, top=6)
    ax.set_title("The areas add up to the mean height: the entropy H", loc="left")

    def update(**weights: float) -> str:
        w = np.array([weights[name] for name in NAMES], dtype=float)
        if not w.any():
            bars.clear()
            return "All weights are 0: nothing can happen. Give at least one outcome a weight."
        p = w / w.sum()
        bars.move(p)
        shares = ", ".join(f"{weight:g}" for weight in w)
        worth = f"H = {entropy(p, base=2):.3f} bits of at most {np.log2(len(p)):g}"
        rarest = surprisal(p[p > 0].min(), base=2)
        return f"p = ({shares}) / {w.sum():g}: {worth}; the rarest outcome tells {rarest:.3f} bits."

    return update


def explore_area_bars() -> Explorer:
    """Give four outcomes weights and watch surprise, areas and entropy follow.

    Returns
    -------
    Explorer
        With the controls A, B, C and D: weights from 0 to 8, divided by their sum.

    Examples
    --------
    >>> explorer = explore_area_bars()
    >>> explorer.sentence
    'p = (4, 2, 1, 1) / 8: H = 1.750 bits of at most 2; the rarest outcome tells 3.000 bits.'
    >>> explorer.presets["uniform"].click()
    >>> explorer.sentence
    'p = (1, 1, 1, 1) / 4: H = 2.000 bits of at most 2; the rarest outcome tells 2.000 bits.'
    """
    start = PRESETS["halving"]
    controls = {name: slider(f"weight of {name}", start[name], 0, 8) for name in NAMES}
    return Explorer(prepare_area_bars, presets=PRESETS, **controls)
