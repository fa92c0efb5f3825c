"""Bend a coin and see what a toss is worth."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.information import entropy, surprisal
from xentlib.plots.area_bars import AreaBars
from xentlib.plots.entropy import CoinEntropy

PRESETS = {
    "fair": {"heads": 0.5},
    "loaded": {"heads": 0.11},
    "rare": {"heads": 0.01},
    "certain": {"heads": 1.0},
}


def prepare_coin_entropy(figure: Figure) -> Callable[..., str]:
    """Area bars of one coin beside the entropy of every coin; moved by P(heads).

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(heads)``, which moves the picture and returns its sentence.
    """
    left, right = figure.subplots(1, 2, width_ratios=[1.2, 1])
    bars = AreaBars(left, ["heads", "tails"], top=8)
    curve = CoinEntropy(right)
    left.set_title("The mean height is the entropy H", loc="left")
    right.set_title("A fair coin tells most", loc="left")

    def update(heads: float) -> str:
        p = np.array([heads, 1 - heads])
        bars.move(p)
        curve.move(heads)
        worth = f"a toss is worth {entropy(p, base=2):.3f} bits"
        told = f"{_told('heads', p[0])}, {_told('tails', p[1])}"
        return f"At P(heads) = {heads:.2f} {worth}: {told}."

    return update


def _told(side: str, p: float) -> str:
    return f"{side} tells {surprisal(p, base=2):.3f}" if p > 0 else f"{side} never comes"


def explore_coin_entropy() -> Explorer:
    """Bend a coin and watch its surprises, their areas and its entropy follow.

    Returns
    -------
    Explorer
        With the control `heads`: the probability of heads.

    Examples
    --------
    >>> explorer = explore_coin_entropy()
    >>> explorer.controls["heads"].value = 0.11
    >>> explorer.sentence
    'At P(heads) = 0.11 a toss is worth 0.500 bits: heads tells 3.184, tails tells 0.168.'
    """
    heads = slider("P(heads)", 0.25, 0, 1, step=0.01)
    return Explorer(prepare_coin_entropy, presets=PRESETS, heads=heads)
