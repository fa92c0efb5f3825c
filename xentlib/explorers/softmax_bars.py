"""Set three logits, a shift and a temperature, and see the probabilities that come of them."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.information import entropy
from xentlib.plots.logits import LogitBars

NAMES = "ABC"
PRESETS: dict[str, dict[str, float]] = {
    "start": {"A": 2, "B": 1, "C": -1, "shift": 0, "T": 1},
    "shift by 3": {"shift": 3},
    "cold": {"T": 0.25},
    "hot": {"T": 8},
    "a tie": {"A": 2, "B": 2, "C": -1, "T": 1},
}


def prepare_softmax_bars(figure: Figure) -> Callable[..., str]:
    """Logits over temperature beside their softmax; moved by both and by a shift.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(T, shift, A, B, C)``, which moves the picture and returns its sentence.
    """
    left, right = figure.subplots(1, 2)
    bars = LogitBars(left, right, NAMES)
    left.set_title("Logits may be anything", loc="left")
    right.set_title("Probabilities sum to one", loc="left")

    def update(T: float, shift: float, **logits: float) -> str:  # noqa: N803
        z = np.array([logits[name] for name in NAMES]) + shift
        p = bars.move(z, T)
        said = ", ".join(f"{logit:g}" for logit in z)
        chances = ", ".join(f"{chance:.3f}" for chance in p)
        worth = f"entropy {entropy(p, base=2):.3f} bits of at most {np.log2(3):.3f}"
        return f"z = ({said}) at T = {T:g}: p = ({chances}), {worth}.".replace("-", "−")

    return update


def explore_softmax_bars() -> Explorer:
    """Set three logits, a shift and a temperature, and watch the probabilities follow.

    Returns
    -------
    Explorer
        With the controls A, B and C, logits from −6 to 6, shift, which is added to all three, and
        T, the temperature that they are then divided by.

    Examples
    --------
    >>> explorer = explore_softmax_bars()
    >>> explorer.sentence
    'z = (2, 1, −1) at T = 1: p = (0.705, 0.259, 0.035), entropy 1.030 bits of at most 1.585.'
    >>> explorer.presets["shift by 3"].click()
    >>> explorer.sentence
    'z = (5, 4, 2) at T = 1: p = (0.705, 0.259, 0.035), entropy 1.030 bits of at most 1.585.'
    """
    start = PRESETS["start"]
    controls = {name: slider(f"logit of {name}", start[name], -6, 6, step=0.5) for name in NAMES}
    controls["shift"] = slider("added to all", start["shift"], -6, 6, step=0.5)
    controls["T"] = slider("temperature T", start["T"], 0.25, 8, step=0.25)
    return Explorer(prepare_softmax_bars, presets=PRESETS, **controls)
