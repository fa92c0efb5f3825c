"""Epochs of a fleet, each as one graph, and what they leave behind."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf
from keras import ops
from numpy.typing import NDArray

from xentlib.training._fleet import Fleet, Rates
from xentlib.training._recipe import Recipe, cross_entropy


class Data(NamedTuple):
    """What a fleet learns from, and what it is priced on."""

    x: NDArray[Any]  # (1 + variants, n, d)
    y: NDArray[Any]  # (n,)
    held_x: NDArray[Any]
    held_y: NDArray[Any]

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return int(max(self.y.max(), self.held_y.max())) + 1


def batch_orders(n: int, epochs: int, seed: int) -> NDArray[np.int64]:
    """Order of the training examples in each epoch, for every recipe of a seed.

    Parameters
    ----------
    n, epochs : int
        Number of examples, and of epochs.
    seed : int
        Which of the runs.

    Returns
    -------
    ndarray of int, shape (epochs, n)

    Raises
    ------
    ValueError
        If `seed` is below 0.

    Examples
    --------
    >>> batch_orders(4, 2, 0)
    array([[1, 2, 0, 3],
           [3, 0, 1, 2]])
    """
    rng = np.random.default_rng([seed, 1])
    return np.argsort(rng.random((epochs, n)), axis=1)


class Lap:
    """A fleet, its optimiser, and the graph of an epoch."""

    def __init__(self, recipes: Sequence[Recipe], data: Data, seeds: int) -> None:
        self.one, self.data = recipes[0], data
        n, d = data.x.shape[1:]
        sizes = [d, *[self.one.width] * self.one.depth, data.classes]
        self.fleet = Fleet(recipes, sizes, seeds)
        self.steps = -(-n // self.one.batch)
        share = np.arange(self.steps * self.one.epochs) / (self.steps * self.one.epochs)
        table = np.stack([r.rate * r.schedule(share) for r in recipes], axis=1)
        self.rates = Rates(table)
        self.optimiser = self.fleet.optimiser(self.rates)
        self.begin = [v.value.numpy() for v in self.optimiser.variables]
        self._x, self._y = tf.constant(data.x), tf.one_hot(data.y, data.classes)
        self._held = tf.constant(data.held_x), tf.one_hot(data.held_y, data.classes)
        self.run = tf.function(self._run, autograph=False)

    def forget(self, epoch: int) -> None:
        """Make the optimiser as new: what it has added up is 0, and its count begins anew."""
        self.rates.past.assign(epoch * self.steps)
        for variable, value in zip(self.optimiser.variables, self.begin, strict=True):
            variable.assign(value)

    def _run(self, order: Any, chance: Any, epoch: Any) -> tuple[Any, ...]:
        def step(i: Any, losses: Any, lengths: Any) -> tuple[Any, ...]:
            few = slice(i * self.one.batch, (i + 1) * self.one.batch)
            seed = tf.stack([epoch, i])
            loss, length = self._step(order[:, few], chance[:, few], seed)
            return i + 1, losses.write(i, loss), lengths.write(i, length)

        empty = [tf.TensorArray("float32", self.steps) for _ in range(2)]
        _, losses, lengths = tf.while_loop(lambda i, *_: i < self.steps, step, (0, *empty))
        return losses.stack(), lengths.stack()

    def price(self) -> tuple[Any, Any, Any]:
        """Price held-out examples, tell their logits, and the mean price of the training ones."""
        x, masses = self._held
        logits = self.fleet.logits(x)
        train = ops.mean(cross_entropy(self._y, self.fleet.logits(self._x[0])), -1)
        return cross_entropy(masses, logits), logits, train

    def _step(self, few: Any, chance: Any, seed: Any) -> tuple[Any, Any]:
        x, masses = self._examples(few, chance), tf.gather(self._y, few)
        masks = self.fleet.masks(tf.shape(few)[1], seed)
        variables = [v.value for v in self.fleet.learnt]
        with tf.GradientTape() as tape:
            logits = self.fleet.logits(x, training=True, masks=masks)
            loss = ops.mean(self.one.loss(masses, logits), -1)
            total = loss + self.fleet.penalty()  # of each network: the tape adds them up
        slopes, length = self.fleet.clipped(tape.gradient(total, variables))
        self.optimiser.apply(slopes, self.fleet.learnt)
        return loss, length

    def _examples(self, few: Any, chance: Any) -> Any:
        """Return the batch of each seed; of each recipe, too, if variants replace some examples."""
        share = self.fleet.each("augment")[..., 0]
        if not share.any():
            return tf.gather(self._x[0], few)
        variants = len(self.data.x) - 1
        which = tf.cast(chance / np.maximum(share, 1e-9) * variants, "int32") + 1
        which = tf.where(chance < share, tf.minimum(which, variants), 0)
        return tf.gather_nd(self._x, tf.stack([which, tf.broadcast_to(few, tf.shape(which))], -1))


def train(
    recipes: Sequence[Recipe], data: Data, seeds: int, each: bool, curves: bool
) -> list[NDArray[Any]]:
    """Bits, prices, logits, training bits, losses and lengths, recipes first."""
    lap, one, n = Lap(recipes, data, seeds), recipes[0], len(data.y)
    often = each or curves
    price = tf.function(lap.price, autograph=False) if often else lap.price
    orders = np.stack([batch_orders(n, one.epochs, seed) for seed in range(seeds)])
    chances = np.stack(
        [np.random.default_rng([seed, 2]).random((one.epochs, n)) for seed in range(seeds)]
    ).astype("float32")
    found, walks, prices = [], [], list[NDArray[Any]]()
    for epoch in range(one.epochs):
        if one.rebuild and epoch and epoch % one.rebuild == 0:
            lap.forget(epoch)
        order = tf.constant(orders[:, epoch], "int32")
        walks.append(lap.run(order, tf.constant(chances[:, epoch]), tf.constant(epoch)))
        if often or epoch == one.epochs - 1:
            held, logits, nats = (part.numpy() for part in price())
            prices = [*(prices if each else []), held / np.float32(np.log(2))]
            found.append([prices[-1].mean(-1, dtype=np.float64), nats])
    bits, nats = (np.stack(part, 2) for part in zip(*found, strict=True))
    steps, lengths = (np.moveaxis(np.concatenate(walk), 0, -1) for walk in zip(*walks, strict=True))
    return [bits, np.stack(prices, 2), logits, nats / np.float32(np.log(2)), steps, lengths]
