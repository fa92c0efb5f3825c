"""The evidence: everything that the probes look at, gathered once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from xentlib.doctor._rows import kind_of, outputs_of, some
from xentlib.training import keras

Array = NDArray[Any]
CLIP = 1e-7  # Keras keeps what it takes for probabilities so far from 0 and from 1
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
    def ids(self) -> Array:
        """Class ids without those that the loss leaves out, (m,)."""
        ignored = self.charge.config.get("ignore_class")
        ids = self.y.reshape(-1)
        return ids if ignored is None else ids[ids != ignored]

    def parts(self) -> Iterator[tuple[str, "Evidence"]]:
        """Name the targets, the learnt and the held-out ones, each with its evidence."""
        yield "y", self
        if self.held_out is not None:
            y = self.held_out[1]
            yield "y_test", replace(self, y=y, targets=kind_of(y, self.k), held_out=None)

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
        p = self.masses.mean(0)
        if self.charge.reads is None or len(p) != self.k:
            return float("nan")
        p = np.clip(p, CLIP, 1 - CLIP)
        if self.charge.reads == "logits":
            p = np.log(p) - (np.log1p(-p) if self.charge.link == "sigmoid" else 0)
        each = self.priced(np.arange(self.n), np.broadcast_to(p, (self.n, self.k)))
        return float((each * self.weights).mean()) + self.penalty

    @cached_property
    def penalty(self) -> float:
        """Penalties on the weights, which Keras adds to training and validation losses."""
        return sum(float(part) for part in self.model.losses)

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


def gather(model: Any, x: Any, y: Any, history: Any, class_weight: Any, held_out: Any) -> Evidence:
    """Look at everything once."""
    x, y = as_arrays(x, "x"), as_targets(y, x, "y")
    held_out = as_held_out(held_out)
    demand_weights(class_weight)
    few = some(len(y))
    try:
        outputs = outputs_of(model, x, few)
    except (TypeError, ValueError) as error:
        came = keras.tree.map_structure(np.shape, x)
        raise ValueError(
            f"x must be what the model takes, {model.input_shape}; got {came}"
        ) from error
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
