"""Probes of the history, and of what goes on inside."""

import inspect
from math import log
from typing import Any

import numpy as np

from xentlib.doctor._evidence import Evidence
from xentlib.doctor._finding import Finding
from xentlib.doctor._probe_outputs import missing_softmax
from xentlib.doctor._rows import some
from xentlib.doctor._units import relu_layers
from xentlib.training import keras

RARE = 1e-4  # probability of a false alarm
SURE = 3.0  # standard errors
ABOVE = 1.05  # a fit that learns nothing stays within 5 % of a constant forecast's loss

_USUAL = (
    "A reading, no fault: the logged training loss is a mean over an epoch, with dropout and class "
    "weights in it."
)
_EASIER = "The validation data are easier than the training data, or among them."


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
    epoch = 1 + int(np.argmin(np.isfinite(losses))) if bad["logged losses"] else 0
    found = ", ".join(f"{count} of the numbers in {name}" for name, count in bad.items() if count)
    place = next((name for name in ("x", "y") if bad[name]), "")
    return Finding(
        "not a number",
        f"{place} holds NaN or infinity, and so does what is computed from it."
        if place
        else "The loss became NaN or infinite, and no step can mend it.",
        f"NaN or infinite: {found}{f'; first in epoch {epoch}' * bool(epoch)}",
        _trace(place, case),
        _cure(place, case),
    )


def _bad(*arrays: Any) -> int:
    return int(sum((~np.isfinite(np.asarray(a, np.float64))).sum() for a in arrays))


def _cure(place: str, case: Evidence) -> str:
    if place == "x":
        return "x = np.where(np.isfinite(x), x, np.nanmean(x, axis=0))  # and a new model"
    if place == "y":
        return "keep = np.isfinite(y); x, y = x[keep], y[keep]  # and a new model"
    if case.charge.reads == "logits":
        return _slower(case)
    kind = "Sparse" if case.targets == "ids" else ""
    name = "Binary" if case.charge.link == "sigmoid" else f"{kind}Categorical"
    last = f"layers.Dense({case.k})"
    return f"loss=keras.losses.{name}Crossentropy(from_logits=True)  # and end in {last}"


def _trace(place: str, case: Evidence) -> str:
    """Name the number that such a fault leaves behind, by its cause."""
    if place:
        return f"1 = numbers that are enough: a sum with one NaN is NaN, and {place} is in all sums"
    if case.charge.reads == "logits":
        return f"{np.finfo(np.float32).max:.2e} = largest float32: beyond is inf; inf - inf is NaN"
    return (
        f"{126 * log(2):.2f} = 126 ln 2: beyond this gap of logits, the smaller probability is 0 "
        "in float32, and 0 · ln 0 = 0 · (-inf) is NaN"
    )


def _rate(case: Evidence) -> float:
    return float(np.asarray(getattr(case.model.optimizer, "learning_rate", np.nan)))


def _slower(case: Evidence) -> str:
    """Write the optimiser with its usual rate, or a tenth of a rate that is lower already."""
    kind, rate = type(case.model.optimizer), _rate(case)
    usual = inspect.signature(kind).parameters["learning_rate"].default
    lower = min(usual, rate / 10) if isinstance(usual, float) else rate / 10
    return f"model.compile(keras.optimizers.{kind.__name__}({lower:g}), …)  # and a new model"


def dead_relu(case: Evidence) -> Finding | None:
    """Look for layers in which more units are dead than random weights explain."""
    layers = [layer for layer in relu_layers(case) if layer.chance < RARE]
    if not layers:
        return None
    worst = max(layers, key=lambda layer: layer.dead / layer.units)
    all_dead = worst.dead == worst.units
    return Finding(
        "dead relu",
        f"{'All' if all_dead else 'Most'} units of the layer {worst.name!r} are 0 for every "
        "example; no slope reaches their weights.",
        f"{worst.dead} of {worst.units} units are 0 on all {case.n} examples",
        f"{case.entropy:.4f} = entropy of y in nats: the loss once the outputs do not depend on x"
        if all_dead
        else f"{worst.units / 2:g} = {worst.units}/2: with random weights and biases of 0, at most "
        "so many are dead on average",
        "x = (x - x.mean(axis=0)) / (x.std(axis=0) + 1e-7)  # or a lower rate; and a new model",
    )


def rate_too_high(case: Evidence) -> Finding | None:
    """Look for a loss that jumps about above that of a constant forecast.

    Of outputs that are no probabilities, a loss that reads probabilities has no such level.
    """
    losses = case.history.get("loss", np.empty(0))
    if len(losses) < 3 or not np.isfinite(losses).all() or missing_softmax(case):
        return None
    level, late, rises = case.level, losses[len(losses) // 2 :], np.diff(losses) > 0
    if not late.min() > ABOVE * level or rises.mean() < 0.25:
        return None
    rate = _rate(case)
    return Finding(
        "rate too high",
        "The loss jumps about, above that of a forecast that ignores x.",
        f"learning rate {rate:g}; in the last {len(late)} epochs the loss is between "
        f"{late.min():.3f} and {late.max():.3f}; it rose {rises.sum()} times of {len(rises)}",
        f"{level:.4f} = loss of the best forecast that is the same for all examples",
        _slower(case),
    )


def validation_below_training(case: Evidence) -> Finding | None:
    """Explain a validation loss below the training loss: a reading, no fault.

    In an epoch, the logged training loss is a mean over models that were worse than the one that
    is validated after it. So each validation loss is compared with the training loss of the NEXT
    epoch, whose models all were better.
    """
    train, val = (case.history.get(name, np.empty(0)) for name in ("loss", "val_loss"))
    if len(train) < 4 or len(val) != len(train) or not case.finite:
        return None
    late = slice(len(train) // 2, -1)
    if not (val[late] < train[1:][late.start :]).all():
        return None
    again, error = _scored_again(case)
    if again > val[-1] + SURE * error:
        what, gap = _EASIER, again - val[-1]
        mend = "diagnose(…, held_out=(x_test, y_test))  # copies?"
        formula = f"{again:.4f} - {val[-1]:.4f}: by so much the validation data are easier"
    elif again - val[-1] > train[-1] - again:  # most of the gap may be chance
        return None
    else:
        what, gap, mend = _USUAL, train[-1] - again, "model.evaluate(x, y)  # the loss to compare"
        formula = f"{train[-1]:.4f} - {again:.4f}: what dropout, class weights and the mean add"
    return Finding(
        "validation below training",
        what,
        f"logged {train[-1]:.4f}, validation {val[-1]:.4f}; the training data scored as validation "
        f"data are: {again:.4f}, standard error of the gap {error:.4f}",
        f"{gap:.4f} = {formula}",
        mend,
    )


def _scored_again(case: Evidence) -> tuple[float, float]:
    """Loss of the training data as validation data are scored, and the error of a comparison.

    Where nobody gave the validation data, they are taken for a quarter as many.
    """
    rows = some(case.n)
    each = case.priced(rows, case.output(case.x, rows))
    held = len(case.held_out[1]) if case.held_out else max(case.n // 4, 1)
    error = float(each.std() * np.sqrt(1 / len(rows) + 1 / held))
    return float(each.mean()) + case.penalty, error
