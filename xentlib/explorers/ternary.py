"""Move three logits in the triangle of forecasts, among the contours of the loss."""

from collections.abc import Callable

import ipywidgets as widgets
import numpy as np
from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.plots.ternary import Ternary
from xentlib.targets import smooth_labels

NAMES = "ABC"
PRESETS: dict[str, tuple[float, float, float, float]] = {
    "start": (0, 1.5, -1, 0),
    "all 2 higher": (2, 3.5, 1, 0),
    "no idea": (0, 0, 0, 0),
    "doubtful label": (0, 1.5, -1, 0.3),
    "sure and wrong": (-4, 4, -4, 0),
}


def prepare_ternary(figure: Figure) -> Callable[..., str]:
    """Forecast, target and contours in the triangle; moved by logits and the target's doubt."""
    ax = figure.subplots()
    triangle = Ternary(ax, NAMES)
    ax.set_title("Forces pull the forecast to the target; contours are loss", loc="left")

    def update(doubt: float, **logits: float) -> str:
        z = np.array([logits[name] for name in NAMES])
        price, floor = triangle.move(z, smooth_labels([1.0, 0.0, 0.0], doubt))
        said = ", ".join(f"{value:g}" for value in z).replace("-", "−")
        label = "A for sure" if doubt == 0 else f"A, smoothed by {doubt:.2f}"
        return f"z = ({said}), label {label}: loss {price:.3f} nats, {price - floor:.3f} too much."

    return update


def explore_ternary() -> Explorer:
    """Set three logits and the label's doubt, and watch the forecast among the loss's contours.

    Returns
    -------
    Explorer
        With the controls A, B and C, logits from −4 to 4, and doubt: the part of the label's mass
        that is spread over all three classes.

    Examples
    --------
    >>> explorer = explore_ternary()
    >>> explorer.presets["no idea"].click()
    >>> explorer.sentence
    'z = (0, 0, 0), label A for sure: loss 1.099 nats, 1.099 too much.'
    """
    names = (*NAMES, "doubt")
    presets = {name: dict(zip(names, values, strict=True)) for name, values in PRESETS.items()}
    controls: dict[str, widgets.ValueWidget] = {
        name: widgets.FloatSlider(value, min=-4, max=4, step=0.5, description=f"logit of {name}")
        for name, value in presets["start"].items()
        if name != "doubt"
    }
    controls["doubt"] = widgets.FloatSlider(0, min=0, max=1, step=0.05, description="doubt")
    return Explorer(prepare_ternary, presets=presets, **controls)
