"""Move the numbers of one hidden unit: values run forwards through its graph, slopes backwards."""

from collections.abc import Callable

from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.plots._backward import Node
from xentlib.plots.graph import GraphPicture, written

UNIT: dict[str, Node] = {
    "x": 2.0,
    "w": -0.5,
    "m": ("times", "w", "x"),
    "b": 0.5,
    "u": ("plus", "m", "b"),
    "h": ("tanh", "u"),
    "v": 3.0,
    "z": ("times", "v", "h"),
    "y": 1.0,
    "ℓ": ("loss", "z", "y"),
}
PRESETS: dict[str, dict[str, float]] = {
    "start": {"w": -0.5, "b": 0.5, "v": 3, "x": 2, "y": 1},
    "all zero": {"w": 0, "b": 0, "v": 0, "x": 2, "y": 1},
    "large w": {"w": -3, "b": 0.5, "v": 3, "x": 2, "y": 1},
    "sure and right": {"w": 1, "b": 0.5, "v": 4, "x": 2, "y": 1},
}


def prepare_graph(figure: Figure) -> Callable[..., str]:
    """Draw one hidden unit and its loss as a graph; its inputs move.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(w, b, v, x, y)``, which moves the picture and returns its sentence.
    """
    ax = figure.subplots()
    picture = GraphPicture(ax, UNIT)
    ax.set_title("Values run to the right, slopes of the loss to the left", loc="left")

    def update(**inputs: float) -> str:
        values, slopes = picture.move(**inputs)
        said = ", ".join(f"{written(slopes[name], '+')} in {name}" for name in "zvbwx")
        passed = f"tanh hands on {written(1 - values['h'] ** 2)} of the slope in h"
        cost = f"The loss is {values['ℓ']:.3f} nats"
        return f"{cost}. Its slope is {said}; {passed}.".replace("-", "−")

    return update


def explore_graph() -> Explorer:
    """Set the weights, the bias, the input and the label of a hidden unit, and read its graph.

    Returns
    -------
    Explorer
        With the controls `w`, `b` and `v`, parameters; `x`, the input; and `y`, the label.

    Examples
    --------
    >>> explorer = explore_graph()
    >>> explorer.presets["all zero"].click()
    >>> explorer.sentence.split(". ")[0]
    'The loss is 0.693 nats'
    """
    start = PRESETS["start"]
    controls = {
        "w": slider("inner weight w", start["w"], -4, 4, step=0.25),
        "b": slider("bias b", start["b"], -4, 4, step=0.25),
        "v": slider("outer weight v", float(start["v"]), -4, 4, step=0.25),
        "x": slider("input x", float(start["x"]), -3, 3, step=0.25),
        "y": slider("label y", 1, 0, 1),
    }
    return Explorer(prepare_graph, presets=PRESETS, **controls)
