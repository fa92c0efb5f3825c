"""Units that are 0 for every example."""

import math
from typing import Any, NamedTuple

import numpy as np

from xentlib.doctor._evidence import BATCH, Evidence, take
from xentlib.training import keras


class Layer(NamedTuple):
    """A layer of relus: how many of its units are dead, and how probable so many are."""

    name: str
    dead: int
    units: int

    @property
    def chance(self) -> float:
        """Probability of so many dead units or more, if each is dead with probability ½.

        With random weights of either sign and biases of 0, a unit and its mirror image (all weights
        negated) can't both be 0 for every example: on average, at most one in two is dead.
        """
        n, k = self.units, self.dead
        return sum(math.comb(n, j) for j in range(k, n + 1)) / 2**n


def relu_layers(case: Evidence) -> list[Layer]:
    """Count the units of each relu layer that are 0 for all examples of x."""
    model = case.model
    if not getattr(model, "outputs", None):
        return []
    named = _relus(model)
    if not named:
        return []
    whole = model.inputs[0] if isinstance(model, keras.Sequential) else model.input
    part = keras.Model(whole, [tensor for _, tensor in named])
    most = [np.zeros(tensor.shape[-1]) for _, tensor in named]
    for i in range(0, case.n, 8 * BATCH):
        found = part(take(case.x, slice(i, i + 8 * BATCH)), training=False)
        for seen, tensor in zip(most, keras.tree.flatten(found), strict=True):
            a = keras.ops.convert_to_numpy(tensor).astype(np.float64)
            np.maximum(seen, a.reshape(-1, a.shape[-1]).max(0), out=seen)
    return [
        Layer(name, int((seen <= 0).sum()), len(seen))
        for (name, _), seen in zip(named, most, strict=True)
    ]


def _relus(model: Any) -> list[tuple[str, Any]]:
    """Layers whose last step is a relu, with the tensors that they give, nested models too."""
    found = []
    for layer in model.layers:
        if isinstance(layer, keras.Model) and getattr(layer, "outputs", None):
            inner = _relus(layer)
            if inner:
                part = keras.Model(layer.inputs[0], [tensor for _, tensor in inner])
                given = keras.tree.flatten(part(_source(model, layer)))
                found += [(name, t) for (name, _), t in zip(inner, given, strict=True)]
        elif _is_relu(layer):
            found.append((layer.name, layer.output))
    return found


def _source(model: Any, layer: Any) -> Any:
    """Tensor of the outer model that goes into a nested one."""
    mine = {id(node) for nodes in model._nodes_by_depth.values() for node in nodes}
    (node, *_) = [node for node in layer._inbound_nodes if id(node) in mine] or [
        layer._inbound_nodes[-1]
    ]
    return node.input_tensors[0]


def _is_relu(layer: Any) -> bool:
    if type(layer).__name__ == "ReLU" or type(layer).__name__ == "Relu":
        return True
    return getattr(layer, "activation", None) is keras.activations.relu
