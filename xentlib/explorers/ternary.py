"""Move three logits in the triangle of forecasts, among the contours of the loss."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.numerics import softmax
from xentlib.plots._way_down import first_move
from xentlib.plots.ternary import Ternary
from xentlib.targets import smooth_labels

NAMES = "ABC"
PRESETS: dict[str, dict[str, float]] = {
    "start": {"A": 0, "B": 1.5, "C": -1, "doubt": 0},
    "no idea": {"A": 0, "B": 0, "C": 0, "doubt": 0},
    "doubtful label": {"doubt": 0.3},
    "sure and wrong": {"A": -4, "B": 4, "C": -4, "doubt": 0},
}


def prepare_ternary(figure: Figure) -> Callable[..., str]:
    """Forecast, target, contours and the way downhill; moved by logits and the target's doubt.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(doubt, A, B, C)``, which moves the picture and returns its sentence.
    """
    ax = figure.subplots()
    triangle = Ternary(ax, NAMES)
    ax.set_title("Forces t − p act on the logits; the forecast moves along J(t − p)", loc="left")

    def update(doubt: float, **logits: float) -> str:
        z, target = np.array([logits[name] for name in NAMES]), smooth_labels([1.0, 0, 0], doubt)
        price, floor = triangle.move(z, target)
        said = ", ".join(f"{value:g}" for value in z)
        label = "A for sure" if doubt == 0 else f"A with doubt {doubt:.2f}"
        moves = first_move(softmax(z), target).round(3) + 0.0  # no −0
        first = ", ".join(f"{name} {move:+.3f}" for name, move in zip(NAMES, moves, strict=True))
        sentence = (
            f"z = ({said}), label {label}: loss {price:.3f} nats, {price - floor:.3f} too much; "
            f"first move {first}."
        )
        return sentence.replace("-", "−")

    return update


def explore_ternary() -> Explorer:
    """Set three logits and the label's doubt, and see where descent takes the forecast.

    Returns
    -------
    Explorer
        With the controls A, B and C, logits from −4 to 4, and doubt: the part of the label's mass
        that is spread over all three classes.

    Examples
    --------
    >>> explorer = explore_ternary()
    >>> explorer.presets["no idea"].click()
    >>> explorer.sentence.partition("; ")[2]
    'first move A +0.222, B −0.111, C −0.111.'
    """
    start = PRESETS["start"]
    controls = {name: slider(f"logit of {name}", start[name], -4, 4, step=0.5) for name in NAMES}
    controls["doubt"] = slider("doubt", start["doubt"], 0, 1, step=0.05)
    return Explorer(prepare_ternary, presets=PRESETS, **controls)
