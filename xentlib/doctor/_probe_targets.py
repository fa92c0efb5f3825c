"""Probes of the targets, and of how they belong to the inputs."""

from collections.abc import Iterator
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.doctor._evidence import Evidence, rows_of, some
from xentlib.doctor._finding import Finding
from xentlib.doctor._neighbours import agreement, chance_of_twins, giveaway
from xentlib.training import keras

RARE = 1e-4  # probability of a false alarm
WEAK = 0.1  # of neighbours that always agree: less is next to nothing
APART = 0.01  # means of groups that are as far apart by chance once in 100 times
LEARNT = 0.95  # of a constant forecast's loss: less is more than chance gives
LEAST = 30  # examples, below which one column may fit the labels by chance


def one_hot_into_sparse(case: Evidence) -> Finding | None:
    """Look for rows where a loss wants class ids."""
    y = case.y
    if not case.charge.sparse or y.ndim < 2 or y.shape[-1] == 1:
        return None
    return Finding(
        "one-hot into sparse",
        f"{case.charge.name} wants a class id for each example, and y holds rows.",
        f"y has the shape {y.shape} and the model's outputs ({case.n}, {case.k}); ids would have "
        f"the shape ({case.n},)",
        f"{case.k} = K: numbers in each row of y where one is wanted",
        "y = y.argmax(axis=1)",
    )


def labels_off_by_one(case: Evidence) -> Finding | None:
    """Look for classes that are counted from 1."""
    if case.charge.link != "softmax" or case.k < 2:
        return None
    if case.targets == "ids":
        return _ids_off(case)
    y = case.masses
    empty = y.sum(1) == 0
    if case.targets != "multi-hot" or y.shape[1] != case.k or not empty.any():
        return None
    if (y.sum(1) > 1).any() or y[:, 0].any():
        return None
    k, share = case.k, float(empty.mean())
    return Finding(
        "labels off by one",
        "Class 0 never occurs, and some rows of y hold no class: labels are counted from 1.",
        f"{empty.sum()} of {case.n} rows hold no 1 and cost nothing, whatever the forecast; "
        f"column 0 holds none",
        f"{(1 - share) * log(k):.4f} = (1 - {share:.3f}) · ln {k}: the loss of a uniform forecast, "
        f"where {log(k):.4f} = ln {k} is right",
        "y = np.roll(y, -1, axis=1); y[y.sum(axis=1) == 0, -1] = 1",
    )


def _ids_off(case: Evidence) -> Finding | None:
    ids, k = case.y.reshape(-1), case.k
    ignored = case.charge.config.get("ignore_class")
    ids = ids if ignored is None else ids[ids != ignored]
    low, high = int(ids.min()), int(ids.max())
    absent = (1 - 1 / k) ** len(ids) < RARE and len(np.unique(ids)) == k - 1
    if not (low == 1 and (high == k or (high == k - 1 and absent and k > 2))):
        return None
    return Finding(
        "labels off by one",
        f"The labels are {low} to {high}, and the {k} outputs stand for 0 to {k - 1}.",
        f"label 0 occurs in 0 of {case.n} examples, label {k} in {(ids == k).sum()}",
        f"{log(k):.4f} = ln {k} is a uniform forecast's loss for {k} outputs; with {high} classes "
        f"it is {log(high):.4f} = ln {high}",
        "y = y - 1" if high == k else f"y = y - 1  # and layers.Dense({high})",
    )


def shuffled_labels(case: Evidence) -> Finding | None:
    """Look for labels that have nothing to do with the examples they stand beside."""
    if case.targets == "numbers" or not _comparable(case) or _learnt(case):
        return None
    rows = some(case.n)
    found = agreement(rows_of(case.x, rows), case.masses[rows])
    if found is None or found.high > WEAK or found.means_p < APART:
        return None
    losses = case.history.get("loss", np.empty(0))
    said = f"; the loss of the last epoch is {losses[-1]:.4f}" if losses.size else ""
    return Finding(
        "shuffled labels",
        "The labels have nothing to do with the examples that they stand beside.",
        f"nearest neighbours agree {found.share:+.3f} more often than by chance, on a scale where "
        f"1 is always (at most {found.high:.3f}){said}",
        f"{case.entropy:.4f} = entropy of y in nats: the loss of the best forecast that ignores x",
        "x, y = x[order], y[order]  # one order for both",
    )


def _comparable(case: Evidence) -> bool:
    """Whether near rows are alike: not so for ids of symbols."""
    layers: list[Any] = list(getattr(case.model, "_flatten_layers", list)())
    return not any(type(layer).__name__ == "Embedding" for layer in layers)


def _learnt(case: Evidence) -> bool:
    """Whether the model forecast what it had not learnt: in its first epoch, or in validation.

    In a first epoch, each example is forecast before it is learnt.
    """
    seen = [*case.history.get("loss", [])[:1], *case.history.get("val_loss", [])]
    return min((loss for loss in seen if np.isfinite(loss)), default=np.inf) < LEARNT * case.level


def leakage(case: Evidence) -> Finding | None:
    """Look for held-out examples among the learnt ones, and for a column that is the label."""
    return _copied(case) or _given_away(case)


def _copied(case: Evidence) -> Finding | None:
    if case.held_out is None:
        return None
    test = case.held_out[0]
    known = set(_keys(case.x))
    count, n = sum(key in known for key in _keys(test)), len(case.held_out[1])
    chance = chance_of_twins(rows_of(case.x, some(case.n)))
    expected = n * min(1.0, case.n * chance)
    if count <= 1 + 10 * expected:
        return None
    return Finding(
        "leakage",
        "Held-out examples are among those that the model learns from.",
        f"{count} of {n} held-out examples stand in x, to the last digit; by chance it would be "
        f"{expected:.1g} at most",
        f"{count / n:.3f} = {count}/{n}: share of the held-out loss that is training loss",
        "train, test = order[:n], order[n:]  # split first, then copy, draw or augment in train",
    )


def _keys(x: Any) -> Iterator[bytes]:
    """Name each example by all its numbers."""
    parts = [np.asarray(part, np.float64) + 0.0 for part in keras.tree.flatten(x)]
    return (b"".join(part.tobytes() for part in row) for row in zip(*parts, strict=True))


def _given_away(case: Evidence) -> Finding | None:
    ids = _ids(case)
    if ids is None:
        return None
    few = some(case.n)
    found = [j for j in giveaway(rows_of(case.x, few), ids[few]) if _tells(case, j, ids)]
    if not found:
        return None
    return Finding(
        "leakage",
        f"Column {found[0]} of x is the label in other words.",
        f"each value of column {found[0]} goes with one label, in all {case.n} examples",
        f"0 = H(y | column {found[0]}), where H(y) = {case.entropy:.4f} nats: nothing is left to "
        "forecast",
        f"x = np.delete(x, {found[0]}, axis=1)",
    )


def _ids(case: Evidence) -> NDArray[np.int64] | None:
    """Class of each example, if it has one, and if there are enough of them to tell."""
    several = len(keras.tree.flatten(case.x)) == 1 and rows_of(case.x, slice(1)).shape[1] > 1
    if not several or case.n < LEAST or case.targets not in ("ids", "one-hot", "labels"):
        return None
    y = case.masses
    if y.shape[1] > 1:
        return None if case.targets == "labels" else y.argmax(1)
    return y[:, 0].astype(np.int64) if np.isin(y, (0, 1)).all() else None


def _tells(case: Evidence, column: int, ids: NDArray[np.int64]) -> bool:
    whole = keras.tree.flatten(case.x)[0].reshape(case.n, -1)[:, column]
    return bool(giveaway(whole[:, None], ids))
