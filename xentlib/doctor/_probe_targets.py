"""Probes of the targets: what a loss takes, and what it gets."""

from math import log
from typing import Any

import numpy as np

from xentlib.doctor._evidence import Evidence
from xentlib.doctor._finding import Finding

RARE = 1e-4  # probability of a false alarm


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


def ids_into_one_hot(case: Evidence) -> Finding | None:
    """Look for class ids where a loss wants a row for each example."""
    wants = case.charge.link == "softmax" and not case.charge.sparse and case.charge.built_in
    if not wants or case.k < 2 or case.targets != "ids":
        return None
    return Finding(
        "ids into one-hot",
        f"{case.charge.name} wants a row of {case.k} masses for each example, and y holds ids.",
        f"y has the shape {case.y.shape} and the model's outputs ({case.n}, {case.k})",
        f"{case.k} = K: numbers that are wanted in each row of y",
        "y = keras.utils.to_categorical(y)  # or a loss whose name begins with Sparse",
    )


def labels_off_by_one(case: Evidence) -> Finding | None:
    """Look for classes that are counted from 1, among learnt and among held-out examples."""
    if case.charge.link != "softmax" or case.k < 2:
        return None
    for name, part in case.parts():
        found = _ids_off(part, name) if part.targets == "ids" else _rows_off(part, name)
        if found:
            return found
    return None


def _rows_off(case: Evidence, name: str) -> Finding | None:
    y, k = case.masses, case.k
    empty = y.sum(1) == 0
    if case.targets != "multi-hot" or y.shape[1] != k or not empty.any():
        return None
    if (y.sum(1) > 1).any() or y[:, 0].any():
        return None
    share = float(empty.mean())
    return Finding(
        "labels off by one",
        f"Class 0 never occurs in {name}, and some rows hold no class: labels count from 1.",
        f"{empty.sum()} of {case.n} rows hold no 1 and cost nothing, whatever the forecast; "
        f"column 0 holds none",
        f"{(1 - share) * log(k):.4f} = (1 - {share:.3f}) · ln {k}: the loss of a uniform forecast, "
        f"where {log(k):.4f} = ln {k} is right",
        "y = np.roll(y, -1, axis=1); y[y.sum(axis=1) == 0, -1] = 1",
    )


def _ids_off(case: Evidence, name: str) -> Finding | None:
    ids, k = case.ids, case.k
    if not ids.size:
        return None
    low, high = int(ids.min()), int(ids.max())
    absent = (1 - 1 / k) ** len(ids) < RARE and len(np.unique(ids)) == k - 1
    if not (low == 1 and (high == k or (high == k - 1 and absent and k > 2))):
        return None
    return Finding(
        "labels off by one",
        f"The labels in {name} are {low} to {high}, and the {k} outputs stand for 0 to {k - 1}"
        + ("." if high == k else ". (If class 0 is kept free on purpose, nothing is wrong.)"),
        f"label 0 occurs in 0 of {case.n} examples, label {k} in {(ids == k).sum()}",
        f"{log(k):.4f} = ln {k} is a uniform forecast's loss for {k} outputs; with {high} classes "
        f"it is {log(high):.4f} = ln {high}",
        f"{name} = {name} - 1" + (f"  # and layers.Dense({high})" if high < k else ""),
    )


def labels_out_of_range(case: Evidence) -> Finding | None:
    """Look for targets that are no probabilities and no class, for a loss of either."""
    if case.charge.link is None or labels_off_by_one(case) or one_hot_into_sparse(case):
        return None
    for name, part in case.parts():
        ids = part.targets == "ids" and case.charge.link == "softmax"
        values, high = (part.ids, case.k - 1) if ids else (part.y[np.isfinite(part.y)], 1)
        bad = (values < 0) | (values > high)
        if bad.any():
            return Finding(
                "labels out of range",
                f"{name} holds numbers outside 0 … {high}, which {case.charge} can't take.",
                f"{bad.sum()} of {values.size} numbers in {name} are outside; they lie between "
                f"{values.min():g} and {values.max():g}",
                "0 = least cross-entropy there is: a loss below 0 is none",
                _back(values, name, high) if ids or not _counted(values) else _RIGHT_LOSS,
            )
    return None


_RIGHT_LOSS = 'loss="sparse_categorical_crossentropy"  # and an output for each class'


def _counted(values: Any) -> bool:
    """Whether labels are ids of more than two classes, as far as one can see."""
    return 2 < len(np.unique(values)) == values.max() + 1 and not values.min()


def _back(values: Any, name: str, high: int) -> str:
    """Write the line that brings labels back: -1 and 1 to 0 and 1, others to their ranks."""
    if np.isin(values, (-1, 1)).all():
        return f"{name} = ({name} + 1) / 2"
    if high == 1:
        return f"{name} = np.clip({name}, 0, 1)  # once you know why they are outside"
    return f"{name} = np.unique({name}, return_inverse=True)[1]  # ids of the classes there are"
