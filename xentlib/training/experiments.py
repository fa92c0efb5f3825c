"""Experiments on training: many networks at once, priced in held-out bits for every seed."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_float
from xentlib._door.numbers import as_whole
from xentlib._door.targets import as_ids
from xentlib.numerics import FloatArray
from xentlib.training._fleet import first_layers
from xentlib.training._lap import Data, train
from xentlib.training._recipe import Recipe


@dataclass(frozen=True)
class Runs:
    """What the networks of one recipe did, a row for each seed.

    Attributes
    ----------
    recipe : Recipe
        How they were trained.
    bits : ndarray of float, shape (seeds, epochs) or (seeds, 1)
        Held-out bits per example after each epoch, or after the last.
    prices : ndarray of float, shape (seeds, 1, n) or (seeds, epochs, n)
        Bits of each held-out example after the last epoch, or after each.
    logits : ndarray of float, shape (seeds, n, k)
        Of the held-out examples, after the last epoch.
    train : ndarray of float, shape (seeds, epochs) or (seeds, 1)
        Bits per training example, without dropout or penalty, after each epoch or after the last.
    steps, lengths : ndarray of float, shape (seeds, steps)
        Loss of each batch just before its step, in nats, and length of the gradient, unclipped.
    """

    recipe: Recipe
    bits: FloatArray
    prices: FloatArray
    logits: FloatArray
    train: FloatArray
    steps: FloatArray
    lengths: FloatArray

    @property
    def last(self) -> FloatArray:
        """Held-out bits of each example after the last epoch, of shape (seeds, n)."""
        return self.prices[:, -1]


def side_by_side(
    recipes: Mapping[str, Recipe],
    x: ArrayLike,
    y: ArrayLike,
    held_out: tuple[ArrayLike, ArrayLike],
    *,
    seeds: int = 8,
    variants: Sequence[ArrayLike] = (),
    each_epoch: bool = False,
    curves: bool = True,
) -> dict[str, Runs]:
    """Train networks of several recipes, each from several seeds, and price held-out examples.

    Networks of one shape, optimiser and batch size are trained at once, as arrays with two more
    axes. All recipes of a seed share its first weights (where the shapes agree), its batches and
    its random numbers, so their results may be compared in pairs.

    Parameters
    ----------
    recipes : mapping of str to Recipe
        What is tried.
    x : array_like of shape (n, d)
        Training inputs.
    y : array_like of int, shape (n,)
        Class ids.
    held_out : tuple of array_like
        Inputs and class ids that are priced after every epoch.
    seeds : int, default=8
        Networks of each recipe.
    variants : sequence of array_like of shape (n, d)
        Other versions of `x`, for recipes that `augment`.
    each_epoch : bool, default=False
        Whether the price of each example is kept after each epoch, and not after the last alone.
    curves : bool, default=True
        Whether mean prices are known after each epoch. Where the last alone counts, as in a
        comparison, False saves up to half of the time; then `bits` and `train` have one column.

    Returns
    -------
    dict of str to Runs
        In the order of `recipes`.

    Raises
    ------
    TypeError, ValueError
        If the inputs are no finite numbers, labels no class ids, or shapes don't fit.

    Examples
    --------
    >>> x, y = np.eye(4), np.arange(4)
    >>> found = side_by_side({"slow": Recipe(rate=0.01)}, x, y, (x, y), seeds=2)
    >>> found["slow"].bits.shape
    (2, 40)
    """
    data = _checked(x, y, held_out, variants)
    families: dict[Any, dict[str, Recipe]] = {}
    for name, recipe in recipes.items():
        families.setdefault(recipe.family, {})[name] = recipe
    found = {}
    for family in families.values():
        with _swept():  # a graph and its fleet hold each other
            parts = train([*family.values()], data, as_whole(seeds, "seeds"), each_epoch, curves)
        for i, (name, recipe) in enumerate(family.items()):
            found[name] = Runs(recipe, *(part[i] for part in parts))
    return {name: found[name] for name in recipes}


@contextmanager
def _swept() -> Iterator[None]:
    """Free what was made inside, and don't look at the many objects that were there before."""
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()


def _checked(x: ArrayLike, y: ArrayLike, held: tuple[Any, Any], variants: Sequence[Any]) -> Data:
    inputs = [as_float(rows, "x") for rows in (x, *variants, held[0])]
    for rows in inputs:
        if rows.ndim != 2 or rows.shape[1] != inputs[0].shape[1]:
            raise ValueError(f"x must have the shape (n, d) everywhere; got {rows.shape}")
    if any(rows.shape != inputs[0].shape for rows in inputs[1:-1]):
        raise ValueError(f"variants must have the shape of x, {inputs[0].shape}")
    k = 1 + max(int(np.asarray(labels).max()) for labels in (y, held[1]))
    ids = [as_ids(labels, k, "y") for labels in (y, held[1])]
    for rows, labels in zip((inputs[0], inputs[-1]), ids, strict=True):
        if labels.shape != rows.shape[:1]:
            raise ValueError(f"y must have a label for each row of x; got {labels.shape}")
    return Data(
        np.stack(inputs[:-1]).astype("float32"), ids[0], inputs[-1].astype("float32"), ids[1]
    )


def first_weights(recipe: Recipe, inputs: int, classes: int, seed: int) -> list[FloatArray]:
    """Weights and biases that a network starts from, in the order of Keras' `set_weights`.

    Parameters
    ----------
    recipe : Recipe
        Of the network.
    inputs, classes : int
        Numbers of features and of classes.
    seed : int
        Which of its runs.

    Returns
    -------
    list of ndarray of float32

    Raises
    ------
    ValueError
        If `seed` is below 0.

    Examples
    --------
    >>> [part.shape for part in first_weights(Recipe(), 64, 10, seed=0)]
    [(64, 32), (32,), (32, 10), (10,)]
    """
    layers = first_layers([inputs, *[recipe.width] * recipe.depth, classes], seed)
    return [
        part
        for weights in layers
        for part in (np.float32(recipe.first) * weights, np.zeros(weights.shape[1], "float32"))
    ]
