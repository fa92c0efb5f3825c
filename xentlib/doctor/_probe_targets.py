"""Probes of the targets, and of how they belong to the inputs."""

from math import log

import numpy as np
from numpy.typing import NDArray

from xentlib.doctor._evidence import Evidence, rows_of, some
from xentlib.doctor._finding import Finding
from xentlib.doctor._neighbours import agreement, copies, giveaway

RARE = 1e-4  # chance of a false alarm that we take
WEAK = 0.1  # share of a sure relation: below it, labels tell (nearly) nothing of x


def one_hot_into_sparse(case: Evidence) -> Finding | None:
    """Look for rows where a loss wants class ids."""
    y = case.y
    if not case.charge.sparse or y.ndim < 2 or y.shape[-1] in (1,):
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
    if case.targets == "numbers" or not _comparable(case):
        return None
    rows = some(case.n)
    found = agreement(case.features[rows], case.masses[rows])
    if found is None or found.high > WEAK or found.means_p < RARE**0.5:
        return None
    if _learnt(case):
        return None
    losses = case.history.get("loss", np.empty(0))
    said = f"; the loss of the last epoch is {losses[-1]:.4f}" if losses.size else ""
    return Finding(
        "shuffled labels",
        "The labels have nothing to do with the examples that they stand beside.",
        f"an example and its nearest neighbour agree {found.share:+.3f} as often as they would if "
        f"labels followed x (0 is chance, at most {found.high:.3f}){said}",
        f"{case.constant:.4f} = entropy of y: the loss of the best forecast that ignores x",
        "x, y = x[order], y[order]  # the same order for both",
    )


def _comparable(case: Evidence) -> bool:
    """Whether near rows are alike: not so for ids of symbols."""
    layers = getattr(case.model, "_flatten_layers", list)()
    return not any(type(layer).__name__ == "Embedding" for layer in layers)


def _learnt(case: Evidence) -> bool:
    """Whether the model forecast examples that it had not learnt: in its first epoch, or later.

    A margin of 5 % of the entropy is more than chance gives.
    """
    if case.charge.reads is None or case.class_weight:
        return False
    seen = [*case.history.get("loss", [])[:1], *case.history.get("val_loss", [])]
    return bool(len(seen)) and float(np.nanmin(seen)) < 0.95 * case.constant


def leakage(case: Evidence) -> Finding | None:
    """Look for held-out examples among the learnt ones, and for a column that is the label."""
    return _copied(case) or _given_away(case)


def _copied(case: Evidence) -> Finding | None:
    if case.held_out is None:
        return None
    test = rows_of(case.held_out[0])
    found = copies(case.features, test)
    if found is None:
        return None
    count, expected = found
    return Finding(
        "leakage",
        "Held-out examples are among those that the model learnt.",
        f"{count} of {len(test)} held-out rows stand in x, to the last digit; by chance it would "
        f"be {expected:.2g}",
        f"{count / len(test):.3f} = {count}/{len(test)}: the share of the held-out loss that is "
        "training loss",
        "split first, and copy, scale or augment the training part only",
    )


def _given_away(case: Evidence) -> Finding | None:
    if case.targets not in ("ids", "one-hot", "labels") or case.features.shape[1] < 2:
        return None
    ids: NDArray[np.int64] = case.masses.argmax(1)
    if case.k == 1:
        ids = np.round(case.masses[:, 0]).astype(np.int64)
    column = giveaway(case.features, ids)
    if column is None:
        return None
    return Finding(
        "leakage",
        f"Column {column} of x is the label in other words.",
        f"each value of column {column} goes with one label only, in all {case.n} examples",
        "0 = H(y | column): what is left to learn",
        f"x = np.delete(x, {column}, axis=1)",
    )
