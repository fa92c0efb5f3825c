"""Believe in wrong weights and see what each letter of a known machine then costs."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.information import cross_entropy, entropy, kl_divergence
from xentlib.plots.area_bars import AreaBars

NAMES = "ABCD"
P = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])
PRESETS = {
    "right": {"A": 4, "B": 2, "C": 1, "D": 1},
    "no idea": {"A": 1, "B": 1, "C": 1, "D": 1},
    "reversed": {"A": 1, "B": 1, "C": 2, "D": 4},
    "forbids D": {"A": 4, "B": 2, "C": 1, "D": 0},
}


def prepare_wrong_code(figure: Figure) -> Callable[..., str]:
    """Draw four outcomes priced by a belief, which is moved by one weight for each.

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
    ax.set_title("Hatched area minus empty area is KL(p‖q)", loc="left")

    def update(**weights: float) -> str:
        w = np.array([weights[name] for name in NAMES], dtype=float)
        if not w.any():
            bars.clear()
            return "All weights are 0: who believes nothing has no code. Give one a weight."
        q = w / w.sum()
        bars.move(P, q)
        price, extra = (float(f(P, q, base=2)) for f in (cross_entropy, kl_divergence))
        shares = ", ".join(f"{weight:g}" for weight in w)
        split = f"{price:.3f} bits = H(p) {entropy(P, base=2):.3f} + KL(p‖q) {extra:.3f}"
        return f"q = ({shares}) / {w.sum():g}: H(p, q) = {split}.".replace("inf", "∞")

    return update


def explore_wrong_code() -> Explorer:
    """Weigh a belief q about the letters 1/2, 1/4, 1/8, 1/8 and read what it costs.

    Returns
    -------
    Explorer
        With the controls A, B, C and D: weights of q from 0 to 8, divided by their sum.

    Examples
    --------
    >>> explorer = explore_wrong_code()
    >>> explorer.sentence
    'q = (1, 1, 2, 4) / 8: H(p, q) = 2.625 bits = H(p) 1.750 + KL(p‖q) 0.875.'
    >>> explorer.presets["forbids D"].click()
    >>> explorer.sentence
    'q = (4, 2, 1, 0) / 7: H(p, q) = ∞ bits = H(p) 1.750 + KL(p‖q) ∞.'
    """
    start = PRESETS["reversed"]
    controls = {name: slider(f"q's weight of {name}", start[name], 0, 8) for name in NAMES}
    return Explorer(prepare_wrong_code, presets=PRESETS, **controls)
