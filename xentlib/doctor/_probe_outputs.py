"""Probes of the last layer and the loss."""

from math import e, log
from typing import Any

import numpy as np

from xentlib.doctor._evidence import CLIP, ROUNDING, Evidence
from xentlib.doctor._finding import Finding
from xentlib.doctor._rows import take


def is_softmax(case: Evidence) -> bool:
    """Whether outputs are distributions: by structure, or else by their sums."""
    if case.ending.known or case.ending.links:
        return case.ending.links[:1] == ("softmax",)
    return case.finite and case.k > 1 and case.spread < ROUNDING


def _is_probability(case: Evidence) -> bool:
    """Whether outputs are probabilities: by structure, or else by lying between 0 and 1.

    Logits may lie there, too, but then they do not come close to both ends and stop.
    """
    if case.ending.known or case.ending.links:
        return case.ending.links[:1] in (("sigmoid",), ("softmax",))
    low, high = case.outputs.min(), case.outputs.max()
    return bool(case.finite and 0 <= low < 0.05 and 0.95 < high <= 1)


def double_softmax(case: Evidence) -> Finding | None:
    """Look for a softmax of a softmax: in the model, or in model and loss."""
    k = case.k
    inside = case.ending.links.count("softmax") > 1
    across = case.charge.reads == "logits" and case.charge.link == "softmax"
    if k < 2 or not (inside or (across and is_softmax(case))):
        return None
    where = "the model holds a second one" if inside else f"{case.charge} applies a second one"
    return Finding(
        "double softmax",
        f"The outputs went through a softmax, and {where}.",
        f"rows of outputs sum to 1 (within {_power(case.spread)}), and none is above "
        f"{case.outputs.max():.3f}{logged(case)}{_healed(case)}",
        f"{log(1 + (k - 1) / e):.4f} = ln(1 + {k - 1}/e): what a certain and right forecast costs "
        "after a second softmax",
        f'layers.Dense({k}, activation="softmax")  # the last layer, and the only softmax'
        if inside
        else f"layers.Dense({k})  # the last layer",
    )


def _power(gap: float) -> str:
    """Write a power of ten that a gap is below; 1e-06 for what is nothing but rounding."""
    return f"{10.0 ** np.ceil(np.log10(max(gap, 1e-6))):.0e}"


def logged(case: Evidence) -> str:
    losses = case.history.get("loss", np.empty(0))
    return f"; the last logged loss is {losses[-1]:.4f}" if losses.size else ""


def _healed(case: Evidence) -> str:
    """Say so where Keras finds the logits behind the outputs, and warns, on this backend."""
    if not case.charge.config.get("from_logits"):
        return ""
    few = case.few[:32]
    noted = case.model(take(case.x, few), training=False)
    if getattr(noted, "_keras_logits", None) is None:
        return ""
    plain = float(case.priced(few, case.outputs[:32]).mean())
    if not np.isfinite(plain):
        return ""
    found = float(case.charge.loss(np.asarray(case.y[few], "float32"), noted))
    if abs(found - plain) < 1e-3:
        return ""
    return (
        f"; on this backend Keras goes back to the logits behind them and warns ({found:.4f} on "
        f"32 examples); elsewhere it is {plain:.4f}"
    )


def probabilities_as_logits(case: Evidence) -> Finding | None:
    """Look for probabilities that a loss takes for logits of labels."""
    takes = case.charge.reads == "logits" and case.charge.link == "sigmoid"
    if not takes or not _is_probability(case):
        return None
    low, high = case.outputs.min(), case.outputs.max()
    return Finding(
        "probabilities as logits",
        f"The outputs are probabilities, and {case.charge} takes them for logits.",
        f"outputs lie between {low:.3f} and {high:.3f}{logged(case)}{_healed(case)}",
        f"{log(1 + 1 / e):.4f} = ln(1 + 1/e) is the least that a 1 can cost, and "
        f"{log(2):.4f} = ln 2 the least that a 0 can",
        f"layers.Dense({case.k})  # the last layer",
    )


def missing_softmax(case: Evidence) -> Finding | None:
    """Look for outputs that are no probabilities, in a loss that reads probabilities."""
    if case.charge.reads != "probabilities" or not case.finite:
        return None
    softmax = case.charge.link == "softmax" and case.k > 1
    low, high = float(case.outputs.min()), float(case.outputs.max())
    off = case.spread > ROUNDING if softmax else low < -ROUNDING or high > 1 + ROUNDING
    if not off or wrong_axis(case):
        return None
    link, sums = "softmax" if softmax else "sigmoid", case.outputs.sum(1)
    most = f"{-log(CLIP):.3f} = -ln 1e-7"
    if not softmax:
        most += f" of a 1, {-log(1 - float(np.float32(1 - CLIP))):.3f} of a 0,"
    rows = f", and their rows sum to {sums.min():.2f} … {sums.max():.2f}" if softmax else ""
    return Finding(
        "missing softmax",
        f"{case.charge} reads probabilities, and the outputs are none: the {link} is missing.",
        f"outputs lie between {low:.2f} and {high:.2f}{rows}{logged(case)}",
        f"{most} and {-log(np.float32(1 - CLIP)):.2e} = -ln(1 - 1e-7) in float32: the most and the "
        "least that an outcome can cost, for Keras keeps probabilities within [1e-7, 1 - 1e-7]",
        f'layers.Dense({case.k}, activation="{link}")  # the last layer',
    )


def wrong_axis(case: Evidence) -> Finding | None:
    """Look for a softmax over the examples of a batch: outputs depend on their company."""
    rows = case.few[:8]
    if not case.finite or len(rows) < 2:
        return None
    together = case.output(case.x, rows)
    alone = np.concatenate([case.output(case.x, rows[i : i + 1]) for i in range(len(rows))])
    columns = float(abs(together.sum(0) - 1).max())
    if abs(together - alone).max() < ROUNDING or columns > ROUNDING:
        return None
    k = case.k
    return Finding(
        "wrong axis",
        "The softmax runs over the examples of a batch, not over the classes.",
        f"in a batch of {len(rows)}, each column of outputs sums to 1 (within "
        f"{_power(columns)}); the outputs of one example alone sum to {alone[0].sum():.3f}",
        f"{k} = K · 1: of one example alone, each of the K outputs is 1; in a batch of 32, its "
        f"outputs sum to K/32 = {k / 32:.4f} on average",
        "keras.ops.softmax(z, axis=-1)",
    )


def focal_alpha(case: Evidence) -> Finding | None:
    """Look for a focal loss whose α scales all classes alike, or is not used at all."""
    alpha = case.charge.config.get("alpha")
    if not isinstance(alpha, float | int) or not case.finite:
        return None
    if case.charge.name == "CategoricalFocalCrossentropy" and alpha != 1:
        return _scaled(case, float(alpha))
    unused = not case.charge.config.get("apply_class_balancing")
    if case.charge.name == "BinaryFocalCrossentropy" and unused and alpha != 0.25:
        return _unused(case, float(alpha))
    return None


def _scaled(case: Evidence, alpha: float) -> Finding:
    now = float(case.priced(case.few, case.outputs).mean())
    return Finding(
        "focal alpha",
        f"The focal loss multiplies the loss of every class by alpha = {alpha:g}.",
        f"mean loss {now:.4f} with alpha = {alpha:g}, and {now / alpha:.4f} with alpha = 1",
        f"{alpha:g} = alpha: at gamma = 0, p = 0.7 costs {-alpha * log(0.7):.4f} = {alpha:g} · "
        f"{-log(0.7):.4f}",
        _rewritten(case.charge, alpha=1.0),
    )


def _unused(case: Evidence, alpha: float) -> Finding:
    return Finding(
        "focal alpha",
        f"alpha = {alpha:g} is not used, since apply_class_balancing is False.",
        f"mean loss {float(case.priced(case.few, case.outputs).mean()):.4f}, with any alpha",
        f"{alpha:g} = alpha for a 1, {1 - alpha:g} = 1 - alpha for a 0: factors of the loss that "
        "are 1 here",
        _rewritten(case.charge, apply_class_balancing=True),
    )


def _rewritten(charge: Any, **settings: Any) -> str:
    """Write a loss of Keras as it is, but for some settings."""
    kept = {key: charge.config[key] for key in ("alpha", "gamma", "from_logits")} | settings
    said = ", ".join(f"{key}={value!r}" for key, value in kept.items())
    return f"keras.losses.{charge.name}({said})"
