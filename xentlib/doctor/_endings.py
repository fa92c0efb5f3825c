"""How a model ends: the functions behind its last numbers."""

from typing import Any, NamedTuple

from xentlib.training import keras

LINKS = {
    keras.activations.softmax: "softmax",
    keras.activations.sigmoid: "sigmoid",
    keras.activations.log_softmax: "log_softmax",
    keras.activations.tanh: "tanh",
    keras.activations.softsign: "softsign",
    keras.activations.relu: "relu",
}
_NAMES = {
    "Softmax": "softmax",
    "Sigmoid": "sigmoid",
    "LogSoftmax": "log_softmax",
    "Tanh": "tanh",
    "ReLU": "relu",
}
_PASSING = (
    keras.layers.Identity,
    keras.layers.Dropout,
    keras.layers.ActivityRegularization,
    keras.layers.Reshape,
    keras.layers.Flatten,
)


class Ending(NamedTuple):
    """What is known of a model's last functions by its structure.

    `links` are named from the last one backwards; `known` tells whether all that follows the last
    layer with weights was understood.
    """

    links: tuple[str, ...]
    axes: tuple[int, ...]
    known: bool


def ending_of(model: Any) -> Ending:
    """Look at the graph of a Sequential or functional model; of others, nothing is known."""
    outputs = getattr(model, "outputs", None)
    if not outputs:
        return Ending((), (), False)
    links: list[str] = []
    axes: list[int] = []
    output: Any = outputs[0]
    while True:
        history = output._keras_history
        layer = history.operation
        if isinstance(layer, keras.Model):
            inner = ending_of(layer)
            return Ending((*links, *inner.links), (*axes, *inner.axes), inner.known)
        link, alone = _link_of(layer)
        if link:
            links.append(link)
            axes.append(getattr(layer, "axis", -1))
        elif not alone or link is None:
            return Ending(tuple(links), tuple(axes), link is not None)
        if not alone:
            return Ending(tuple(links), tuple(axes), True)
        output = layer._inbound_nodes[history.node_index].input_tensors[0]


def _link_of(layer: Any) -> tuple[str | None, bool]:
    """Name of a layer's last function, None where it is unknown; whether it is all of it."""
    name = type(layer).__name__
    if name in _NAMES:
        return _NAMES[name], True
    if isinstance(layer, _PASSING):
        return "", True
    activation = getattr(layer, "activation", None)
    alone = isinstance(layer, keras.layers.Activation)
    if activation is keras.activations.linear:
        return "", alone
    return LINKS.get(activation), alone
