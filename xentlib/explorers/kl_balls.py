"""Move a distribution over three outcomes and see what is near it, in both directions of KL."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.plots.simplex import KLBalls

NAMES = "ABC"
PRESETS = {
    "centre": {"A": 10, "B": 10, "C": 10},
    "leaning": {"A": 12, "B": 6, "C": 2},
    "rare C": {"A": 10, "B": 9, "C": 1},
    "almost sure": {"A": 20, "B": 1, "C": 1},
}


def prepare_kl_balls(figure: Figure) -> Callable[..., str]:
    """Draw both balls about one distribution; its weights and the radius move.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(radius, A, B, C)``, which moves the picture and returns its sentence.
    """
    ax = figure.subplots()
    balls = KLBalls(ax, NAMES)
    ax.set_title("Within some bits of c, as a truth and as a belief", loc="left")

    def update(radius: float, **weights: int) -> str:
        w = np.array([weights[name] for name in NAMES], dtype=float)
        forward, reverse = balls.move(w / w.sum(), [radius])
        shares = ", ".join(f"{weight:g}" for weight in w)
        said = f"c = ({shares}) / {w.sum():g}: {100 * forward:.1f} % of the triangle has KL(c‖q)"
        return f"{said}, {100 * reverse:.1f} % has KL(q‖c), of at most {radius:.2f} bits."

    return update


def explore_kl_balls() -> Explorer:
    """Move the centre of two KL balls in the triangle of distributions, and their radius.

    Returns
    -------
    Explorer
        With the controls A, B and C, weights of the centre from 1 to 20, and radius, in bits.

    Examples
    --------
    >>> explorer = explore_kl_balls()
    >>> explorer.set(radius=2.0, A=1, B=1, C=1)
    >>> explorer.sentence.partition(": ")[2]
    '97.0 % of the triangle has KL(c‖q), 100.0 % has KL(q‖c), of at most 2.00 bits.'
    """
    start = PRESETS["leaning"]
    controls = {name: slider(f"weight of {name}", start[name], 1, 20) for name in NAMES}
    controls["radius"] = slider("radius (bits)", 0.3, 0.02, 2, step=0.02)
    return Explorer(prepare_kl_balls, presets=PRESETS, **controls)
