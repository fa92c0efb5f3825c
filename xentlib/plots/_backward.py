"""A small graph of operations, run forwards for its values and backwards for its slopes."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from xentlib._door.numbers import as_number
from xentlib.numerics import log_sigmoid, sigmoid

Node = float | tuple[str, ...]
Graph = Mapping[str, Node]


class Operation(NamedTuple):
    """What a node does to its inputs: its sign, its value, and its slope in each of them."""

    sign: str
    value: Callable[..., float]
    slopes: Callable[..., tuple[float, ...]]
    inputs: int


def _loss(z: float, y: float) -> float:
    yes, no = log_sigmoid(np.array([z, -z]))
    return float(-y * yes - (1 - y) * no)


OPERATIONS = {
    "times": Operation("×", lambda a, b: a * b, lambda a, b: (b, a), 2),
    "plus": Operation("+", lambda a, b: a + b, lambda _a, _b: (1.0, 1.0), 2),
    "tanh": Operation("tanh", lambda u: float(np.tanh(u)), lambda u: (1 - np.tanh(u) ** 2,), 1),
    "relu": Operation("ReLU", lambda u: max(u, 0.0), lambda u: (float(u > 0),), 1),
    "loss": Operation("loss", _loss, lambda z, y: (float(sigmoid(np.array(z))) - y, -z), 2),
}


def checked(graph: Graph) -> dict[str, Node]:
    """Return a graph whose nodes stand after their inputs and know what they do.

    Parameters
    ----------
    graph : mapping of str to float or tuple of str
        Inputs by their numbers; other nodes as ``(operation, input, …)``.

    Returns
    -------
    dict
        The same, with numbers as floats.

    Raises
    ------
    TypeError, ValueError
        If a node is neither, its operation is unknown, or an input of it does not stand before it.
    """
    nodes: dict[str, Node] = {}
    for name, node in graph.items():
        if isinstance(node, tuple):
            _demand_inputs(name, node, nodes)
            nodes[name] = node
        else:
            nodes[name] = as_number(node, f"graph[{name!r}]", low=-np.finfo(float).max)
    if not any(isinstance(node, tuple) for node in nodes.values()):
        raise ValueError(
            f"graph must hold at least one operation; got {', '.join(nodes) or 'none'}"
        )
    return nodes


def _demand_inputs(name: str, node: tuple[str, ...], before: Mapping[str, Node]) -> None:
    operation = OPERATIONS.get(node[0]) if node else None
    if operation is None:
        known = ", ".join(OPERATIONS)
        raise ValueError(f"graph[{name!r}] must begin with one of {known}; got {node!r}")
    if len(node) != 1 + operation.inputs or not before.keys() >= set(node[1:]):
        there = ", ".join(before) or "none"
        raise ValueError(
            f"graph[{name!r}] must name {operation.inputs} of the nodes before it, {there}; "
            f"got {node!r}"
        )


def run(graph: Mapping[str, Node]) -> tuple[dict[str, float], dict[str, float]]:
    """Run a checked graph forwards, then backwards from its last node.

    Parameters
    ----------
    graph : dict
        As `checked` returns it.

    Returns
    -------
    values, slopes : dict of str to float
        Of each node: its value, and the slope of the last node in it.

    References
    ----------
    Linnainmaa (1976), Taylor expansion of the accumulated rounding error, BIT 16.
    doi:10.1007/BF01931367

    Examples
    --------
    >>> run({"x": 3.0, "square": ("times", "x", "x")})
    ({'x': 3.0, 'square': 9.0}, {'x': 6.0, 'square': 1.0})
    """
    values: dict[str, float] = {}
    for name, node in graph.items():
        if isinstance(node, tuple):
            values[name] = OPERATIONS[node[0]].value(*(values[one] for one in node[1:]))
        else:
            values[name] = node
    slopes = dict.fromkeys(values, 0.0) | {[*values][-1]: 1.0}
    for name, node in reversed([*graph.items()]):
        if isinstance(node, tuple):
            local = OPERATIONS[node[0]].slopes(*(values[one] for one in node[1:]))
            for one, slope in zip(node[1:], local, strict=True):
                slopes[one] += float(slopes[name] * slope)
    return values, slopes
