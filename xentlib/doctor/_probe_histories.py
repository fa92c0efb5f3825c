"""Probes of the history, and of what goes on inside."""

from math import log
from typing import Any

import numpy as np

from xentlib.doctor._evidence import Evidence, some
from xentlib.doctor._finding import Finding
from xentlib.doctor._units import dead_layers
from xentlib.training import keras


def not_a_number(case: Evidence) -> Finding | None:
    """Look for NaN and infinity: in the data, in the weights, in the history."""
    losses = case.history.get("loss", np.empty(0))
    bad = {
        "x": _bad(*keras.tree.flatten(case.x)),
        "y": _bad(case.y),
        "weights": _bad(*case.model.get_weights()),
        "logged losses": _bad(losses),
    }
    if not any(bad.values()):
        return None
    first = f"; first in epoch {1 + int(np.argmin(np.isfinite(losses)))}" * bool(
        bad["logged losses"]
    )
    found = ", ".join(f"{count} of the {name}" for name, count in bad.items() if count)
    return Finding(
        "not a number",
        _source(bad),
        f"NaN or infinity: {found}{first}",
        f"{126 * log(2):.2f} = 126 ln 2: beyond this gap of logits, the smaller probability is 0 in "
        "float32, and 0 · ln 0 = 0 · (-inf) is not a number",
        _cure(bad, case),
    )


def _bad(*arrays: Any) -> int:
    return int(sum((~np.isfinite(np.asarray(a, np.float64))).sum() for a in arrays))


def _source(bad: dict[str, int]) -> str:
    for name in ("x", "y"):
        if bad[name]:
            return f"{name} holds numbers that are none, and the loss cannot be one."
    return "The loss is not a number any more, and neither are its slopes."


def _cure(bad: dict[str, int], case: Evidence) -> str:
    if bad["x"]:
        return "x = np.nan_to_num(x)"
    if bad["y"]:
        return "keep = np.isfinite(y); x, y = x[keep], y[keep]"
    return "keras.losses.CategoricalCrossentropy(from_logits=True)  # and a last layer without one"


def dead_relu(case: Evidence) -> Finding | None:
    """Look for layers in which more units are dead than random weights explain."""
    found = dead_layers(case)
    if not found:
        return None
    name, dead, m = found[0]
    return Finding(
        "dead relu",
        f"Most units of the layer {name!r} are 0 for every example, and learn nothing.",
        f"{dead} of {m} units are 0 on all {case.n} examples",
        f"{case.constant:.4f} = entropy of y: the loss when all units are dead, since the outputs "
        "do not depend on x",
        "x = (x - x.mean(axis=0)) / (x.std(axis=0) + 1e-7)  # and a lower learning rate",
    )


def rate_too_high(case: Evidence) -> Finding | None:
    """Look for a loss that stays above that of a constant forecast, and does not fall."""
    losses = case.history.get("loss", np.empty(0))
    if len(losses) < 3 or not np.isfinite(losses).all() or case.charge.reads is None:
        return None
    level = case.constant
    late = losses[len(losses) // 2 :]
    rises = np.diff(losses) > 0
    if late.min() < 1.1 * level or not rises.any():
        return None
    rate = float(np.asarray(case.model.optimizer.learning_rate))
    return Finding(
        "rate too high",
        "The loss jumps about above that of a forecast that ignores x.",
        f"learning rate {rate:g}; the loss of the last epochs is {late.min():.3f} … "
        f"{late.max():.3f}; it rose {rises.sum()} times in {len(losses) - 1}",
        f"{level:.4f} = entropy of y: what a constant forecast costs",
        f"model.optimizer.learning_rate = {rate / 100:g}",
    )


def validation_below_training(case: Evidence) -> Finding | None:
    """Explain a validation loss below the training loss: a reading, no fault."""
    train, val = (case.history.get(name, np.empty(0)) for name in ("loss", "val_loss"))
    if len(train) < 3 or len(val) != len(train):
        return None
    late = slice(len(train) // 2, None)
    if not (val[late] < train[late]).all() or not case.finite:
        return None
    rows = some(case.n)
    again = float(case.charge.each(case.y[rows], case.output(case.x, rows)).mean())
    below = again <= val[-1]
    return Finding(
        "validation below training",
        "No fault: the logged training loss is a mean over an epoch, with dropout on; validation "
        "comes after it, with dropout off.",
        f"logged {train[-1]:.4f}, validation {val[-1]:.4f}; the training data scored like "
        f"validation data: {again:.4f}, {'below' if below else 'above'} it",
        f"{train[-1] - again:.4f} = {train[-1]:.4f} - {again:.4f}: what dropout, penalties and "
        "the running mean add to the log",
        "model.evaluate(x, y)  # compare this with val_loss",
    )
