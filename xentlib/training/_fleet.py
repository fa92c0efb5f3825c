"""Many networks of one shape side by side: arrays of recipes by seeds by rows by columns."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from numpy.typing import NDArray

from xentlib import draws
from xentlib.training._recipe import Recipe

MEMORY = 0.9  # of the running mean and variance of batch normalisation, per step
LEAST = 1e-3  # what is added to a variance, as Keras does


def column(values: Sequence[Any]) -> NDArray[np.float32]:
    """One number for each recipe, before seeds, rows and columns."""
    return np.asarray(values, "float32").reshape(-1, 1, 1, 1)


def first_layers(sizes: Sequence[int], seed: int) -> list[NDArray[np.float32]]:
    """Random weights of each layer, of the scale √(2 / inputs), in the last layer √(1 / inputs)."""
    layers = []
    for layer, (d, m) in enumerate(pairwise(sizes)):
        scale = np.sqrt((1 if layer == len(sizes) - 2 else 2) / d)
        rng = np.random.default_rng([seed, layer, d, m])
        layers.append((scale * draws.normal(rng, (d, m))).astype("float32"))
    return layers


class Rates(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate for every step and every recipe; `past` counts the steps before a rebuild."""

    def __init__(self, table: NDArray[Any]) -> None:
        self.table = ops.convert_to_tensor(table, "float32")
        self.past = tf.Variable(0)

    def __call__(self, step: Any) -> Any:
        """Return the rates of a step."""
        return ops.reshape(self.table[self.past + ops.cast(step, "int32")], (-1, 1, 1, 1))

    def get_config(self) -> dict[str, Any]:
        """Return nothing: a fleet is not saved."""
        return {}


class Fleet:
    """The networks of recipes of one family, one for each recipe and seed."""

    def __init__(self, recipes: Sequence[Recipe], sizes: Sequence[int], seeds: int) -> None:
        self.recipes, self.one, self.seeds = recipes, recipes[0], seeds
        first = self.each("first")
        drawn = zip(*(first_layers(sizes, seed) for seed in range(seeds)), strict=True)
        self.weights = [keras.Variable(first * np.stack(layer)) for layer in drawn]
        self.biases = [self._variable(m, 0.0) for m in sizes[1:]]
        hidden = sizes[1:-1] if self.one.batch_norm else ()
        self.gains = [self._variable(m, 1.0) for m in hidden]
        self.running = [(self._variable(m, 0.0), self._variable(m, 1.0)) for m in hidden]
        self.taken, self.factor = (
            np.stack(
                [np.broadcast_to(np.asarray(r.inputs[part], "float32"), sizes[0]) for r in recipes]
            )
            for part in (0, 1)
        )

    def each(self, name: str) -> NDArray[np.float32]:
        """Return a number of every recipe, ready to be combined with arrays of the fleet."""
        return column([getattr(recipe, name) for recipe in self.recipes])

    def _variable(self, m: int, value: float) -> Any:
        shape = (len(self.recipes), self.seeds, 1, m)
        return keras.Variable(np.full(shape, value, "float32"))

    @property
    def learnt(self) -> list[Any]:
        """What the optimiser changes, the weights first."""
        return [*self.weights, *self.biases, *self.gains]

    def optimiser(self, rates: Rates) -> Any:
        """Make one optimiser for all networks: each of its formulas acts number by number."""
        more = {"weight_decay": self.each("decay")} if self.one.decay else {}
        made = self.one.optimiser(learning_rate=rates, **more)
        made.exclude_from_weight_decay(var_list=self.learnt[len(self.weights) :])
        made.build(self.learnt)
        return made

    def logits(self, x: Any, *, training: bool = False, masks: Any = None) -> Any:
        """Carry rows to logits: the same rows for all networks, or a batch for each."""
        a = (x - self.taken[:, None, None]) * self.factor[:, None, None]
        for layer, (weights, b) in enumerate(zip(self.weights[:-1], self.biases[:-1], strict=True)):
            u = ops.matmul(a, weights)
            if self.gains:
                u = self.gains[layer] * self._normalised(u, self.running[layer], training=training)
            h = getattr(ops, self.one.unit)(u + b)
            h = h if masks is None else h * masks[layer]
            a = a + h if self.one.skip and layer else h
        return ops.matmul(a, self.weights[-1]) + self.biases[-1]

    @staticmethod
    def _normalised(u: Any, running: tuple[Any, Any], *, training: bool) -> Any:
        mean, variance = running
        if training:
            now = ops.mean(u, -2, keepdims=True), ops.var(u, -2, keepdims=True)
            for kept, value in zip(running, now, strict=True):
                kept.assign(MEMORY * kept + (1 - MEMORY) * value)
            mean, variance = now
        return (u - mean) / ops.sqrt(variance + LEAST)

    def penalty(self) -> Any:
        """Penalty of each network on its weights, in nats."""
        l1, l2 = self.each("l1")[..., 0, 0], self.each("l2")[..., 0, 0]
        if not (l1.any() or l2.any()):
            return 0.0
        return sum(
            l1 * ops.sum(ops.abs(W), (-1, -2)) + l2 / 2 * ops.sum(W * W, (-1, -2))
            for W in self.weights
        )

    def masks(self, rows: Any, seed: Any) -> Any:
        """Tell what dropout multiplies units by, from the same random numbers in all recipes."""
        drop = self.each("dropout")
        if not drop.any():
            return None
        shape = (self.one.depth, 1, self.seeds, rows, self.one.width)
        kept = ops.cast(tf.random.stateless_uniform(shape, seed) >= drop, "float32")
        return kept / (1 - drop)

    def clipped(self, slopes: list[Any]) -> tuple[list[Any], Any]:
        """Shorten the gradient of each network, and tell how long each was."""
        length = ops.sqrt(sum(ops.sum(g * g, (-1, -2), keepdims=True) for g in slopes))
        if np.isfinite(self.each("clip")).any():
            factor = ops.minimum(1.0, self.each("clip") / ops.maximum(length, 1e-12))
            slopes = [g * factor for g in slopes]
        return slopes, length[..., 0, 0]
