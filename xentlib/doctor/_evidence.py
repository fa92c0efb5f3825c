"""The evidence: everything that the probes look at, gathered once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.doctor._charge import Charge
from xentlib.doctor._endings import Ending, ending_of
from xentlib.doctor._intake import (
    as_arrays,
    as_case_history,
    as_held_out,
    as_targets,
    demand_weights,
)
from xentlib.training import keras

Array = NDArray[Any]
MOST = 1024  # rows on which outputs are looked at
BATCH = 256
CLIP = 1e-7
ROUNDING = 1e-2  # of probabilities: what half precision leaves of a sum of 1


@dataclass(frozen=True)
class Evidence:
    """A model, its data and its history, with what was measured of them.

    `few` are the rows whose `outputs`, (m, k), were computed; `targets` is one of "ids", "one-hot",
    "multi-hot", "soft", "labels" and "numbers".
    """

    model: Any
    x: Any
    y: Array
    few: Array
    outputs: Array
    ending: Ending
    charge: Charge
    targets: str
    history: dict[str, Array]
    class_weight: dict[int, float] | None
    held_out: tuple[Any, Array] | None

    @property
    def k(self) -> int:
        """Number of outputs."""
        return int(self.outputs.shape[1])

    @property
    def n(self) -> int:
        """Number of examples."""
        return len(self.y)

    @cached_property
    def finite(self) -> bool:
        """Whether all outputs are numbers."""
        return bool(np.isfinite(self.outputs).all())

    @cached_property
    def spread(self) -> float:
        """How far the sums of the outputs' rows are from 1, at worst; infinite if one is < 0."""
        if not self.finite or self.outputs.min() < 0:
            return float("inf")
        return float(abs(self.outputs.sum(1) - 1).max())

    @cached_property
    def masses(self) -> Array:
        """Targets as numbers of shape (n, columns), whatever way they are written."""
        if self.targets != "ids":
            return self.y.reshape(len(self.y), -1).astype(np.float64)
        ids = self.y.reshape(-1).astype(np.int64)
        low, high = min(int(ids.min()), 0), max(int(ids.max()) + 1, self.k)
        return (ids[:, None] == np.arange(low, high)) * 1.0

    @cached_property
    def metrics(self) -> list[str]:
        """Names of the compiled metrics."""
        compiled = getattr(self.model, "_compile_metrics", None)
        found = []
        for part in ("_user_metrics", "_user_weighted_metrics"):
            found += keras.tree.flatten(getattr(compiled, part, None) or [])
        return [m if isinstance(m, str) else _called(m) for m in found]

    @cached_property
    def entropy(self) -> float:
        """Loss of the best forecast that is the same for all examples, in nats.

        Of labels, it is the mean over the labels, as in Keras.
        """
        p = self.masses.mean(0)
        if self.charge.link == "sigmoid":
            return float(np.mean(_surprise(p) + _surprise(1 - p)))
        return float(np.sum(_surprise(p)))

    @cached_property
    def level(self) -> float:
        """What that forecast costs in the program's own loss, with its weights and penalties.

        NaN if it is not known what the loss reads.
        """
        p = self.masses[self.few].mean(0)
        if self.charge.reads is None or len(p) != self.k:
            return float("nan")
        p = np.clip(p, CLIP, 1 - CLIP)
        if self.charge.reads == "logits":
            p = np.log(p) - (np.log1p(-p) if self.charge.link == "sigmoid" else 0)
        each = self.priced(self.few, np.broadcast_to(p, self.outputs.shape))
        penalty = sum(float(part) for part in self.model.losses)
        return float((each * self.weights[self.few]).mean()) + penalty

    @cached_property
    def weights(self) -> Array:
        """Weight of each example, as Keras takes it from the class weights."""
        if not self.class_weight:
            return np.ones(self.n)
        y = self.y.reshape(self.n, -1)
        ids = y[:, 0] if y.shape[1] == 1 else y.argmax(1)
        return np.array([self.class_weight.get(int(c), 1.0) for c in ids])

    def priced(self, rows: Array, outputs: Array) -> Array:
        """Compute the loss of some rows; NaN where the loss does not take these targets."""
        try:
            return self.charge.each(self.y[rows], outputs)
        except Exception:  # each loss refuses in its own way
            return np.full(len(rows), np.nan)

    def output(self, x: Any, rows: Array) -> Array:
        """Compute outputs of some rows, in batches, with dropout off."""
        return outputs_of(self.model, x, rows)


def _surprise(p: Array) -> Array:
    return -p * np.log(np.where(p > 0, p, 1))


def _called(metric: Any) -> str:
    return str(getattr(metric, "__name__", type(metric).__name__))


def rows_of(x: Any, rows: Any = slice(None)) -> Array:
    """Flatten examples of a structure of arrays, each into one row."""
    parts = [np.asarray(part[rows], np.float64) for part in keras.tree.flatten(x)]
    return np.concatenate([part.reshape(len(part), -1) for part in parts], axis=1)


def take(x: Any, rows: Any) -> Any:
    """Take rows of every array of a structure."""
    return keras.tree.map_structure(lambda part: part[rows], x)


def outputs_of(model: Any, x: Any, rows: Array) -> Array:
    """Compute outputs of some rows, in batches, with dropout off."""
    found = [
        keras.ops.convert_to_numpy(model(take(x, rows[i : i + BATCH]), training=False))
        for i in range(0, len(rows), BATCH)
    ]
    made = np.concatenate(found).astype(np.float64)
    return made[:, None] if made.ndim == 1 else made


def some(n: int, most: int = MOST) -> Array:
    """Row numbers, all of them or `most` that are drawn, in order."""
    if n <= most:
        return np.arange(n)
    return np.sort(np.argsort(np.random.default_rng(0).random(n))[:most])


def gather(model: Any, x: Any, y: Any, history: Any, class_weight: Any, held_out: Any) -> Evidence:
    """Look at everything once."""
    x, y = as_arrays(x, "x"), as_targets(y, x, "y")
    held_out = as_held_out(held_out)
    demand_weights(class_weight)
    few = some(len(y))
    outputs = outputs_of(model, x, few)
    if outputs.ndim != 2:
        raise ValueError(
            f"model must return one row of numbers for each example; got the shape {outputs.shape}"
        )
    k = outputs.shape[1]
    charge = Charge(model.loss, k, sparse=y.ndim == 1 or y.shape[1] != k)
    kind = kind_of(y, k)
    log = as_case_history(history)
    ending = ending_of(model)
    return Evidence(model, x, y, few, outputs, ending, charge, kind, log, class_weight, held_out)


def kind_of(y: Array, k: int) -> str:
    """Name the way in which targets are written, beside k outputs."""
    flat = y.reshape(len(y), -1)
    if not np.isfinite(flat).all():
        return "numbers"
    if k > 1 and flat.shape[1] == 1:
        return "ids" if (flat == np.round(flat)).all() else "numbers"
    if flat.min() < 0 or flat.max() > 1 or y.ndim > 2:
        return "numbers"
    if k == 1 and flat.shape[1] == 1:
        return "labels"
    sums = flat.sum(1)
    if np.isin(flat, (0, 1)).all():
        return "one-hot" if (sums == 1).all() else "multi-hot"
    return "soft" if np.allclose(sums, 1, atol=1e-4) else "labels"
