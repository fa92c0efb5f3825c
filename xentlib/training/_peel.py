"""A model without its last activation: what computes its logits."""

from collections.abc import Callable
from typing import Any

import keras
from keras import activations

Tensor = Any
LINKS = activations.softmax, activations.sigmoid, activations.log_softmax
LINEAR = keras.layers.Add, keras.layers.Subtract, keras.layers.Rescaling
IDLE = keras.layers.Identity, keras.layers.Dropout, keras.layers.ActivityRegularization
CURE = "take the activation off, and let the model end in its logits"


class _WithoutActivation:
    """A layer as it is, weights and all, but for its activation."""

    activation = staticmethod(activations.linear)

    def __init__(self, layer: Any) -> None:
        self._layer = layer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._layer, name)


def logits_of(model: keras.Model) -> Callable[[Any], Tensor]:
    """Give what computes the logits of a built model, which it leaves alone."""
    outputs = getattr(model, "outputs", None)
    if not outputs:
        raise TypeError(
            f"model must be Sequential or functional, so that its last layer can be found; got "
            f"{type(model).__name__}: if it ends in its logits, call it"
        )
    if len(outputs) != 1:
        raise ValueError(f"model must have one output; got {len(outputs)}")
    return _peeled(model, outputs[0])


def _peeled(model: Any, output: Any) -> Callable[[Any], Tensor]:
    """Give what computes a tensor of the model before the activation that made it."""
    layer, node = _origin(output)
    if isinstance(layer, keras.Model):
        inner = logits_of(layer)
        body = _up_to(model, node.input_tensors[0])
        return lambda x: inner(body(x))
    if isinstance(layer, IDLE):
        return _peeled(model, node.input_tensors[0])
    if _is_link(layer):
        return _up_to(model, node.input_tensors[0])
    activation = getattr(layer, "activation", None)
    if isinstance(layer, LINEAR) or activation is activations.linear:
        return _up_to(model, output)
    if activation not in LINKS:
        raise ValueError(
            f"model must end in a linear layer, a softmax or a sigmoid; got "
            f"{_described(layer, activation)}: {CURE}"
        )
    body, bare = _up_to(model, node.input_tensors[0]), _WithoutActivation(layer)
    return lambda x: type(layer).call(bare, body(x))


def _origin(output: Any) -> tuple[Any, Any]:
    """Layer that made a tensor, and the place in the graph where it did."""
    history = output._keras_history
    return history.operation, history.operation._inbound_nodes[history.node_index]


def _is_link(layer: Any) -> bool:
    """Whether a layer, or an operation of `keras.ops`, is nothing but a softmax or a sigmoid."""
    if isinstance(layer, keras.layers.Activation):
        return layer.activation in LINKS
    return type(layer).__name__ in ("Softmax", "Sigmoid", "LogSoftmax")


def _up_to(model: Any, tensor: Any) -> Callable[[Any], Tensor]:
    """Give the part of the model that ends in one of its tensors."""
    if tensor is model.outputs[0]:
        return lambda x: model(x, training=False)
    if len(model.inputs) == 1 and tensor is model.inputs[0]:
        return lambda x: keras.ops.convert_to_tensor(keras.tree.flatten(x)[0])
    whole = model.inputs[0] if isinstance(model, keras.Sequential) else model.input
    part = keras.Model(whole, tensor)
    return lambda x: part(x, training=False)


def _described(layer: Any, activation: Any) -> str:
    kind = type(layer).__name__
    if activation is None:
        return f"a layer {kind}"
    return f"a layer {kind} with the activation {getattr(activation, '__name__', activation)!r}"
