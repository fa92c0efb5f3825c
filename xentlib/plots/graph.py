"""A graph of operations with its numbers: values forwards, slopes backwards."""

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text

from xentlib.plots._backward import OPERATIONS, Graph, Node, checked, run
from xentlib.plots._parts import axes_or_new

ARROW: dict[str, Any] = {
    "arrowstyle": "-|>",
    "mutation_scale": 11,
    "color": "0.45",
    "lw": 1.2,
    "zorder": 1,
    "shrinkA": 17,  # points that an arrow keeps away from the middle of a node
    "shrinkB": 17,
}
VALUE: dict[str, Any] = {"va": "bottom", "color": "black"}
BEHIND: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}  # hides arrows
SLOPE: dict[str, Any] = {"va": "top", "color": "#0050a0", "style": "italic", "bbox": BEHIND}
SMALL = 0.01  # below it three digits after the point say too little
KEY = "above a node: its value\nbelow, in italics: the slope of {} in it"


class GraphPicture:
    """A graph on prepared Axes, whose inputs can change: the numbers follow.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    graph : dict
        As `xentlib.plots._backward.checked` returns it.
    slopes : bool, default=True
        Whether to write the slopes.
    """

    def __init__(self, ax: Axes, graph: Mapping[str, Node], *, slopes: bool = True) -> None:
        self.graph, self.slopes = dict(graph), slopes
        self.places = places(graph)
        self.above = {name: self._text(ax, name, 0.27, VALUE) for name in graph}
        self.below = {name: self._text(ax, name, -0.27, SLOPE) for name in graph}
        _draw_nodes(ax, graph, self.places)
        arcs = [_draw_arrow(ax, self.places[a], self.places[b]) for a, b in _edges(graph)]
        columns, rows = (list(side) for side in zip(*self.places.values(), strict=True))
        top = 1.5 if any(arcs) else 0.75
        ax.set(xlim=(-0.6, max(columns) + 0.6), ylim=(min(rows) - 0.75, top))
        ax.set_axis_off()
        *_, last = graph
        key = KEY.format(last) if slopes else KEY.partition("\n")[0]
        place: dict[str, Any] = {"transform": ax.transAxes, "ha": "right", "va": "bottom"}
        ax.text(1, 0, key, fontsize=9.5, color="0.25", **place)

    def _text(self, ax: Axes, name: str, up: float, look: Mapping[str, Any]) -> Text:
        x, y = self.places[name]
        return ax.text(x, y + up, "", ha="center", **look)

    def move(self, **inputs: float) -> tuple[dict[str, float], dict[str, float]]:
        """Set inputs, and write values and slopes anew.

        Parameters
        ----------
        **inputs
            Numbers for some of the inputs, by name.

        Returns
        -------
        values, slopes : dict of str to float
            What is written now.
        """
        self.graph |= inputs
        values, slopes = run(self.graph)
        for name, value in values.items():
            given = not isinstance(self.graph[name], tuple)
            self.above[name].set_text(written(value) if given else f"{name} = {written(value)}")
            self.below[name].set_text(written(slopes[name], "+") if self.slopes else "")
        return values, slopes


def written(value: float, sign: str = "") -> str:
    """Write a number with at most three digits after the point, a tiny one with two that count.

    >>> written(-0.25), written(2.0), written(0.66667, "+"), written(-0.000304)
    ('−0.25', '2', '+0.667', '−0.0003')
    >>> written(0.0000456), written(0.0)
    ('4.6e−05', '0')
    """
    if 0 < abs(value) < SMALL:
        return f"{value:{sign}.2g}".replace("-", "−")
    number = f"{value + 0.0:{sign}.3f}".rstrip("0").rstrip(".")
    return number.replace("-", "−") if float(number) else "0"


def places(graph: Mapping[str, Node]) -> dict[str, tuple[int, int]]:
    """Column and row of each node: operations as far right as their inputs demand.

    An input stands one column before the first node that takes it, below the operations there.

    >>> places({"x": 1.0, "w": 2.0, "m": ("times", "w", "x"), "b": 3.0, "u": ("plus", "m", "b")})
    {'x': (0, 0), 'w': (0, -1), 'm': (1, 0), 'b': (1, -1), 'u': (2, 0)}
    """
    columns = dict.fromkeys(graph, 0)
    for name, node in graph.items():
        if isinstance(node, tuple):
            columns[name] = 1 + max(columns[one] for one in node[1:])
    for name, node in graph.items():
        takers = [columns[b] for a, b in _edges(graph) if a == name]
        if not isinstance(node, tuple) and takers:
            columns[name] = min(takers) - 1
    order = sorted(graph, key=lambda name: not isinstance(graph[name], tuple))
    rows = {name: _before(name, order, columns) for name in order}
    return {name: (columns[name], -rows[name]) for name in graph}


def _before(name: str, order: list[str], columns: Mapping[str, int]) -> int:
    return sum(columns[other] == columns[name] for other in order[: order.index(name)])


def _edges(graph: Mapping[str, Node]) -> list[tuple[str, str]]:
    nodes = [(name, node) for name, node in graph.items() if isinstance(node, tuple)]
    return [(one, name) for name, node in nodes for one in node[1:]]


def _draw_nodes(ax: Axes, graph: Mapping[str, Node], where: Mapping[str, tuple[int, int]]) -> None:
    for name, node in graph.items():
        operation = isinstance(node, tuple)
        shape, face = ("o", "white") if operation else ("s", "0.9")
        ax.scatter(*where[name], s=900, marker=shape, facecolor=face, edgecolor="0.35", zorder=2)
        sign = OPERATIONS[node[0]].sign if isinstance(node, tuple) else name
        size = 9 if len(sign) > 1 else 12
        ax.annotate(sign, where[name], ha="center", va="center", fontsize=size, zorder=3)


def _draw_arrow(ax: Axes, start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Draw an arrow, and say whether it had to go over other nodes."""
    over = end[0] - start[0] > 1 and start[1] == end[1]
    bend = f"arc3,rad={-0.45 if over else 0}"
    ax.add_patch(FancyArrowPatch(start, end, connectionstyle=bend, **ARROW))
    return over


def plot_graph(graph: Graph, *, slopes: bool = True, ax: Axes | None = None) -> Axes:
    """Draw a graph of operations with its values and, run backwards, its slopes.

    Parameters
    ----------
    graph : mapping of str to float or tuple of str
        Inputs by their numbers; every other node as ``(operation, input, …)``, after its inputs.
        The operations are "times", "plus", "tanh", "relu", and "loss" of a logit and a label.
        Slopes are those of the last node.
    slopes : bool, default=True
        Whether to write the slopes, too.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture. Squares are inputs, circles are operations.

    Raises
    ------
    TypeError, ValueError
        If a node is neither a number nor an operation on nodes before it, or `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_graph({"w": 3.0, "x": 2.0, "z": ("times", "w", "x")})
    >>> ax.get_title(loc="left")
    'z = 6; its slope in w is +2'
    """
    nodes, ax = checked(graph), axes_or_new(ax)
    values, seen = GraphPicture(ax, nodes, slopes=slopes).move()
    first, *_, last = nodes
    said = f"; its slope in {first} is {written(seen[first], '+')}" if slopes else ""
    ax.set_title(f"{last} = {written(values[last])}{said}", loc="left")
    return ax
