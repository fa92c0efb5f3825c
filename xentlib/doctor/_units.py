"""Units that are 0 for every example."""

import math
from typing import Any

import numpy as np

from xentlib.doctor._evidence import BATCH, Evidence, take
from xentlib.training import keras

RARE = 1e-4  # chance of a false alarm


def dead_layers(case: Evidence) -> list[tuple[str, int, int]]:
    """Name, dead units and units of each relu layer with more dead ones than chance gives.

    With random weights of either sign and biases of 0, a unit and its mirror image (all weights
    negated) can't both be dead: at most one unit of two is dead, on average. So more than half are
    tested by the binomial distribution.
    """
    outputs = [layer.output for layer in _relus(case.model)]
    if not outputs or not getattr(case.model, "outputs", None):
        return []
    model = case.model
    whole = model.inputs[0] if isinstance(model, keras.Sequential) else model.input
    part = keras.Model(whole, outputs)
    most = [np.zeros(output.shape[-1]) for output in outputs]
    for i in range(0, case.n, 8 * BATCH):
        found = part(take(case.x, slice(i, i + 8 * BATCH)), training=False)
        for seen, layer in zip(most, keras.tree.flatten(found), strict=True):
            a = keras.ops.convert_to_numpy(layer)
            np.maximum(seen, a.reshape(-1, a.shape[-1]).max(0), out=seen)
    names = [layer.name for layer in _relus(model)]
    counts = [
        (name, int((seen <= 0).sum()), len(seen)) for name, seen in zip(names, most, strict=True)
    ]
    return [found for found in counts if _by_chance(*found[1:]) < RARE]


def _relus(model: Any) -> list[Any]:
    """Layers whose last step is a relu."""
    relu = keras.activations.relu
    return [
        layer
        for layer in model.layers
        if getattr(layer, "activation", None) is relu or type(layer).__name__ == "ReLU"
    ]


def _by_chance(dead: int, units: int) -> float:
    """Probability of so many dead units or more, if each is dead with probability ½."""
    return sum(math.comb(units, j) for j in range(dead, units + 1)) / 2**units
